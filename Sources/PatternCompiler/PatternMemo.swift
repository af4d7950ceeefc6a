/// Patterns that were compiled before, by their text.
///
/// One pattern stands in a schema many times, and three stages compile it: the check of the schema, the emitter, and
/// the program.
struct PatternMemo: Sendable {
    static let shared = PatternMemo()

    /// Enough for any schema that people write; beyond it patterns are compiled again.
    private static let limit = 4096
    /// Bytes that all of them may take together: a table can be large, and a hostile schema has many.
    static let largestSum = 32 << 20

    private struct Contents: Sendable {
        var patterns: [[UInt8]: Result<CompiledPattern, PatternError>] = [:]
        var sum = 0
    }

    private let contents = Locked(Contents())

    var sum: Int { contents.withLock { $0.sum } }

    /// By bytes, because Swift's strings hold "é" and "e\u{301}" to be one.
    func compiled(
        _ source: String,
        _ compile: (String) throws(PatternError) -> CompiledPattern
    ) throws(PatternError) -> CompiledPattern {
        let key = Array(source.utf8)
        if let known = contents.withLock({ $0.patterns[key] }) { return try known.get() }
        let result = Result { () throws(PatternError) in try compile(source) }
        let size = key.count + ((try? result.get())?.size ?? 0)
        contents.withLock { contents in
            if contents.patterns.count < Self.limit, contents.sum + size <= Self.largestSum,
                contents.patterns[key] == nil
            {
                contents.patterns[key] = result
                contents.sum += size
            }
        }
        return try result.get()
    }
}

extension CompiledPattern {
    /// Bytes of memory, roughly: the table as text, as cells, and as it is loaded.
    fileprivate var size: Int {
        2 * serialized.utf8.count + (automaton?.cells.count ?? 0) * MemoryLayout<Int>.stride
    }
}
