import JSONCore

/// A log whose bytes arrive in chunks over time: from a socket, a download, a decompressor.
///
/// Chunks may end anywhere. Lines are handed out as soon as their end has arrived; an error of the source is thrown
/// after the lines before it.
public struct AsyncRecordLog<Family: RecordFamily, Chunks: AsyncSequence>: AsyncSequence
where Chunks.Element: Collection<UInt8> {
    public typealias Element = LogLine<Family.Record>

    private let chunks: Chunks
    private let options: ReadingOptions

    public init(of chunks: Chunks, as family: Family.Type, options: ReadingOptions = ReadingOptions()) {
        self.chunks = chunks
        self.options = options
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks.makeAsyncIterator(), options)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private var chunks: Chunks.AsyncIterator
        private var reader: LineReader<Family>
        private let buffer: LineBuffer
        private var ended = false
        private var ahead: LogLine<Family.Record>?
        /// What the source threw behind a line that had to be handed out first.
        private var failure: (any Error)?
        /// What the lines so far say of the log's state.
        public private(set) var report = IntegrityReport()

        init(_ chunks: Chunks.AsyncIterator, _ options: ReadingOptions) {
            self.chunks = chunks
            reader = LineReader(options: options)
            buffer = LineBuffer(capacity: 16 << 10, maximumLineLength: options.maximumLineLength)
        }

        public mutating func next() async throws -> LogLine<Family.Record>? {
            if let failure {
                self.failure = nil
                throw failure
            }
            let first: LogLine<Family.Record>? = if let ahead { ahead } else { try await rawNext() }
            guard var line = first else { return nil }
            ahead = nil
            if case .corrupt(let broken) = line, broken.mayBeTorn {
                do {
                    ahead = try await rawNext()
                    if ahead == nil { line = .tornTail(broken) }
                } catch {
                    // The log goes on, nobody knows how: the line has its end and was not torn.
                    failure = error
                }
            }
            report.count(line)
            return line
        }

        private mutating func rawNext() async throws -> LogLine<Family.Record>? {
            while true {
                while let line = buffer.next(ended: ended) {
                    if let read = reader.read(line) { return read }
                }
                if ended { return nil }
                guard let chunk = try await chunks.next() else {
                    ended = true
                    continue
                }
                let done: Void? = chunk.withContiguousStorageIfAvailable { buffer.append(UnsafeRawBufferPointer($0)) }
                if done == nil { Array(chunk).withUnsafeBytes { buffer.append($0) } }
            }
        }
    }
}

/// Single bytes gathered into chunks that end with a line or at 4096 bytes, so that no line waits for the next.
public struct LineChunks<Bytes: AsyncSequence>: AsyncSequence where Bytes.Element == UInt8 {
    public typealias Element = [UInt8]

    private let bytes: Bytes

    public init(of bytes: Bytes) {
        self.bytes = bytes
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(bytes: bytes.makeAsyncIterator())
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: Bytes.AsyncIterator

        public mutating func next() async throws -> [UInt8]? {
            var chunk: [UInt8] = []
            while chunk.count < 4096, let byte = try await bytes.next() {
                chunk.append(byte)
                if byte == 0x0A { break }
            }
            return chunk.isEmpty ? nil : chunk
        }
    }
}

extension RecordLog {
    /// The lines of bytes that arrive over time.
    public static func lines<Chunks: AsyncSequence>(
        of chunks: Chunks,
        options: ReadingOptions = ReadingOptions()
    ) -> AsyncRecordLog<Family, Chunks> where Chunks.Element: Collection<UInt8> {
        AsyncRecordLog(of: chunks, as: Family.self, options: options)
    }

    /// The lines of single bytes that arrive over time.
    public static func lines<Bytes: AsyncSequence>(
        of bytes: Bytes,
        options: ReadingOptions = ReadingOptions()
    ) -> AsyncRecordLog<Family, LineChunks<Bytes>> where Bytes.Element == UInt8 {
        AsyncRecordLog(of: LineChunks(of: bytes), as: Family.self, options: options)
    }
}
