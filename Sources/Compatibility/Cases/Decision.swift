import JSONCore
import PatternCompiler

/// Everything that deciding one comparison needs: the graph, what has been found out about it, and what may be spent.
final class Decision {
    var graph: SchemaGraph
    /// Whether `format` counts: for readers that give it a type it does, for plain values it is a comment.
    let assertsFormats: Bool
    /// The schemas `false` and `true`, for cases that need one of their own.
    let nothing: SchemaNode.ID
    let anything: SchemaNode.ID
    /// Most ways that one schema may be written out in; beyond it nothing is claimed.
    let caseLimit = 4_000
    /// The fields that tell the branches of unions apart, on both sides.
    var tags: [String] = []
    private(set) var steps = 0
    let stepLimit: Int

    var expansions: [SchemaNode.ID: [ValueCase]?] = [:]
    var expanding: Set<SchemaNode.ID> = []
    /// How often an expansion met one that is still under way.
    var metOpen = 0
    var conjunctions: [Conjunction: [ValueCase]?] = [:]
    var patterns: [ByteKey: CompiledPattern?] = [:]
    var languageAnswers: [[ByteKey]: Inclusion] = [:]
    var emptyConjunctions: [Conjunction: Bool] = [:]
    var searchingEmpty: Set<Conjunction> = []
    var outcomes: [Pair: Outcome] = [:]
    /// Pairs that are being compared, by how many questions of emptiness were open when they came up.
    var openPairs: [Pair: Int] = [:]
    /// Pairs proven while another one was open, in order, so that those that leaned on a pair that failed can be taken
    /// back.
    var leaning: [Pair] = []
    var leaningPairs: Set<Pair> = []
    /// How many questions of emptiness are open that ask for a proof.
    var emptinessDepth = 0
    /// How often an answer was held back because it would have leaned on a pair outside of the question.
    var heldBack = 0
    var samples: [Conjunction: [JSONValue]] = [:]
    var sampling: Set<Conjunction> = []
    var textSchema: SchemaNode.ID?
    /// Values that are tried where several differences are one finding.
    static let mergedCandidateLimit = 200
    /// Values that are tried for each difference.
    let candidateLimit = 12
    var negated: [SchemaNode.ID: SchemaNode.ID] = [:]
    /// The cases of a conjunction by the tags that they have.
    var tagIndexes: [Conjunction: [TagIndex]] = [:]
    /// Texts that satisfy rules of which nothing else is asked.
    var textSamples: [TextRules: [JSONValue]] = [:]
    /// Branches of a union whose smallest value is tried to show that the tag was renamed.
    static let renamedTagLimit = 24
    /// How many branches have shown that the tag was renamed, in the comparison of two schemas under way.
    var renamedTagBranches = 0
    /// What all values of the left side are values of.
    var root: SchemaNode.ID?
    /// Records that may be valid for the root, asked for when no value of some schema could be made up.
    var records: () -> [JSONValue] = { [] }
    private(set) lazy var knownValues = gatherKnownValues()

    init(_ graph: SchemaGraph, at origin: SchemaNode, assertsFormats: Bool, stepLimit: Int = 2_000_000) {
        self.graph = graph
        self.assertsFormats = assertsFormats
        self.stepLimit = stepLimit
        var node = SchemaNode(origin.origin)
        node.verdict = false
        nothing = self.graph.add(node)
        node.verdict = true
        anything = self.graph.add(node)
    }

    /// False once everything is spent. A step is a small piece of work, so what copies or builds something costs as many
    /// as that is large.
    @discardableResult
    func spend(_ count: Int = 1) -> Bool {
        let (sum, overflow) = steps.addingReportingOverflow(count)
        steps = overflow ? .max : sum
        return steps <= stepLimit
    }

    func pattern(_ source: String) -> CompiledPattern? {
        if let known = patterns[ByteKey(source)] { return known }
        let compiled = try? compilePattern(source)
        patterns[ByteKey(source)] = .some(compiled)
        return compiled
    }

    /// Whether a name or a text matches; nil when the pattern could not be compiled.
    func matches(_ text: String, _ source: String) -> Bool? {
        pattern(source)?.pattern.matches(text)
    }

    func inclusion(_ a: String, in b: String) -> Inclusion {
        if sameBytes(a, b) { return .included }
        let key = [ByteKey(a), ByteKey(b)]
        if let known = languageAnswers[key] { return known }
        var answer = Inclusion.undecided
        if let a = pattern(a), let b = pattern(b) { answer = languageInclusion(a, in: b) }
        languageAnswers[key] = answer
        return answer
    }
}

/// Schemas that one value has to satisfy together; none at all for any value.
struct Conjunction: Hashable {
    let ids: [SchemaNode.ID]

    init(_ ids: some Sequence<SchemaNode.ID>) {
        self.ids = Set(ids).sorted()
    }

    static let anything = Conjunction([])

    func and(_ id: SchemaNode.ID) -> Conjunction { Conjunction(ids + [id]) }
}
