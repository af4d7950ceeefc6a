import Dispatch
import JSONCore

/// Where following begins.
public enum FollowStart: Sendable, Hashable {
    case beginning
    /// With what is appended from now on.
    case end
    /// Where a line begins: `place.offset + place.length + 1` of the last line that a client has seen.
    ///
    /// Lines are counted from there, as nobody counted those before it: `place.number` is 1 for the first.
    case offset(Int)
}

public enum FollowEvent<Record: Sendable>: Sendable {
    case line(LogLine<Record>)
    /// All that was there was handed out; what comes now is new. Told once, with the place of a last line that has no
    /// end yet, as far as it is there: it is handed out when it has one.
    case caughtUp(unfinished: LinePlace?)
    /// The file was truncated in place; lines are read from its beginning.
    case truncated
    /// The file was rotated away and another took its name.
    case replaced
}

/// A log that is read while it grows: first what is there, then what comes, each line once.
///
/// It never ends by itself; cancel the task. The file need not be there yet. Truncation in place and rotation by
/// rename are followed; a file that was made and rotated away between two looks is not seen. A line without its end is
/// waited for. Reading happens off the pool that runs Swift's tasks.
public struct LogFollower<Family: RecordFamily>: AsyncSequence, Sendable {
    public typealias Element = FollowEvent<Family.Record>

    private let path: String
    private let start: FollowStart
    private let options: ReadingOptions
    private let wait: @Sendable () async throws -> Void

    /// - Parameter interval: how long to wait before looking again.
    public init(
        following path: String,
        from start: FollowStart = .beginning,
        every interval: Duration = .milliseconds(100),
        options: ReadingOptions = ReadingOptions()
    ) {
        self.init(following: path, from: start, options: options) { try await Task.sleep(for: interval) }
    }

    /// - Parameter wait: returns when it is time to look again; what it throws ends the sequence.
    public init(
        following path: String,
        from start: FollowStart = .beginning,
        options: ReadingOptions = ReadingOptions(),
        wait: @escaping @Sendable () async throws -> Void
    ) {
        self.path = path
        self.start = start
        self.options = options
        self.wait = wait
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(polling: Polling(path, start, options), wait: wait)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let polling: Polling
        let wait: @Sendable () async throws -> Void
        private var pending: ArraySlice<Element> = []

        init(polling: Polling, wait: @escaping @Sendable () async throws -> Void) {
            self.polling = polling
            self.wait = wait
        }

        /// - Throws: `LogError` when the file cannot be read, and what waiting throws, such as `CancellationError`.
        public mutating func next() async throws -> Element? {
            while true {
                if let event = pending.popFirst() { return event }
                try Task.checkCancellation()
                let found = try await polling.look()
                if found.isEmpty {
                    // A look that was cancelled gives nothing either.
                    try Task.checkCancellation()
                    try await wait()
                }
                pending = found[...]
            }
        }
    }
}

extension LogFollower {
    /// The state of one following; looked at by one task, worked on by one queue.
    final class Polling: @unchecked Sendable {
        private static var batch: Int { 512 }
        /// Lines of so many bytes are held at once, or one that is longer: events keep the text of what gave no record.
        private static var batchBytes: Int { 1 << 20 }

        private let path: String
        private let start: FollowStart
        private let options: ReadingOptions
        private let queue = DispatchQueue(label: "recordlog.follow")
        private var reader: LineReader<Family>
        private var tail: FileTail?
        private var isCaughtUp = false
        /// An error that is told after what was read before it.
        private var failure: LogError?

        init(_ path: String, _ start: FollowStart, _ options: ReadingOptions) {
            self.path = path
            self.start = start
            self.options = options
            reader = LineReader(options: options)
        }

