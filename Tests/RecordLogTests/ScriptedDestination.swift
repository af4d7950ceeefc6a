import Foundation

@testable import RecordLog

/// A destination in memory that fails and waits as a test tells it.
final class ScriptedDestination: LineDestination, @unchecked Sendable {
    private let condition = NSCondition()
    private var files: [[UInt8]] = [[]]
    private var flushesToFail: Set<Int> = []
    private var linesToFail: Set<Int> = []
    private var flushCount = 0
    private var lineCount = 0
    private var flushIsHeld = false
    private var flushesWaiting = 0
    var hasFreshFiles = false

    var path: String { "memory" }
    var lateLines: Int { 0 }
    var lateBytes: Int { 0 }
    var pendingLines: Int { 0 }
    /// As a destination whose file could not be made yet.
    var hasFile = true

    func failFlushes(_ numbers: Set<Int>) { condition.withLock { flushesToFail = numbers } }
    func failLines(_ numbers: Set<Int>) { condition.withLock { linesToFail = numbers } }
    func holdFlushes() { condition.withLock { flushIsHeld = true } }

    func letFlushesGo() {
        condition.withLock {
            flushIsHeld = false
            condition.broadcast()
        }
    }

    /// Suspends, because the pool's threads are few and the flush may be waiting for one of them.
    func waitForHeldFlush() async {
        while condition.withLock({ flushesWaiting == 0 }) { await Task.yield() }
    }

    var flushes: Int { condition.withLock { flushCount } }
    var contents: [[UInt8]] { condition.withLock { files } }

    func lines(_ file: Int = 0) -> [String] {
        contents[file].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    func append(_ line: UnsafeRawBufferPointer) throws(LogError) {
        condition.lock()
        defer { condition.unlock() }
        lineCount += 1
        if linesToFail.contains(lineCount) { throw LogError(.write, path, .noSpace) }
        files[files.count - 1] += line
    }

    func synchronize() throws(LogError) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        flushCount += 1
        let number = flushCount
        flushesWaiting += 1
        while flushIsHeld {
            condition.broadcast()
            condition.wait()
        }
        flushesWaiting -= 1
        if flushesToFail.contains(number) { throw LogError(.flush, path, .io) }
        return hasFile
    }

    func moveToFreshFile() throws(LogError) -> String? {
        guard hasFreshFiles else { return nil }
        return condition.withLock {
            files.append([])
            return "memory+\(files.count - 1)"
        }
    }

    func close() throws(LogError) {}
}
