import JSONCore

/// The lines of a source with what they are, before it is known which one is the last.
@usableFromInline
struct RawLines<Family: RecordFamily> {
    @usableFromInline var reader: LineReader<Family>
    @usableFromInline let source: LineSource

    init(_ origin: ByteOrigin, statedVersion: Int?, options: ReadingOptions) {
        source = LineSource(origin, maximumLineLength: options.maximumLineLength)
        reader = LineReader(options: options)
        reader.statedVersion = statedVersion
    }

    var failure: LogError? { source.failure }

    /// The next line that is not white space only.
    @inlinable
    mutating func next() -> LogLine<Family.Record>? {
        while let line = source.next() {
            if let read = reader.read(line, logGoesOn: source.failure != nil) { return read }
        }
        return nil
    }
}

extension LineReader {
    /// A cursor at what the line at `start` holds, and its version where that is one that is known. A header is taken note
    /// of: put `statedVersion` back when the line turns out to be nothing that is wanted.
    @inlinable
    @inline(__always)
    mutating func begin(_ start: UnsafePointer<UInt8>, version: inout Int?) -> JSONCursor {
        var c = JSONCursor(at: start, depth: min(options.maximumDepth, 512), strict: strict)
        c.skipWhitespace()
        version = telling.versionAtOnce(&c, stated: statedVersion)
        if version == nil { version = (try? telling.knownVersion(of: c, stated: &statedVersion)) ?? nil }
        return c
    }

    /// The line at `start` as a record, and where the line ends; nil for any other, with the stated version as it was.
    @inlinable
    @inline(__always)
    mutating func record(
        at start: UnsafePointer<UInt8>,
        version: inout Int,
        end: inout UnsafePointer<UInt8>
    ) -> Family.Record? {
        let before = statedVersion
        var told: Int?
        var c = begin(start, version: &told)
        do throws(ReadFault) {
            if let told, let record = try Family.read(&c, version: told) {
                if c.p.pointee != 0x0A { c.skipWhitespace() }
                if c.p.pointee == 0x0A {
                    version = told
                    end = c.p
                    return record
                }
            }
        } catch {}
        // Not a record, or one that only `read` can take: it says which.
        statedVersion = before
        return nil
    }

    /// - Parameter logGoesOn: whether the log is known to continue after a line without an end.
    @inlinable
    mutating func read(_ line: BufferedLine, logGoesOn: Bool = false) -> LogLine<Family.Record>? {
        if line.isPartial { return partial(line, logGoesOn: logGoesOn) }
        return read(line.start, place: line.place, isLast: !line.isTerminated && !logGoesOn)
    }

    @usableFromInline
    func partial(_ line: BufferedLine, logGoesOn: Bool) -> LogLine<Family.Record> {
        let beginning = UnsafeBufferPointer(start: line.start, count: min(line.held, 800))
        let text = String(decoding: beginning, as: UTF8.self).unicodeScalars.prefix(200)
        let isTooLong = line.place.length > options.maximumLineLength
        let reason: CorruptLine.Reason =
            isTooLong ? .tooLong : .notJSON(offset: 0, message: JSONFault.Kind.unexpectedByte.message)
        let broken = CorruptLine(place: line.place, reason: reason, preview: String(String.UnicodeScalarView(text)))
        // Cut while it was written, as far as anyone can tell without holding it.
        return line.isTerminated || logGoesOn ? .corrupt(broken) : .tornTail(broken)
    }
}