        /// What is new, some of it; nothing when there is nothing.
        func look() async throws -> [FollowEvent<Family.Record>] {
            // The queue runs no task that could be asked. One for each look: another task may go on after a cancelled one.
            let cancellation = Cancellation()
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    queue.async { [self] in
                        continuation.resume(with: Result { try lookNow(unless: cancellation) })
                    }
                }
            } onCancel: {
                cancellation.ask()
            }
        }

        private func lookNow(unless cancellation: Cancellation) throws(LogError) -> [FollowEvent<Family.Record>] {
            if let failure {
                self.failure = nil
                throw failure
            }
            guard let tail = try opened(unless: cancellation) else { return [] }
            var events: [FollowEvent<Family.Record>] = []
            var bytes = 0
            // Much may be read that gives no event: empty lines, zeros without an end.
            while events.count < Self.batch, bytes < Self.batchBytes, !cancellation.isAsked {
                let step: FileTail.Step
                do throws(LogError) {
                    step = try tail.next()
                } catch {
                    if events.isEmpty { throw error }
                    failure = error
                    return events
                }
                switch step {
                case .line(let line):
                    if let read = reader.read(line) {
                        events.append(.line(read))
                        bytes += line.place.length
                    }
                case .more: break
                case .truncated:
                    reader = LineReader(options: options)
                    events.append(.truncated)
                case .replaced:
                    reader = LineReader(options: options)
                    events.append(.replaced)
                case .idle:
                    if !isCaughtUp {
                        isCaughtUp = true
                        events.append(.caughtUp(unfinished: tail.unfinished))
                    }
                    return events
                }
            }
            return events
        }

        /// Nil when it was cancelled meanwhile.
        private func opened(unless cancellation: Cancellation) throws(LogError) -> FileTail? {
            if let tail { return tail }
            var file: OpenFile?
            var offset = 0
            if start != .beginning, let found = try OpenFile.readingIfThere(path) {
                offset = try self.offset(in: found, unless: cancellation)
                file = found
                if offset > 0 {
                    reader.statedVersion = try RecordLog<Family>.statedVersion(at: offset, in: found, options) {
                        cancellation.isAsked
                    }
                }
                // What was not looked at to its end says nothing.
                if cancellation.isAsked { return nil }
            }
            let made = try FileTail(
                path: path,
                file: file,
                offset: offset,
                maximumLineLength: options.maximumLineLength
            )
            tail = made
            return made
        }

        private func offset(in file: OpenFile, unless cancellation: Cancellation) throws(LogError) -> Int {
            switch start {
            case .beginning: return 0
            case .offset(let offset):
                let size = try file.status().size
                // What comes after a last line that has no end yet begins one byte past the end of the file.
                if offset > size, offset - 1 == size, size > 0, try file.bytes(from: size - 1, count: 1) != [0x0A] {
                    return size
                }
                // Further on the file was truncated since, and all of it is new.
                return offset <= size ? Swift.max(0, offset) : 0
            case .end: return try file.startOfUnfinishedLine { cancellation.isAsked }
            }
        }
    }
}

/// Whether somebody wants a look to end before it has found anything.
private final class Cancellation: Sendable {
    private let lock = Lock()
    nonisolated(unsafe) private var asked = false

    func ask() { lock.withLock { asked = true } }

    var isAsked: Bool { lock.withLock { asked } }
}

extension RecordLog {
    /// The version that the last header before a place states.
    static func statedVersion(
        at offset: Int,
        in file: OpenFile,
        _ options: ReadingOptions,
        unless isCancelled: () -> Bool
    ) throws(LogError) -> Int? {
        try lastHeader(before: offset, in: file, options, unless: isCancelled)?.version
    }

    /// The last header in a file that is written.
    static func lastHeader(in file: LineFile) throws(LogError) -> [UInt8]? {
        try lastHeader(before: .max, in: file.reading, ReadingOptions(), unless: { false }).map { $0.line + [0x0A] }
    }

    private static func lastHeader(
        before offset: Int,
        in file: OpenFile,
        _ options: ReadingOptions,
        unless isCancelled: () -> Bool
    ) throws(LogError) -> (line: [UInt8], version: Int)? {
        let telling = Family.telling
        guard let tag = telling.header?.tag.text.description else { return nil }
        var stated: Int?
        let header = try file.lastLine(
            containing: Array("\"\(tag)\"".utf8),
            before: offset,
            maximumLineLength: options.maximumLineLength,
            unless: isCancelled
        ) { line in
            var found: Int?
            PaddedBytes(line).withPointer { start in
                var cursor = JSONCursor(at: start)
                cursor.skipWhitespace()
                _ = try? telling.version(of: cursor, stated: &found)
            }
            if found != nil { stated = found }
            return found != nil
        }
        guard let header, let stated else { return nil }
        return (header.bytes, stated)
    }
}

extension OpenFile {
    /// The end of the file, or the beginning of a last line that has no end yet. When it was cancelled, any place.
    func startOfUnfinishedLine(unless isCancelled: () -> Bool) throws(LogError) -> Int {
        var end = try status().size
        while end > 0, !isCancelled() {
            let from = max(0, end - 64 << 10)
            let window = try bytes(from: from, count: end - from)
            if let lineEnd = window.lastIndex(of: 0x0A) { return from + lineEnd + 1 }
            end = from
        }
        return 0
    }
}
