public import JSONCore

/// What a validator says about one text.
public enum Verdict: Sendable, Hashable {
    case valid
    case invalid
    /// Not JSON, or beyond the limits of the reader.
    case unreadable(JSONFault)
    /// The evaluation would have cost more than the limits allow; counts as invalid.
    case abandoned
}

/// Decides about text after text, and keeps its memory between them: after the first few it allocates nothing.
///
/// A value of one task; make one for each.
public struct Validator: ~Copyable {
    public let program: Program
    public var limits: EvaluationLimits
    private var scratch = ValidatorScratch()

    public init(_ program: Program, limits: EvaluationLimits = .standard) {
        self.program = program
        self.limits = limits
    }

    /// One JSON text of `count` bytes, followed by a 0x0A and 64 readable bytes.
    public mutating func check(_ start: UnsafePointer<UInt8>, count: Int) -> Verdict {
        guard let memory = program.memory else { return .invalid }
        return scratch.check(start, count: count, memory, limits, program.duplicateNames)
    }

    /// One JSON text anywhere in memory; it is copied to where the reader may read past its end.
    public mutating func check(_ text: UnsafeBufferPointer<UInt8>) -> Verdict {
        guard let memory = program.memory else { return .invalid }
        return scratch.check(text, memory, limits, program.duplicateNames)
    }
}

/// The memory of a validator, without a program.
struct ValidatorScratch: ~Copyable {
    private var tape = JSONTape()
    private var marks = MarkStack()
    private var scope: [UInt32] = []

    mutating func check(
        _ start: UnsafePointer<UInt8>,
        count: Int,
        _ memory: ProgramMemory,
        _ limits: EvaluationLimits,
        _ duplicateNames: DuplicateNames
    ) -> Verdict {
        do {
            try tape.read(start, count: count, depth: limits.instanceDepth, duplicateNames: duplicateNames)
        } catch {
            return .unreadable(error)
        }
        if memory.image.usesDynamicScope { scope.append(memory.image.rootResource) }
        // The stacks go along and come back, so that their memory is used again.
        var shallow = limits
        shallow.schemaDepth = min(limits.schemaDepth, EvaluationLimits.shallowDepth)
        var evaluator = FlagEvaluator(memory, tape.view(of: start), shallow, marks, scope)
        marks = MarkStack()
        scope = []
        let isValid = withExtendedLifetime(memory) { evaluator.isValid(memory.image.root, 0) }
        swap(&marks, &evaluator.marks)
        swap(&scope, &evaluator.scope)
        // Most schemas use neither, and emptying what is empty costs a call each.
        if !marks.isEmpty { marks.removeAll() }
        if !scope.isEmpty { scope.removeAll(keepingCapacity: true) }
        switch evaluator.fault {
        case nil: return isValid ? .valid : .invalid
        case .tooLong: return .abandoned
        case .tooDeep: return Self.deepVerdict(memory, tape.view(of: start), limits)
        }
    }

    /// Once more for an instance that leads deep into its schema, where there is room for that.
    private static func deepVerdict(
        _ memory: ProgramMemory,
        _ view: JSONTape.View,
        _ limits: EvaluationLimits
    ) -> Verdict {
        let verdict = onDeepStack {
            var evaluator = FlagEvaluator(memory, view, limits, MarkStack(), [memory.image.rootResource])
            let isValid = evaluator.isValid(memory.image.root, 0)
            return evaluator.fault != nil ? Verdict.abandoned : isValid ? .valid : .invalid
        }
        return verdict ?? .abandoned
    }

    mutating func check(
        _ text: UnsafeBufferPointer<UInt8>,
        _ memory: ProgramMemory,
        _ limits: EvaluationLimits,
        _ duplicateNames: DuplicateNames
    ) -> Verdict {
        check(tape.padded(text), count: text.count, memory, limits, duplicateNames)
    }
}
