public import JSONCore
package import SchemaCompiler
public import SchemaDocuments
package import SchemaProgram

/// A schema with the registry that knows what it refers to.
public struct ComparedSchema: Sendable {
    public var root: SchemaPosition
    public var registry: SchemaRegistry
    /// What the schema was compiled to already, with the options of the mode of comparison and of the same root.
    let program: Program?

    public init(_ root: SchemaPosition, in registry: SchemaRegistry) {
        self.init(root, in: registry, compiledTo: nil)
    }

    package init(_ root: SchemaPosition, in registry: SchemaRegistry, compiledTo program: Program?) {
        self.root = root
        self.registry = registry
        self.program = program
    }

    fileprivate mutating func compiled(_ options: CompileOptions) throws(Diagnostic) -> Program {
        if let program { return program }
        return try compileProgram(root, in: &registry, options)
    }
}

/// Decides whether one schema can take the place of another, both ways.
///
/// A break is claimed only with a witness that both sides' programs have confirmed, and compatibility only where it
/// has been proven; what is neither is undecided and has a finding that says so.
///
/// - Parameter records: valid ones of either side, as fixtures are: witnesses take from them what cannot be made up, such
///   as a text that satisfies a format and a pattern at once. They are asked for only then.
/// - Throws: what is wrong with one of the schemas themselves.
public func compare(
    old: ComparedSchema,
    new: ComparedSchema,
    as mode: ComparisonMode = .records,
    records: @escaping () -> [JSONValue] = { [] }
) throws(Diagnostic) -> Comparison {
    var graph = SchemaGraph()
    var old = old
    var new = new
    let oldRoot = try graph.read(old.root, in: &old.registry)
    let newRoot = try graph.read(new.root, in: &new.registry)
    var comparing = Comparing(graph: graph, mode: mode, records: records)
    let oldSide = ComparedSide(root: oldRoot, schema: old, tags: graph.tags(from: oldRoot))
    let newSide = ComparedSide(root: newRoot, schema: new, tags: graph.tags(from: newRoot))
    let backward = try comparing.run(.backward, writer: oldSide, reader: newSide)
    let forward = try comparing.run(.forward, writer: newSide, reader: oldSide)
    var findings = backward.findings + forward.findings
    if case .records = mode { findings += notices(oldRoot, newRoot, graph, besides: findings) }
    return Comparison(
        backward: backward.verdict,
        forward: forward.verdict,
        findings: inOrder(withoutEchoes(findings))
    )
}

/// A change that breaks both directions is told once, by the one that comes first.
private func withoutEchoes(_ findings: [Finding]) -> [Finding] {
    var told: Set<[String]> = []
    return findings.filter { finding in
        guard finding.rule == "compat-field-retyped" || finding.rule == "compat-tag-changed" else { return true }
        if finding.rule == "compat-tag-changed" { return told.insert([finding.rule, finding.message]).inserted }
        return told.insert([finding.rule, finding.old?.pointer ?? "", finding.new?.pointer ?? "", finding.subject])
            .inserted
    }
}

private func inOrder(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { a, b in
        func key(_ finding: Finding) -> (String, Int, Int, String) {
            let place = finding.new ?? finding.old
            return (place?.path ?? "", place?.location.line ?? 0, place?.location.column ?? 0, finding.rule)
        }
        return key(a.element) == key(b.element) ? a.offset < b.offset : key(a.element) < key(b.element)
    }.map(\.element)
}

private struct ComparedSide {
    var root: SchemaNode.ID
    var schema: ComparedSchema
    /// The fields that tell the branches of its unions apart.
    var tags: [String]
}

/// One direction after the other, over one graph.
private struct Comparing {
    var graph: SchemaGraph
    let mode: ComparisonMode
    let records: () -> [JSONValue]

    mutating func run(
        _ direction: Finding.Direction,
        writer: ComparedSide,
        reader: ComparedSide
    ) throws(Diagnostic) -> (verdict: Bool?, findings: [Finding]) {
        var left = writer.root
        var right = reader.root
        var alternatives = [right]
        if case .records(let both) = mode {
            let reading = both.reader(direction)
            left = graph.written(left)
            (right, alternatives) = graph.accepted(
                right,
                ReaderTolerance(
                    ignoresUnknownFields: !reading.isStrict && !reading.refusesUndeclared,
                    // What was known once has to stay known.
                    keepsUnknownVariants: direction == .forward && reading.keepsUnknownVariants,
                    guaranteed: reading.guaranteed
                )
            )
        }
        let decision = Decision(graph, at: graph[left], assertsFormats: mode.assertsFormats)
        decision.tags = writer.tags + reader.tags
        decision.root = left
        decision.records = records
        let outcome = decision.outcome(Conjunction([left]), Conjunction([right]))
        if outcome.isProven { return (true, []) }
        var direct = DirectionJudging(
            direction: direction,
            mode: mode,
            decision: decision,
            left: left,
            right: right,
            verifier: try verifier(decision.graph, writer.schema, reader, alternatives),
            judgement: Judgement(
                direction: direction,
                mode: mode,
                leftTags: writer.tags,
                rightTags: reader.tags,
                graph: decision.graph,
                renamed: direction == .backward ? renamedVariants(writer.root, reader.root, graph) : [:]
            )
        )
        return direct.judge(outcome.differences)
    }

    private func verifier(
        _ graph: SchemaGraph,
        _ writer: ComparedSchema,
        _ reader: ComparedSide,
        _ alternatives: [SchemaNode.ID]
    ) throws(Diagnostic) -> Verifier {
        var writer = writer
        var schema = reader.schema
        let options = mode.compileOptions
        let takes = try writer.compiled(options)
        var readers: [Program] = []
        for id in alternatives {
            // What a reader takes beyond its schema exists as nodes only.
            readers.append(
                try id == reader.root
                    ? schema.compiled(options) : program(of: id, in: graph, path: schema.root.path, options)
            )
        }
        let plain = alternatives.contains(reader.root) ? nil : reader.schema
        return Verifier(writer: takes, readers: readers) {
            var plain = plain
            return try? plain?.compiled(options)
        }
    }

    private func program(
        of id: SchemaNode.ID,
        in graph: SchemaGraph,
        path: String,
        _ options: CompileOptions
    ) throws(Diagnostic) -> Program {
        var registry = SchemaRegistry()
        let text = Array(graph.schemaText(id).compactText.utf8)
        let document = try registry.add(JSONSource(path: path, bytes: text), as: "reader:///\(id)")
        return try compileProgram(document.rootPosition, in: &registry, options)
    }
}

extension ComparisonMode {
    /// Readers of records give formats types; for plain values a format is a comment.
    var assertsFormats: Bool {
        switch self {
        case .values: false
        case .records: true
        }
    }

    /// How the programs are compiled that confirm witnesses.
    package var compileOptions: CompileOptions {
        CompileOptions(assertsFormats: assertsFormats, keepsAnnotations: false)
    }
}
