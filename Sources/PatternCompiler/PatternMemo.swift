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

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var patterns: [[UInt8]: Result<CompiledPattern, PatternError>] = [:]

    private init() {
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
        if patterns.count < Self.limit { patterns[key] = result }
        pthread_mutex_unlock(lock)
        return try result.get()
    }
}
