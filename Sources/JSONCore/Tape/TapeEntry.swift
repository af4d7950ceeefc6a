/// What one entry of a tape stands for. Containers come last so that one comparison tells them from scalars.
public enum TapeKind: UInt8, Sendable {
    case null
    case `false`
    case `true`
    /// Digits only, and within 64 bits: the value itself is in the entry.
    case integer
    /// Any other number, kept as its text.
    case number
    case string
    /// A string that holds escapes, kept as it was written.
    case escapedString
    case array
    case object
}

/// One value or one member name on a tape: 16 bytes.
///
/// `{"id":7,"tags":["a","b\n"]}` becomes
///
///     index  kind     offset  tail
///     0      object   0       count 2, next 7
///     1      string   2       length 2, hash of `id`      (a name; its value follows)
///     2      integer  6       7
///     3      string   9       length 4, hash of `tags`
///     4      array    15      count 2, next 7
///     5      string   17      length 1
///     6      escaped  21      length 3
///
/// The offset of a string is that of its text, behind the quote.
@frozen
public struct TapeEntry: Sendable {
    @usableFromInline var head: UInt64
    @usableFromInline var tail: UInt64

    @inlinable @inline(__always)
    init(_ kind: TapeKind, offset: Int, tail: UInt64) {
        head = UInt64(truncatingIfNeeded: offset) << 8 | UInt64(kind.rawValue)
        self.tail = tail
    }

    /// The kind as a number, for masks of kinds.
    @inlinable @inline(__always)
    public var rawKind: UInt8 { UInt8(truncatingIfNeeded: head) }

    @inlinable
    public var kind: TapeKind { TapeKind(rawValue: rawKind) ?? .null }

    @inlinable @inline(__always)
    public var offset: Int { Int(truncatingIfNeeded: head >> 8) }

    @inlinable @inline(__always)
    public var isContainer: Bool { rawKind >= TapeKind.array.rawValue }

    @inlinable @inline(__always)
    public var isObject: Bool { rawKind == TapeKind.object.rawValue }

    @inlinable @inline(__always)
    public var isArray: Bool { rawKind == TapeKind.array.rawValue }

    @inlinable @inline(__always)
    public var isNumber: Bool {
        rawKind == TapeKind.integer.rawValue || rawKind == TapeKind.number.rawValue
    }

    @inlinable @inline(__always)
    public var isString: Bool {
        rawKind == TapeKind.string.rawValue || rawKind == TapeKind.escapedString.rawValue
    }

    /// The value of an `integer`.
    @inlinable @inline(__always)
    public var integer: Int64 { Int64(bitPattern: tail) }

    /// Bytes of text of a string or a `number`, as written.
    @inlinable @inline(__always)
    public var length: Int { Int(tail & 0xFFFF_FFFF) }

    /// `textHash` of a member name; nothing for other strings.
    @inlinable @inline(__always)
    public var hash: UInt32 { UInt32(truncatingIfNeeded: tail >> 32) }

    /// Members or elements of a container.
    @inlinable @inline(__always)
    public var count: Int { Int(tail >> 32) }

    /// The index behind all that a container holds.
    @inlinable @inline(__always)
    public var next: Int { Int(tail & 0xFFFF_FFFF) }
}
