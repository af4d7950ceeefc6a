import SchemaDocuments

/// Finds schemas that are defined by themselves at the same place of the instance, such as `{"$ref": "#"}`: no value
/// decides whether they hold, so they have no type.
///
/// A loop over a stack of its own, because a chain of references may be longer than the machine's stack is deep.
func findReferenceCycles(
    from roots: [SchemaPosition],
    _ targets: [SchemaPosition: SchemaPosition],
    _ diagnostics: inout [Diagnostic]
) {
    struct Frame {
        let position: SchemaPosition
        var rest: ArraySlice<SchemaPosition>
    }
    var done: Set<SchemaPosition> = []
    var inProgress: Set<SchemaPosition> = []
    let starts =
        roots + targets.values.sorted { ($0.path, $0.node.span.lowerBound) < ($1.path, $1.node.span.lowerBound) }
    for start in starts where !done.contains(start) {
        var stack = [Frame(position: start, rest: inPlace(start, targets)[...])]
        inProgress.insert(start)
        while var frame = stack.popLast() {
            guard let next = frame.rest.popFirst() else {
                inProgress.remove(frame.position)
                done.insert(frame.position)
                continue
            }
            stack.append(frame)
            if done.contains(next) { continue }
            if inProgress.insert(next).inserted {
                stack.append(Frame(position: next, rest: inPlace(next, targets)[...]))
            } else {
                diagnostics.append(cycle(stack.map(\.position), back: next))
            }
        }
    }
}

/// The schemas that say something about the same value as this one.
private func inPlace(
    _ position: SchemaPosition,
    _ targets: [SchemaPosition: SchemaPosition]
) -> [SchemaPosition] {
    var found = targets[position].map { [$0] } ?? []
    for keyword in ["allOf", "anyOf", "oneOf"] { found += position.children(inList: keyword) }
    for keyword in ["not", "if", "then", "else"] { found += position.child(keyword).map { [$0] } ?? [] }
    for keyword in ["dependentSchemas", "dependencies"] {
        found += position.children(inMap: keyword).map(\.position)
    }
    return found
}

private func cycle(_ way: [SchemaPosition], back target: SchemaPosition) -> Diagnostic {
    let loop = way.suffix(from: way.lastIndex(of: target) ?? 0)
    let names = loop.map { $0.pointer.tokens.isEmpty ? "the root" : $0.pointer.description }
    let last = loop.last ?? target
    let place = last["$ref"].map { Spot(last, "$ref", $0) } ?? Spot(last, "", last.node)
    return place.diagnostic(
        .error,
        "schema-ref-cycle",
        "the schema is defined by itself and by nothing else (\(names.joined(separator: " → ")) → …): put a property "
            + "or an item between, or remove the reference"
    )
}
