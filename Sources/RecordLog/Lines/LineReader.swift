public import JSONCore

/// Turns the lines of one log into records, one after the other, remembering what a header line said.
///
/// It reads memory that it is given; where lines come from is `RecordLog`'s business.
public struct LineReader<Family: RecordFamily>: Sendable {
    public let options: ReadingOptions
    /// The version that the last header stated; set it to begin in the middle of a log.
    public var statedVersion: Int?

    @usableFromInline let telling: VersionTelling
    @usableFromInline let strict: Bool

    public init(options: ReadingOptions = ReadingOptions()) {
        self.options = options
        telling = Family.telling
        strict = options.strict ?? Family.readsStrictly
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - start: the line's first byte; `start[place.length]` is a 0x0A and 64 readable bytes follow it.
    ///   - isLast: whether nothing but white space follows in the log, so that a line that breaks off may be a torn
    ///     write rather than corruption.
    /// - Returns: nil for a line of white space only.
    @inlinable
    public mutating func read(
        _ start: UnsafePointer<UInt8>,
        place: LinePlace,
        isLast: Bool
    ) -> LogLine<Family.Record>? {
        var cursor = JSONCursor(at: start, depth: min(options.maximumDepth, 512), strict: strict)
        cursor.skipWhitespace()
        if cursor.p == start + place.length { return nil }
        let stated = statedVersion
        if let version = telling.versionAtOnce(&cursor, stated: stated) {
            return read(cursor, version: version, place: place, isLast: isLast)
        }
        do throws(JSONFault) {
            switch try telling.version(of: cursor, stated: &statedVersion) {
            case .version(let version):
                return read(cursor, version: version, place: place, isLast: isLast)
            case .unknown(let text):
                return unreadable(cursor, .unknownVersion(text), place: place, isLast: isLast)
            }
        } catch {
            statedVersion = stated
            return unreadable(cursor, .fault(error, version: stated ?? telling.assumed), place: place, isLast: isLast)
        }
    }

    @inlinable
    mutating func read(
        _ begin: JSONCursor,
        version: Int,
        place: LinePlace,
        isLast: Bool
    ) -> LogLine<Family.Record> {
        var cursor = begin
        do throws(ReadFault) {
            guard let record = try Family.read(&cursor, version: version) else {
                return unreadable(begin, .unknownVersion(String(version)), place: place, isLast: isLast)
            }
            cursor.skipWhitespace()
            // The sentinel is the only 0x0A in reach, so this is both "no trailing bytes" and "inside the line".
            if cursor.p == cursor.start + place.length {
                return .record(record, RecordOrigin(version: version, place: place))
            }
            let fault = cursor.fault(.trailingBytes)
            return unreadable(begin, .fault(fault, version: version), place: place, isLast: isLast)
        } catch {
            switch error {
            case .json(let fault):
                return unreadable(begin, .fault(fault, version: version), place: place, isLast: isLast)
            case .migration(let from, let message):
                return unreadable(begin, .migration(from: from, message), place: place, isLast: isLast)
            }
        }
    }
}
