import Dispatch

/// Where what waits for a disk or a lock is done for tasks: side by side, so that no start waits for another.
private let starting = DispatchQueue(label: "recordlog.start", attributes: .concurrent)

/// Does blocking work for a task without holding a thread of the pool that runs Swift's tasks.
package func offPool<Success: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () -> Result<Success, Failure>
) async throws(Failure) -> Success {
    let result = await withCheckedContinuation { continuation in
        starting.async { continuation.resume(returning: body()) }
    }
    return try result.get()
}
