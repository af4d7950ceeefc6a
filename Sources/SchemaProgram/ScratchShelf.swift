#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The memory of validators that nobody uses at the moment, for callers that have no validator of their own.
final class ScratchShelf: @unchecked Sendable {
    final class Box {
        var scratch = ValidatorScratch()
    }

    // Unchecked: `lock` guards the list. A mutex of the Synchronization module needs newer systems than we support.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var idle: [Box] = []

    init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    func take() -> Box {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return idle.popLast() ?? Box()
    }

    func put(_ box: Box) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if idle.count < 16 { idle.append(box) }
    }
}
