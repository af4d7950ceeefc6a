import JSONCore

/// Evaluates everything and keeps what came of it as a tree: the plain twin of `FlagEvaluator`, slow and complete.
struct FullEvaluator {
    enum Detail {
        /// Only what failed.
        case failures
        /// What held as well, and the annotations.
        case everything
    }

    let reader: ProgramReader
    let image: ProgramImage
    let detail: Detail
    var nodes: [OutputNode] = []
    var marks = MarkStack()
    private var scope: [UInt32] { didSet { verdicts.scope = scope } }
    /// Says which schemas hold, so that what only failures are asked of is not looked into.
    private var verdicts: FlagEvaluator
    private var depthLeft: Int
    private var stepsLeft = Self.stepLimit
    private(set) var fault: EvaluationFault?

    /// Each step may keep a node of some hundred bytes, so this bounds the memory too.
    private static let stepLimit = 500_000
    /// Nobody reads more failures than this; what fails after them is not looked into any more.
    private static let failureLimit = 20_000

    init(_ memory: ProgramMemory, _ view: JSONTape.View, _ limits: EvaluationLimits, _ detail: Detail) {
        reader = ProgramReader(memory, UnsafePointer(memory.code), view)
        image = memory.image
        self.detail = detail
        scope = [memory.image.rootResource]
        verdicts = FlagEvaluator(memory, view, limits, MarkStack(), scope, remembers: true)
        depthLeft = limits.schemaDepth
    }

    var view: JSONTape.View { reader.view }

    /// Evaluates the root; the first node is its.
    mutating func run() -> Bool {
        let holds = schema(Int(image.root), 0, parent: -1, step: "")
        return holds && fault == nil
    }

    // MARK: Nodes

    mutating func open(location: Int, _ index: Int, parent: Int) -> Int {
        let keyword = string(Int(image.locations[location * 3 + 2]))
        nodes.append(
            OutputNode(
                parent: parent,
                step: string(Int(image.locations[location * 3])) + "/" + escapedToken(keyword),
                schema: Int(image.locations[location * 3 + 1]),
                keyword: keyword,
                instance: index,
                instanceStep: .same
            )
        )
        return nodes.count - 1
    }

    mutating func close(_ node: Int, _ holds: Bool, _ message: String? = nil) -> Bool {
        if holds, detail == .failures {
            nodes.removeLast(nodes.count - node)
        } else {
            nodes[node].isValid = holds
            if !holds { nodes[node].message = nodes[node].message ?? message }
        }
        return holds
    }

    func string(_ number: Int) -> String {
        reader.string(offset: Int(image.strings[number * 2]), count: Int(image.strings[number * 2 + 1]))
    }

    mutating func annotate(_ node: Int, _ value: JSONValue) {
        if detail == .everything { nodes[node].annotation = value }
    }

    // MARK: Schemas

    /// The value against a child operand.
    mutating func child(
        _ at: Int,
        _ index: Int,
        parent: Int,
        step: String = "",
        _ instanceStep: OutputNode.InstanceStep = .same
    ) -> Bool {
        schema(reader.word(at), index, parent: parent, step: step, instanceStep)
    }

    mutating func schema(
        _ block: Int,
        _ index: Int,
        parent: Int,
        step: String,
        _ instanceStep: OutputNode.InstanceStep = .same
    ) -> Bool {
        stepsLeft -= 1
        depthLeft -= 1
        defer { depthLeft += 1 }
        if depthLeft < 0 { fault = .tooDeep }
        if stepsLeft < 0 { fault = .tooLong }
        if fault != nil { return false }
        if detail == .failures, !marks.isTracking(index) {
            if verdicts.isValid(UInt32(block), index) { return true }
            fault = verdicts.fault
            if fault != nil || nodes.count > Self.failureLimit { return false }
        }
        let node = nodes.count
        nodes.append(
            OutputNode(
                parent: parent,
                step: step,
                schema: reader.word(block),
                keyword: "",
                instance: index,
                instanceStep: instanceStep
            )
        )
        return close(node, instructions(block + 1, index, node))
    }

    private mutating func instructions(_ start: Int, _ index: Int, _ node: Int) -> Bool {
        var pc = start
        var holds = true
        while true {
            let word = reader.code[pc]
            let next = pc + Int(word >> 8)
            switch Opcode.of(word) {
            case .end:
                if detail == .failures || !holds { return holds }
            case .endAll: return holds
            case .never:
                nodes[node].message = forbidden(node)
                holds = false
            case .enterResource:
                scope.append(reader.code[pc + 2])
                let inner = instructions(next, index, node)
                scope.removeLast()
                return holds && inner
            case .tracked:
                let entry = view[index]
                let outer = marks.begin(index, count: entry.isContainer ? entry.count : 0)
                let inner = instructions(next, index, node)
                marks.end(outer, keep: holds && inner)
                return holds && inner
            case .annotation:
                guard reader.takes(reader.code[pc + 3], index) else { break }
                let location = open(location: reader.word(pc + 1), index, parent: node)
                let constant = reader.constants[reader.word(pc + 2)]
                annotate(location, reader.constantView.value(constant))
            default:
                if !keyword(pc, index, node) { holds = false }
            }
            pc = next
        }
    }

    private mutating func keyword(_ pc: Int, _ index: Int, _ parent: Int) -> Bool {
        let opcode = Opcode.of(reader.code[pc])
        if opcode == .members { return !view[index].isObject || members(pc, index, parent) }
        if opcode == .elements { return !view[index].isArray || elements(pc, index, parent) }
        if opcode == .conditional { return conditional(pc, index, parent) }
        if opcode == .contains { return !view[index].isArray || contains(pc, index, parent) }
        let node = open(location: reader.word(pc + 1), index, parent: parent)
        switch opcode {
        case .reference: return close(node, child(pc + 2, index, parent: node))
        case .dynamicReference:
            return close(node, schema(dynamicTarget(pc), index, parent: node, step: ""))
        case .allOf: return allOf(pc, index, node)
        case .anyOf: return union(pc + 2, branches: pc + 3, isOneOf: false, index, node)
        case .oneOf: return union(pc + 2, branches: pc + 3, isOneOf: true, index, node)
        case .taggedUnion: return taggedUnion(pc, index, node)
        case .negation: return negation(pc, index, node)
        case .dependentSchemas: return !view[index].isObject ? close(node, true) : dependentSchemas(pc, index, node)
        case .propertyNames: return !view[index].isObject ? close(node, true) : propertyNames(pc, index, node)
        case .unevaluatedProperties:
            return !view[index].isObject ? close(node, true) : unevaluatedProperties(pc, index, node)
        case .unevaluatedItems: return !view[index].isArray ? close(node, true) : unevaluatedItems(pc, index, node)
        default:
            let complaint = complaint(opcode, pc, index)
            return close(node, complaint == nil, complaint)
        }
    }

    func dynamicTarget(_ pc: Int) -> Int {
        for resource in scope {
            for candidate in 0..<reader.word(pc + 3) where reader.code[pc + 4 + candidate * 2] == resource {
                return reader.word(pc + 5 + candidate * 2)
            }
        }
        return reader.word(pc + 2)
    }
}

/// A name as a token of a JSON pointer.
func escapedToken(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    var out = ""
    for scalar in name.unicodeScalars {
        switch scalar {
        case "~": out += "~0"
        case "/": out += "~1"
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out
}
