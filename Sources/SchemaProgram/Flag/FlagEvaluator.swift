import JSONCore

/// Decides whether a value is valid, and nothing else: it stops at the first failure and allocates nothing.
///
/// `FullEvaluator` is its plain twin.
struct FlagEvaluator {
    let reader: ProgramReader
    private let usesDynamicScope: Bool
    var marks: MarkStack
    /// Resources that evaluation has entered, outermost first; kept only where some reference asks.
    var scope: [UInt32]
    private var depthLeft: Int
    private var stepsLeft: Int
    /// Below so many steps left, results are remembered: a schema that evaluates the same subschema for the same
    /// value again and again would take time exponential in its size.
    private let remembersBelow: Int
    // Not `[:]`, which calls a function for each instance.
    private var verdicts = [UInt64: Bool]()
    private(set) var fault: EvaluationFault?

    init(
        _ memory: ProgramMemory,
        _ view: JSONTape.View,
        _ limits: EvaluationLimits,
        _ marks: MarkStack,
        _ scope: [UInt32],
        remembers: Bool = false
    ) {
        reader = ProgramReader(memory, UnsafePointer(memory.verdictCode), view)
        usesDynamicScope = memory.image.usesDynamicScope
        self.marks = marks
        self.scope = scope
        depthLeft = limits.schemaDepth
        let more = limits.stepsPerValue.multipliedReportingOverflow(by: view.count)
        stepsLeft = limits.steps.addingReportingOverflow(more.overflow ? Int.max / 2 : more.partialValue).partialValue
        if stepsLeft < 0 { stepsLeft = .max }
        remembersBelow = remembers ? stepsLeft : stepsLeft - 50_000
    }

    /// The verdict about the value at `index` by the block at `block`.
    mutating func isValid(_ block: UInt32, _ index: Int) -> Bool {
        run(Int(block) + 1, index) && fault == nil
    }

    @inline(__always)
    mutating func run(_ pc: Int, _ index: Int) -> Bool {
        stepsLeft &-= 1
        depthLeft &-= 1
        defer { depthLeft &+= 1 }
        if stepsLeft < remembersBelow || depthLeft < 0 { return runWatched(pc, index) }
        return interpret(pc, index)
    }

    @inline(never)
    private mutating func runWatched(_ pc: Int, _ index: Int) -> Bool {
        if depthLeft < 0 { fault = .tooDeep }
        if stepsLeft < 0 { fault = .tooLong }
        if fault != nil { return false }
        guard !usesDynamicScope, !marks.isTracking(index) else { return interpret(pc, index) }
        let key = UInt64(truncatingIfNeeded: pc) << 32 | UInt64(truncatingIfNeeded: index)
        if let known = verdicts[key] { return known }
        let verdict = interpret(pc, index)
        if verdicts.count > 1_000_000 { verdicts.removeAll(keepingCapacity: true) }
        if fault == nil { verdicts[key] = verdict }
        return verdict
    }

    /// The value against the child operand at `at`.
    @inline(__always)
    mutating func child(_ at: Int, _ index: Int) -> Bool {
        child(reader.code + at, index)
    }

    @inline(__always)
    mutating func child(_ operand: UnsafePointer<UInt32>, _ index: Int) -> Bool {
        guard reader.takes(operand[1], index) else { return false }
        let fast = Int(operand[2])
        return fast == 0 || run(fast, index)
    }

