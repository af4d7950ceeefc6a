#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A lock that threads can also wait on for a change of what it guards.
///
/// `Synchronization.Mutex` has no condition to wait on, and wants newer systems than this package.
package final class Lock: @unchecked Sendable {
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline let condition: UnsafeMutablePointer<pthread_cond_t>
    /// How many threads wait; guarded by the mutex.
    @exclusivity(unchecked) @usableFromInline var waiting = 0

    package init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    @inlinable
    @inline(__always)
    package func lock() {
        pthread_mutex_lock(mutex)
    }

    @inlinable
    @inline(__always)
    package func unlock() {
        pthread_mutex_unlock(mutex)
    }

    /// Gives the lock up until someone calls `wakeAll`, and has it again on return. Check what was waited for: waking
    /// can be spurious.
    package func wait() {
        waiting += 1
        pthread_cond_wait(condition, mutex)
        waiting -= 1
    }

    /// Call it with the lock held.
    @inlinable
    @inline(__always)
    package var hasWaiters: Bool { waiting > 0 }

    /// Call it with the lock held.
    package func wakeAll() {
        if waiting > 0 { pthread_cond_broadcast(condition) }
    }

    @inlinable
    @inline(__always)
    package func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body()
    }
}
