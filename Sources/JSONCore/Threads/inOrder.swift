import Dispatch

/// Takes one job after the other from `next`, computes a value of each on up to `cores` threads, and takes the values in
/// the order of their jobs. `next` is called by one thread at a time and so is `take`, each on any of the threads.
///
/// No more than a few values wait to be taken: threads that are far ahead wait for the one that is behind. After a job
/// that `isLarge` no other is asked for before its value was taken, so that cores do not multiply the memory of the
/// largest.
package func inOrder<Job, Value>(
    cores: Int,
    next: () -> Job?,
    isLarge: @Sendable (Job) -> Bool = { _ in false },
    compute: @Sendable (Job) -> Value,
    take: (Value) -> Void
) {
    if cores <= 1 {
        while let job = next() { take(compute(job)) }
        return
    }
    withoutActuallyEscaping(next) { next in
        withoutActuallyEscaping(take) { take in
            let run = OrderedRun(waiting: cores * 2, next: next, take: take)
            DispatchQueue.concurrentPerform(iterations: cores) { _ in
                while let job = run.begin() {
                    let isLarge = isLarge(job.value)
                    if !isLarge { run.letOthersBegin() }
                    run.complete(job.number, compute(job.value), andWait: isLarge)
                    if isLarge { run.letOthersBegin() }
                }
            }
        }
    }
}

/// What the threads of one call of `inOrder` share.
private final class OrderedRun<Job, Value>: @unchecked Sendable {
    // Unchecked: `source` guards what brings jobs, `order` guards the rest.
    private let source = Lock()
    private let next: () -> Job?
    private var begun = 0
    private var hasEnded = false

    private let order = Lock()
    private let take: (Value) -> Void
    private let mostWaiting: Int
    private var admitted = 0
    private var taken = 0
    private var isTaking = false
    private var ready: [Int: Value] = [:]

    init(waiting: Int, next: @escaping () -> Job?, take: @escaping (Value) -> Void) {
        mostWaiting = waiting
        self.next = next
        self.take = take
    }

    /// The next job and its number; until `letOthersBegin` is called, nobody else gets one. Nil when there are no more.
    func begin() -> (number: Int, value: Job)? {
        order.withLock {
            while admitted >= taken + mostWaiting { order.wait() }
            admitted += 1
        }
        source.lock()
        guard !hasEnded, let job = next() else {
            hasEnded = true
            source.unlock()
            return nil
        }
        begun += 1
        return (begun - 1, job)
    }

    func letOthersBegin() {
        source.unlock()
    }

    func complete(_ number: Int, _ value: Value, andWait: Bool) {
        order.lock()
        defer { order.unlock() }
        ready[number] = value
        // Whoever completes the next one takes it, and what waits behind it.
        while !isTaking, let value = ready.removeValue(forKey: taken) {
            isTaking = true
            order.unlock()
            take(value)
            order.lock()
            isTaking = false
            taken += 1
            order.wakeAll()
        }
        while andWait, taken <= number { order.wait() }
    }
}
