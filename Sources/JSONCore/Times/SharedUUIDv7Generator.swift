#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A `UUIDv7Generator` for several threads: one strictly increasing sequence among all of them.
///
/// A POSIX mutex, because the standard library's `Mutex` asks for a newer macOS than this package does.
public final class SharedUUIDv7Generator: @unchecked Sendable {
    /// The process's own sequence.
    public static let process = SharedUUIDv7Generator()

    // Allocated, since a mutex may not move.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var generator = UUIDv7Generator()

    public init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// The next UUID by the system's clock.
    public func next() -> UUID128 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return generator.next()
    }

    /// The next UUID by a clock of the caller's.
    public func next(millisecondsSinceEpoch now: UInt64) -> UUID128 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return generator.next(millisecondsSinceEpoch: now)
    }
}

extension UUID128 {
    /// A new time-ordered UUID, greater than every earlier one that this process took from `generator`.
    public static func v7(from generator: SharedUUIDv7Generator = .process) -> UUID128 { generator.next() }
}
