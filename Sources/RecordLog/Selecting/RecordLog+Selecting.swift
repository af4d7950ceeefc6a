import JSONCore

/// How many lines passed a filter.
public struct LineCount: Sendable, Hashable {
    /// Lines with anything but white space in them.
    public var lines = 0
    public var passing = 0
    /// Lines beyond the bound, which are looked at no further and do not pass.
    public var tooLong = 0
    /// The read error that ended the counting before the log did.
    public var failure: LogError?

    public init(lines: Int = 0, passing: Int = 0, tooLong: Int = 0, failure: LogError? = nil) {
        self.lines = lines
        self.passing = passing
        self.tooLong = tooLong
        self.failure = failure
    }
}

extension RecordLog {
    /// How many lines pass all filters, at least twice as fast as reading them; see `LineFilter` for what it looks at.
    public func count(where filters: LineFilter...) -> LineCount {
        count(where: filters)
    }

    /// - Parameter progress: told now and then up to which offset the log was read.
    public func count(where filters: [LineFilter], progress: ((Int) -> Void)? = nil) -> LineCount {
        let source = LineSource(origin, maximumLineLength: options.maximumLineLength)
        var count = LineCount()
        while let line = source.next() {
            if count.lines & 0xFFF == 0xFFF { progress?(line.place.offset) }
            if line.isPartial {
                count.lines += 1
                if line.place.length > options.maximumLineLength {
                    count.tooLong += 1
                } else if filters.isEmpty {
                    count.passing += 1
                }
                continue
            }
            let cursor = options.cursor(at: line)
            if cursor.offset == line.place.length { continue }
            count.lines += 1
            if filters.pass(cursor) { count.passing += 1 }
        }
        count.failure = source.failure
        return count
    }

    /// The lines that pass all filters, read; the others are stepped over unread, but for what their versions say.
    public func lines(where filters: LineFilter...) -> SelectedLines<Family> {
        SelectedLines(log: self, filters: filters)
    }
}

/// The lines of a log that pass filters; see `RecordLog.lines(where:)`.
public struct SelectedLines<Family: RecordFamily>: Sequence, Sendable {
    let log: RecordLog<Family>
    let filters: [LineFilter]

    public func makeIterator() -> Iterator {
        Iterator(log: log, filters: filters)
    }

    public struct Iterator: IteratorProtocol {
        private let source: LineSource
        private var reader: LineReader<Family>
        private let filters: [LineFilter]
        private let options: ReadingOptions

        init(log: RecordLog<Family>, filters: [LineFilter]) {
            self.filters = filters
            options = log.options
            source = LineSource(log.origin, maximumLineLength: options.maximumLineLength)
            reader = LineReader(options: options)
            reader.statedVersion = log.statedVersion
        }

        /// The read error that ended the sequence before the log did.
        public var failure: LogError? { source.failure }

        /// The next line that passes: mostly a record. One that was cut at the log's end is a torn tail, here as well.
        public mutating func next() -> LogLine<Family.Record>? {
            while let line = source.next() {
                if line.isPartial {
                    // Nothing can be found in it.
                    if line.place.length > options.maximumLineLength || !filters.isEmpty { continue }
                    if let read = reader.read(line, logGoesOn: source.failure != nil) { return read }
                    continue
                }
                var cursor = options.cursor(at: line)
                if filters.pass(cursor) {
                    if let read = reader.read(line, logGoesOn: source.failure != nil) { return read }
                } else if Family.telling.versionAtOnce(&cursor, stated: reader.statedVersion) == nil {
                    // It may be a header, which counts for the lines after it whether or not it is asked for.
                    _ = try? Family.telling.knownVersion(of: cursor, stated: &reader.statedVersion)
                }
            }
            return nil
        }
    }
}

extension [LineFilter] {
    @inline(__always)
    fileprivate func pass(_ line: JSONCursor) -> Bool {
        for i in indices where !self[i].passes(line) { return false }
        return true
    }
}

extension ReadingOptions {
    /// At the line's first byte that is no white space.
    fileprivate func cursor(at line: BufferedLine) -> JSONCursor {
        var cursor = JSONCursor(at: line.start, depth: min(maximumDepth, 512))
        cursor.skipWhitespace()
        return cursor
    }
}
