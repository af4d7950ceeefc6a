#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Patterns that were compiled before, by their text.
///
/// One pattern stands in a schema many times, and three stages compile it: the check of the schema, the emitter, and
/// the program. A mutex of the system, because the standard library's needs a newer macOS than this package asks for.
final class PatternMemo: @unchecked Sendable {
    static let shared = PatternMemo()

    /// Enough for any schema that people write; beyond it patterns are compiled again.
    private static let limit = 4096
    /// Bytes that all of them may take together: a table can be large, and a hostile schema has many.
    static let largestSum = 32 << 20

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var patterns: [[UInt8]: Result<CompiledPattern, PatternError>] = [:]
    private(set) var sum = 0

    init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    /// By bytes, because Swift's strings hold "é" and "e\u{301}" to be one.
    func compiled(
        _ source: String,
        _ compile: (String) throws(PatternError) -> CompiledPattern
    ) throws(PatternError) -> CompiledPattern {
        let key = Array(source.utf8)
        pthread_mutex_lock(lock)
        let known = patterns[key]
        pthread_mutex_unlock(lock)
        if let known { return try known.get() }
        let result = Result { () throws(PatternError) in try compile(source) }
        pthread_mutex_lock(lock)
        let size = key.count + ((try? result.get())?.size ?? 0)
        if patterns.count < Self.limit, sum + size <= Self.largestSum, patterns[key] == nil {
            patterns[key] = result
            sum += size
        }
        pthread_mutex_unlock(lock)
        return try result.get()
    }
}

extension CompiledPattern {
    /// Bytes of memory, roughly: the table as text, as cells, and as it is loaded.
    fileprivate var size: Int {
        2 * serialized.utf8.count + (automaton?.cells.count ?? 0) * MemoryLayout<Int>.stride
    }
}
