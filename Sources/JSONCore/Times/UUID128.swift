public import CJSONScan

/// A UUID as two words. Reads either case, and writes lower case (RFC 9562, section 4); ordered as its text is.
public struct UUID128: Sendable, Hashable {
    /// The first eight bytes, as a big-endian number.
    public let high: UInt64
    /// The last eight bytes, as a big-endian number.
    public let low: UInt64

    /// The bytes that `write` writes.
    public static let writtenCount = 36

    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil for anything but `8-4-4-4-12` hexadecimal digits: no braces, no `urn:uuid:`.
    public init?(_ text: String) {
        var text = text
        let id = text.withUTF8 { bytes in bytes.baseAddress.flatMap { Self.parse($0, count: bytes.count) } }
        guard let id else { return nil }
        self = id
    }

    /// The UUID in quotes at `p`, where it is written in the usual way; 38 bytes can be read there.
    @inlinable @inline(__always)
    package init?(quotedAt p: UnsafePointer<UInt8>) {
        guard p.pointee == 0x22, p[37] == 0x22 else { return nil }
        let value = cjson_read_uuid(p + 1)
        guard value.isValid else { return nil }
        self.init(high: value.high, low: value.low)
    }

    /// The UUID that begins at `p` and was found to be one before.
    @inlinable @inline(__always)
    package init(knownAt p: UnsafePointer<UInt8>) {
        let value = cjson_read_uuid(p)
        self.init(high: value.high, low: value.low)
    }

    /// The version nibble: 4 for random, 7 for time-ordered; any value reads.
    public var version: Int { Int(high >> 12 & 0xF) }

    /// Reads exactly `count` bytes; nil unless they are a UUID.
    ///
    /// Sixteen digits at a time, since this is in the path of every record: by byte it took most of the record's time.
    @inlinable
    public static func parse(_ p: UnsafePointer<UInt8>, count: Int) -> Self? {
        if count != 36 { return nil }
        let id = cjson_read_uuid(p)
        return id.isValid ? Self(high: id.high, low: id.low) : nil
    }

    /// Writes 36 bytes.
    @inlinable @discardableResult
    public func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        cjson_write_uuid(out, high, low)
        return Self.writtenCount
    }
}

extension UUID128: Comparable {
    @inlinable
    public static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension UUID128: CustomStringConvertible {
    public var description: String { String(unsafeUninitializedCapacity: 36) { writeText($0, write) } }
}
