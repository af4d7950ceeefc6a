/// A log of one family's records, read line by line in file order and in constant memory.
///
/// Reading never fails in the middle: a line that is no record is told as what it is, and a read error ends the
/// sequence and is told by the iterator's `failure` and `report`. Every iteration of a file starts at its beginning;
/// a pipe can be iterated once.
public struct RecordLog<Family: RecordFamily>: Sequence, Sendable {
    @usableFromInline let origin: ByteOrigin
    public let options: ReadingOptions

    /// Opens a file. What is appended while it is read is read as well.
    ///
    /// - Throws: when there is no regular file to read at `path`; a folder, pipe or device is refused.
    public init(readingFrom path: String, options: ReadingOptions = ReadingOptions()) throws(LogError) {
        self.init(reading: try OpenFile.reading(path), options: options)
    }

    /// Reads an open descriptor that someone else closes: a file from its beginning, anything else from where it is.
    ///
    /// - Throws: when the descriptor is not open, or is a folder's.
    public init(
        readingDescriptor descriptor: Int32,
        name: String,
        options: ReadingOptions = ReadingOptions()
    ) throws(LogError) {
        let file = OpenFile(adopting: descriptor, path: name, closes: false)
        switch try file.status().kind {
        case .file: self.init(reading: file, options: options)
        case .folder: throw LogError(.read, name, .notAFile(.folder))
        case .link, .pipe, .socket, .device: self.init(origin: .stream(file), options: options)
        }
    }

    /// Reads bytes that are in memory already.
    public init(reading bytes: [UInt8], options: ReadingOptions = ReadingOptions()) {
        self.init(origin: .bytes(bytes), options: options)
    }

    /// Reads an open regular file.
    ///
    /// - Parameters:
    ///   - offset: where to begin; it must be the beginning of a line.
    ///   - version: the version that the header before `offset` states, when there is one.
    public init(
        reading file: OpenFile,
        from offset: Int = 0,
        statedVersion version: Int? = nil,
        options: ReadingOptions = ReadingOptions()
    ) {
        self.init(origin: .file(file, from: offset, until: .max), options: options)
        statedVersion = version
    }

    /// The version that is in force where reading begins, when a header that is not read states it.
    public var statedVersion: Int?

    init(origin: ByteOrigin, options: ReadingOptions) {
        self.origin = origin
        self.options = options
    }

    public func makeIterator() -> Iterator {
        Iterator(self)
    }

    /// Gives each line to `body` and returns what they say of the log's state.
    @inlinable
    public func read<Failure: Error>(
        _ body: (LogLine<Family.Record>) throws(Failure) -> Void
    ) throws(Failure) -> IntegrityReport {
        var iterator = makeIterator()
        while let line = iterator.next() { try body(line) }
        return iterator.report
    }

    /// Reads the whole log for its state alone.
    @inlinable
    public func integrity() -> IntegrityReport {
        read { (_) in }
    }
}

extension RecordLog {
    /// Hands out the lines and keeps count of them. A copy continues the same reading.
    public struct Iterator: IteratorProtocol {
        @usableFromInline var lines: RawLines<Family>
        /// The line after a broken one, read ahead to learn whether that was the last. An array, because moving an
        /// optional record in and out would cost as much as reading one.
        @usableFromInline var ahead: [LogLine<Family.Record>] = []
        @usableFromInline var counted = IntegrityReport()

        init(_ log: RecordLog) {
            lines = RawLines(log.origin, statedVersion: log.statedVersion, options: log.options)
        }

        @inlinable
        public mutating func next() -> LogLine<Family.Record>? {
            if !ahead.isEmpty { return settled(ahead.removeLast()) }
            if let start = lines.source.beginning() {
                let stated = lines.reader.statedVersion
                var version = 0
                var end = start
                // Straight into what is returned: each step that a record is handed through copies it.
                if let record = lines.reader.record(at: start, version: &version, end: &end) {
                    if let place = lines.source.pass(to: end) {
                        counted.totalLines &+= 1
                        counted.validLines &+= 1
                        return .record(record, RecordOrigin(version: version, place: place))
                    }
                    lines.reader.statedVersion = stated
                }
            }
            return lines.source.next().flatMap { other($0) }
        }

        /// A line that gave no record at once, or what comes after it when it is white space.
        @usableFromInline
        mutating func other(_ line: BufferedLine) -> LogLine<Family.Record>? {
            let read = lines.reader.read(line, logGoesOn: lines.failure != nil) ?? lines.next()
            return read.map { settled($0) }
        }

        /// Any line, counted, and looked at whether it is the last.
        @usableFromInline
        mutating func settled(_ line: LogLine<Family.Record>) -> LogLine<Family.Record> {
            var line = line
            if case .corrupt(let broken) = line, broken.mayBeTorn {
                if let next = lines.next() {
                    ahead.append(next)
                } else {
                    line = .tornTail(broken)
                }
            }
            counted.count(line)
            return line
        }

        /// What the lines so far say of the log's state; the whole truth once `next` has returned nil.
        public var report: IntegrityReport {
            var report = counted
            report.failure = lines.failure
            return report
        }

        /// The read error that ended the sequence before the log did.
        public var failure: LogError? { lines.failure }
        /// The version that the last header stated.
        public var statedVersion: Int? { lines.reader.statedVersion }
    }
}

extension CorruptLine {
    /// Whether this could be what a crash left of a record, if nothing follows it; see `IntegrityReport`.
    @usableFromInline
    var mayBeTorn: Bool {
        if case .notJSON = reason { true } else { false }
    }
}
