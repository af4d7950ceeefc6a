import JSONCore
import SchemaDocuments

extension ProgramBuilder {
    /// Refuses a schema that leads back to itself without a step into the value: it would be evaluated for ever.
    ///
    /// Dynamic references are left to the depth limit of evaluation, because where they lead is not known here.
    func refuseEndlessEvaluation() throws(Diagnostic) {
        var finished: Set<SchemaPosition> = []
        var onPath: Set<SchemaPosition> = []
        // A stack of its own: schemas may lead to each other through any number of references.
        var path: [(position: SchemaPosition, next: Int)] = []
        for start in positions where !finished.contains(start) {
            path.append((start, 0))
            onPath.insert(start)
            while let (position, next) = path.last {
                guard let edges = sameValue[position], next < edges.count else {
                    path.removeLast()
                    onPath.remove(position)
                    finished.insert(position)
                    continue
                }
                path[path.count - 1].next += 1
                let edge = edges[next]
                if onPath.contains(edge.target) {
                    throw Diagnostic(
                        .error,
                        "schema-ref-cycle",
                        path: position.path,
                        at: position.document.source.location(of: edge.place.span.lowerBound),
                        "this leads back to \(edge.target.absoluteURI) for the same value, so evaluation would never "
                            + "end: let a keyword such as properties or items stand between"
                    )
                }
                if !finished.contains(edge.target) {
                    onPath.insert(edge.target)
                    path.append((edge.target, 0))
                }
            }
        }
    }
}
