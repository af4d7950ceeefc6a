public import JSONCore
public import SchemaDocuments

/// A small valid record for each variant of a family: always the same ones.
///
/// - Parameter tag: the field that tells variants apart; without it there is one record.
/// - Throws: the first reference that leads nowhere.
public func minimalRecords(
    of schema: ComparedSchema,
    tag: String?
) throws(Diagnostic) -> [(variant: String?, record: JSONValue)] {
    var graph = SchemaGraph()
    var schema = schema
    let root = try graph.read(schema.root, in: &schema.registry)
    let written = graph.written(root)
    let decision = Decision(graph, at: graph[root], assertsFormats: true)
    var records: [(String?, JSONValue)] = []
    var seen: Set<ByteKey> = []
    for given in decision.cases(of: Conjunction([written])) ?? [] {
        guard let record = decision.values(of: given).first else { continue }
        guard let tag else { return [(nil, record)] }
        // A schema that only lists its tags is one case for all of them.
        let nodes = given.objects.field(tag)?.nodes ?? []
        for value in decision.values(of: Conjunction(nodes)).compactMap(\.string) {
            guard seen.insert(ByteKey(value)).inserted,
                let own = decision.object(given, with: [(tag, .string(value))])
            else { continue }
            records.append((value, own))
        }
    }
    return records
}