    private mutating func interpret(_ start: Int, _ index: Int) -> Bool {
        var pc = start
        while true {
            let word = reader.code[pc]
            let holds: Bool
            switch Opcode.of(word & ~lastFlag) {
            case .end, .endAll, .annotation: return true
            case .anyName: holds = !reader.view[index].isObject || hasName(pc, index)
            case .kinds: holds = reader.takes(reader.code[pc &+ 2], index)
            case .never: return false
            case .enterResource: return inScope(of: reader.code[pc &+ 2], pc &+ Int(word >> 8), index)
            case .tracked: return tracked(pc &+ Int(word >> 8), index)
            case .constText: holds = reader.isConstText(pc, index)
            case .constValue: holds = reader.isConstant(reader.word(pc &+ 2), index)
            case .enumeration: holds = reader.isEnumerated(pc, index)
            case .minimum: holds = reader.order(index, to: pc &+ 2).map { $0 >= 0 } ?? true
            case .maximum: holds = reader.order(index, to: pc &+ 2).map { $0 <= 0 } ?? true
            case .exclusiveMinimum: holds = reader.order(index, to: pc &+ 2).map { $0 > 0 } ?? true
            case .exclusiveMaximum: holds = reader.order(index, to: pc &+ 2).map { $0 < 0 } ?? true
            case .multipleOf: holds = !reader.view[index].isNumber || reader.isMultiple(index, of: pc &+ 2)
            case .minLength: holds = !reader.view[index].isString || reader.isAtLeast(reader.word(pc &+ 2), index)
            case .maxLength: holds = !reader.view[index].isString || reader.isAtMost(reader.word(pc &+ 2), index)
            case .minItems: holds = !reader.view[index].isArray || reader.view[index].count >= reader.word(pc &+ 2)
            case .maxItems: holds = !reader.view[index].isArray || reader.view[index].count <= reader.word(pc &+ 2)
            case .minProperties:
                holds = !reader.view[index].isObject || reader.view[index].count >= reader.word(pc &+ 2)
            case .maxProperties:
                holds = !reader.view[index].isObject || reader.view[index].count <= reader.word(pc &+ 2)
            case .required: holds = !reader.view[index].isObject || reader.hasAll(index, pc &+ 2)
            case .format: holds = !reader.view[index].isString || reader.accepts(reader.word(pc &+ 2), index)
            case .pattern: holds = !reader.view[index].isString || reader.matches(reader.word(pc &+ 2), index)
            case .dependentRequired: holds = !reader.view[index].isObject || dependentRequired(pc, index)
            case .members: holds = !reader.view[index].isObject || members(pc, index)
            case .elements: holds = !reader.view[index].isArray || elements(pc, index)
            case .uniqueItems: holds = !reader.view[index].isArray || reader.view.equalElements(index) == nil
            case .propertyNames: holds = !reader.view[index].isObject || propertyNames(pc, index)
            case .contains: holds = !reader.view[index].isArray || contains(pc, index)
            case .reference: holds = child(pc &+ 2, index)
            case .allOf: holds = allOf(pc, index)
            case .conditional: holds = conditional(pc, index)
            case .negation: holds = negation(pc, index)
            case .anyOf: holds = anyOf(pc, index)
            case .oneOf: holds = oneOf(pc, index)
            case .taggedUnion: holds = taggedUnion(pc, index)
            case .dependentSchemas: holds = !reader.view[index].isObject || dependentSchemas(pc, index)
            case .dynamicReference: holds = run(dynamicTarget(pc) + 1, index)
            case .unevaluatedProperties: holds = !reader.view[index].isObject || unevaluatedProperties(pc, index)
            case .unevaluatedItems: holds = !reader.view[index].isArray || unevaluatedItems(pc, index)
            }
            if !holds || word & lastFlag != 0 { return holds }
            pc &+= Int(word >> 8)
        }
    }

    private mutating func inScope(of resource: UInt32, _ pc: Int, _ index: Int) -> Bool {
        if scope.last == resource { return interpret(pc, index) }
        scope.append(resource)
        defer { scope.removeLast() }
        return interpret(pc, index)
    }

    private mutating func tracked(_ pc: Int, _ index: Int) -> Bool {
        let entry = reader.view[index]
        let outer = marks.begin(index, count: entry.isContainer ? entry.count : 0)
        let holds = interpret(pc, index)
        marks.end(outer, keep: holds)
        return holds
    }

    /// The block of the outermost resource in scope that has the anchor, or the one that the reference leads to.
    private func dynamicTarget(_ pc: Int) -> Int {
        let count = reader.word(pc &+ 3)
        for resource in scope {
            for candidate in 0..<count where reader.code[pc &+ 4 + candidate * 2] == resource {
                return reader.word(pc &+ 5 + candidate * 2)
            }
        }
        return reader.word(pc &+ 2)
    }
}
