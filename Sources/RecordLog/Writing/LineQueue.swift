/// Someone who waits for a record, on a thread or in a task. Guarded by the writer's lock.
final class Waiter: @unchecked Sendable {
    let wantsDurable: Bool
    var outcome: AppendOutcome?
    var continuation: CheckedContinuation<AppendOutcome, Never>?

    init(wantsDurable: Bool) {
        self.wantsDurable = wantsDurable
    }
}

/// Lines that wait for the thread that writes.
struct LineQueue {
    struct Entry {
        var end: Int
        var ticket: Int
        var waiter: Waiter
        var isAsync: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }
    var hasAsync: Bool { entries.contains { $0.isAsync } }

    mutating func append(_ line: UnsafeRawBufferPointer, _ ticket: Int, _ waiter: Waiter, isAsync: Bool) {
        bytes.append(contentsOf: line)
        entries.append(Entry(end: bytes.count, ticket: ticket, waiter: waiter, isAsync: isAsync))
    }

    mutating func removeAll() {
        // One huge record must not keep its memory for ever.
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        entries.removeAll(keepingCapacity: entries.capacity <= 4096)
    }
}
