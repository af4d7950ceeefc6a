import JSONCore

/// Where the bytes of a log come from.
@usableFromInline
enum ByteOrigin: Sendable {
    /// A regular file, read by offset: from where, and the offset before which a line must begin to belong to it.
    case file(OpenFile, from: Int, until: Int)
    /// A pipe, a terminal, a socket: read once, from where it is.
    case stream(OpenFile)
    case bytes([UInt8])
}

/// The lines of one log, pulled one after the other, in constant memory.
@usableFromInline
final class LineSource {
    private let origin: ByteOrigin
    private let buffer: LineBuffer
    private let limit: Int
    @exclusivity(unchecked) private var readOffset: Int
    @exclusivity(unchecked) private var ended = false
    /// The error that ended the reading early.
    @exclusivity(unchecked) @usableFromInline private(set) var failure: LogError?

    @usableFromInline
    init(_ origin: ByteOrigin, maximumLineLength: Int) {
        self.origin = origin
        switch origin {
        case .file(_, let from, let until):
            readOffset = from
            limit = until
        case .stream, .bytes:
            readOffset = 0
            limit = .max
        }
        if case .bytes(let bytes) = origin {
            buffer = LineBuffer(lending: bytes, maximumLineLength: maximumLineLength)
        } else {
            buffer = LineBuffer(offset: readOffset, maximumLineLength: maximumLineLength)
        }
    }

    /// The next line; nil at the end and after a failure.
    @usableFromInline
    func next() -> BufferedLine? {
        while true {
            if buffer.position >= limit { return nil }
            if let line = buffer.next(ended: ended) { return line }
            if ended { return nil }
            fill()
        }
    }

    /// Where the next line begins, for a reader that finds its end by reading it; see `LineBuffer.beginning`.
    @usableFromInline
    func beginning() -> UnsafePointer<UInt8>? {
        buffer.position >= limit ? nil : buffer.beginning()
    }

    /// The same for views.
    @usableFromInline
    func beginningHold() -> LineHold? {
        guard buffer.position < limit, let start = buffer.beginning() else { return nil }
        return buffer.hold(start)
    }

    /// Takes the line that was read to the 0x0A at `stop`; nil when `next` has to be asked for it.
    @usableFromInline
    func pass(to stop: UnsafePointer<UInt8>) -> LinePlace? {
        buffer.pass(to: stop)
    }

    /// The line that begins here, with what keeps it in memory.
    @usableFromInline
    func hold(_ start: UnsafePointer<UInt8>) -> LineHold {
        buffer.hold(start)
    }

    private func fill() {
        let room = buffer.space()
        do throws(LogError) {
            let count = try read(into: room)
            buffer.commit(count)
            readOffset += count
            ended = count == 0
        } catch {
            // What was read before it is still handed out: a bad sector must not cost the good ones.
            failure = error
            ended = true
        }
    }

    private func read(into room: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        switch origin {
        case .bytes(let bytes):
            let from = buffer.endOffset
            let count = min(room.count, bytes.count - from)
            bytes.withUnsafeBytes {
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[from...].prefix(count)))
            }
            return count
        case .file(let file, _, _):
            return try read(file, into: room, at: readOffset)
        case .stream(let file):
            return try read(file, into: room, at: nil)
        }
    }

    private func read(
        _ file: OpenFile,
        into room: UnsafeMutableRawBufferPointer,
        at offset: Int?
    ) throws(LogError) -> Int {
        while true {
            do throws(SystemError) {
                return try SystemCall.read(file.descriptor, into: room, at: offset)
            } catch {
                guard error == .tryAgain, offset == nil else { throw LogError(.read, file.path, error) }
                // Someone else made standard input non-blocking.
                SystemCall.waitUntilReadable(file.descriptor)
            }
        }
    }
}
