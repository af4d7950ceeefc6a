public import JSONCore

/// A compiled schema: decides about JSON texts, and explains what is wrong with them.
///
/// Programs are made by SchemaCompiler, or were made by it when code was generated and are embedded as a literal.
/// Nothing is compiled when they are used. Threads may share one.
public struct Program: Sendable {
    /// Nil when the table was damaged: nothing is valid then.
    let memory: ProgramMemory?
    /// What is made of an instance that has a name twice in one object: it is refused, unless this is changed.
    public var duplicateNames = DuplicateNames.refused

    package init(_ image: ProgramImage) {
        memory = ProgramMemory(image)
    }

    /// Loads an embedded program in one pass over its text. Keep it in a `static let`, which Swift fills at first use.
    ///
    /// A table that is not what `serialized` wrote gives a program that takes no value and says so in `violations`.
    public init(table: StaticString) {
        // A literal of one scalar has no pointer, and is no table.
        let text = table.hasPointerRepresentation ? table.utf8CodeUnitCount : 0
        self.init(serialized: UnsafeBufferPointer(start: text > 0 ? table.utf8Start : nil, count: text))
    }

    /// Loads what `serialized` wrote.
    public init(serialized text: String) {
        var text = text
        self = text.withUTF8 { Program(serialized: $0) }
    }

    private init(serialized text: UnsafeBufferPointer<UInt8>) {
        memory = ProgramImage(serialized: text).flatMap { ProgramMemory($0) }
    }

    /// Whether the program was loaded; false for a damaged table.
    public var isUsable: Bool { memory != nil }

    /// The program as ASCII text without quotes, backslashes and control characters; empty for a damaged one.
    public var serialized: String { memory?.image.serialized ?? "" }
}

extension Program {
    /// Whether a text is JSON and valid. Keeps nothing of it; for many texts a `Validator` is faster.
    public func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        withScratch { $0.check(text, $1, .standard, duplicateNames) == .valid }
    }

    /// As `isValid`, for a text that is followed by a 0x0A at `start[count]` and 64 readable bytes after it.
    public func isValidPadded(_ start: UnsafePointer<UInt8>, count: Int) -> Bool {
        withScratch { $0.check(start, count: count, $1, .standard, duplicateNames) == .valid }
    }

    private func withScratch(_ body: (inout ValidatorScratch, ProgramMemory) -> Bool) -> Bool {
        guard let memory else { return false }
        let box = memory.scratch.take()
        defer { memory.scratch.put(box) }
        return body(&box.scratch, memory)
    }

    /// What is wrong with a text, most telling first in a union, at most `limit`; empty when it is valid. A text that
    /// is not JSON has one violation.
    public func violations(_ text: UnsafeBufferPointer<UInt8>, limit: Int = 100) -> [Violation] {
        evaluate(text, .failures, orElse: { [$0] }, then: { collectViolations($0, limit: limit) })
    }

    /// The result in one of the formats that the standard describes. For a text that is not JSON, a flag output with
    /// an `error` that says so.
    public func output(_ text: UnsafeBufferPointer<UInt8>, _ format: OutputFormat) -> JSONValue {
        if format == .flag { return flagOutput(isValid(text)) }
        return evaluate(
            text,
            .everything,
            orElse: { violation in
                .object(
                    JSONObject(distinct: [
                        // Where only the explanation is too long, the verdict stands.
                        .init(key: "valid", value: .bool(isValid(text))),
                        .init(key: "keywordLocation", value: .string("")),
                        .init(key: "instanceLocation", value: .string("")),
                        .init(key: "error", value: .string(violation.message)),
                    ])
                )
            },
            then: { SchemaProgram.output($0, format, isValid: $0.nodes.first?.isValid ?? false) }
        )
    }

    /// The verdict of the full evaluator, which shares no code for keywords with the fast one.
    package func isValidByFullEvaluation(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        evaluate(text, .everything, orElse: { _ in false }, then: { $0.nodes.first?.isValid ?? false })
    }

    private func evaluate<Result>(
        _ text: UnsafeBufferPointer<UInt8>,
        _ detail: FullEvaluator.Detail,
        orElse: (Violation) -> Result,
        then: (OutputTree) -> Result
    ) -> Result {
        func plain(_ message: String, _ offset: Int = 0) -> Violation {
            Violation(
                instanceLocation: "",
                keywordLocation: "",
                absoluteKeywordLocation: "",
                keyword: "",
                message: message,
                offset: offset
            )
        }
        guard let memory else { return orElse(plain("the embedded program is damaged: generate it again")) }
        let limits = EvaluationLimits.standard
        var tape = JSONTape()
        let start = tape.padded(text)
        do {
            try tape.read(start, count: text.count, depth: limits.instanceDepth, duplicateNames: duplicateNames)
        } catch {
            return orElse(plain(error.kind.message, error.offset))
        }
        // The evaluator holds pointers into both.
        defer { withExtendedLifetime(memory) {} }
        defer { withExtendedLifetime(tape) {} }
        let view = tape.view(of: start)
        /// Nil where the limits end it before it is done.
        func attempt(_ limits: EvaluationLimits) -> (result: Result?, fault: EvaluationFault?) {
            var evaluator = FullEvaluator(memory, view, limits, detail)
            _ = evaluator.run()
            if let fault = evaluator.fault { return (nil, fault) }
            return (then(OutputTree(evaluator)), nil)
        }
        var shallow = limits
        shallow.schemaDepth = EvaluationLimits.shallowExplanationDepth
        var outcome = attempt(shallow)
        if outcome.fault == .tooDeep {
            guard let deep = onDeepStack({ attempt(limits) }) else {
                return orElse(plain("the system has no thread to explain this on"))
            }
            outcome = deep
        }
        if let result = outcome.result { return result }
        return orElse(
            plain(
                outcome.fault == .tooDeep
                    ? "the schema leads to more than \(limits.schemaDepth) open subschemas"
                    : "the evaluation takes more steps than the limits allow"
            )
        )
    }
}
