public import CJSONScan

/// Where a string's text lies, without its quotes, relative to the cursor's start.
@frozen
public struct TextSlice: Sendable {
    public var offset: Int
    public var count: Int
    public var hasEscapes: Bool
    public var isASCII: Bool

    @inlinable
    public init(offset: Int, count: Int, hasEscapes: Bool, isASCII: Bool) {
        self.offset = offset
        self.count = count
        self.hasEscapes = hasEscapes
        self.isASCII = isASCII
    }
}

extension JSONCursor {
    /// Takes a string and says where its text lies. Escapes and UTF-8 are checked here, so what reads the slice later
    /// cannot fail.
    @inlinable
    public mutating func text() throws(JSONFault) -> TextSlice {
        guard p.pointee == 0x22 else { throw wrongTypeOrSyntax() }
        let first = p + 1
        let count = cjson_plain_run(first)
        if first[count] != 0x22 { return try textSlowly(first, first + count) }
        p = first + count + 1
        return TextSlice(offset: first - start, count: count, hasEscapes: false, isASCII: true)
    }

    /// The rest of `text` for a string that holds a backslash, a byte beyond ASCII, or one that no string may hold.
    @usableFromInline
    mutating func textSlowly(
        _ first: UnsafePointer<UInt8>,
        _ from: UnsafePointer<UInt8>
    ) throws(JSONFault) -> TextSlice {
        var q = from
        var high = false
        var hasEscapes = false
        scan: while true {
            q += cjson_escaped_run(q, &high, &hasEscapes)
            switch q.pointee {
            case 0x22: break scan
            case UInt8(ascii: "\\"):
                hasEscapes = true
                q = try longEscape(q)
            case 0x0A where q >= newlineLimit: throw JSONFault(.unexpectedEnd, at: q - start)
            default: throw JSONFault(.controlCharacter, at: q - start)
            }
        }
        if high, !(cjson_has_ssse3() && cjson_is_utf8(first, q - first)),
            let bad = invalidUTF8(first, q - first)
        {
            throw JSONFault(.invalidUTF8, at: bad - start)
        }
        p = q + 1
        return TextSlice(offset: first - start, count: q - first, hasEscapes: hasEscapes, isASCII: !high)
    }

    /// Past the escape of a code point at `q`; surrogates come in pairs. A fault for an escape that JSON does not know.
    @inline(never)
    private func longEscape(_ q: UnsafePointer<UInt8>) throws(JSONFault) -> UnsafePointer<UInt8> {
        switch q[1] {
        case UInt8(ascii: "u"):
            guard let unit = hexUnit(q + 2) else { throw JSONFault(.badEscape, at: q - start) }
            guard unit & 0xF800 == 0xD800 else { return q + 6 }
            guard unit & 0xFC00 == 0xD800, q[6] == UInt8(ascii: "\\"), q[7] == UInt8(ascii: "u"),
                let low = hexUnit(q + 8), low & 0xFC00 == 0xDC00
            else { throw JSONFault(.loneSurrogate, at: q - start) }
            return q + 12
        case 0x0A where q + 1 >= newlineLimit:
            throw JSONFault(.unexpectedEnd, at: q + 1 - start)
        default:
            throw JSONFault(.badEscape, at: q - start)
        }
    }

    /// Takes a string as a value of its own. As `text`, but for texts of any length: what is copied out of a line is more
    /// often prose than the names, digits and times that are only checked.
    @inlinable
    public mutating func string() throws(JSONFault) -> String {
        guard p.pointee == 0x22 else { throw wrongTypeOrSyntax() }
        let first = p + 1
        let count = cjson_long_plain_run(first)
        if first[count] != 0x22 { return try string(textSlowly(first, first + count)) }
        p = first + count + 1
        return checkedText(first, count, true)
    }

    @inlinable @inline(__always)
    public func string(_ slice: TextSlice) -> String {
        if slice.hasEscapes { return unescapedText(start + slice.offset, slice.count, slice.isASCII) }
        return checkedText(start + slice.offset, slice.count, slice.isASCII)
    }
}

/// The text of a string without escapes whose UTF-8 was checked before, with the cursor's padding behind it.
@inlinable @inline(__always)
func checkedText(_ p: UnsafePointer<UInt8>, _ count: Int, _ isASCII: Bool) -> String {
    count <= 15 ? shortText(p, count) : longText(p, count, isASCII)
}

/// Four hexadecimal digits as a UTF-16 unit.
func hexUnit(_ p: UnsafePointer<UInt8>) -> UInt16? {
    var unit: UInt16 = 0
    for i in 0..<4 {
        guard let digit = hexDigit(p[i]) else { return nil }
        unit = unit << 4 | UInt16(digit)
    }
    return unit
}

func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

/// The text of a string whose escapes were checked before, with the cursor's padding behind it.
@usableFromInline
func unescapedText(_ p: UnsafePointer<UInt8>, _ count: Int, _ isASCII: Bool) -> String {
    // Put together on the stack and copied: the library would look through the text once more if it were put together in
    // the string, and leave the room that escapes took.
    if #available(macOS 26.0, iOS 26.0, watchOS 26.0, tvOS 26.0, visionOS 26.0, *), 15..<4096 ~= count {
        return withUnsafeTemporaryAllocation(byteCount: count + JSONCursor.padding, alignment: 1) { room in
            let out = room.bindMemory(to: UInt8.self)
            var isPlain = isASCII
            let written = unescape(p, count, into: out, beyond: true, &isPlain)
            return checkedText(out.baseAddress.unsafelyUnwrapped, written, isPlain)
        }
    }
    return String(unsafeUninitializedCapacity: count) { out in
        unescape(p, count, into: out)
    }
}

/// Writes the unescaped bytes and returns how many; never more than `count`, because every escape is longer than
/// what it stands for.
public func unescape(_ p: UnsafePointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var isASCII = true
    return unescape(p, count, into: out, beyond: false, &isASCII)
}

/// The same in whole vectors: 64 bytes behind the text are readable, and `out` has room for as many more than `count`.
@usableFromInline
func unescapeInVectors(
    _ p: UnsafePointer<UInt8>,
    _ count: Int,
    into out: UnsafeMutableBufferPointer<UInt8>
) -> Int {
    var isASCII = true
    return unescape(p, count, into: out, beyond: true, &isASCII)
}

/// - Parameters:
///   - beyond: whether it may be done in whole vectors.
///   - isASCII: becomes false when an escape stands for what is not.
private func unescape(
    _ p: UnsafePointer<UInt8>,
    _ count: Int,
    into out: UnsafeMutableBufferPointer<UInt8>,
    beyond: Bool,
    _ isASCII: inout Bool
) -> Int {
    let room = beyond ? count + JSONCursor.padding : count
    guard let target = out.baseAddress, out.count >= room else { return 0 }
    let end = p + count
    var read = p
    var written = 0
    while true {
        let done =
            beyond
            ? cjson_unescape(target + written, read, end - read)
            : cjson_unescape_plainly(target + written, read, end - read)
        read += done.read
        written += done.written
        guard end - read >= 6, let unit = hexUnit(read + 2) else { return written }
        var scalar = UInt32(unit)
        if unit & 0xFC00 == 0xD800, end - read >= 12, let low = hexUnit(read + 8) {
            scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
            read += 6
        }
        if scalar >= 0x80 { isASCII = false }
        written += writeUTF8(scalar, to: target + written)
        read += 6
    }
}

/// Writes a code point as one to four bytes.
private func writeUTF8(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift & 0x3F) }
    switch scalar {
    case 0..<0x80:
        out[0] = UInt8(truncatingIfNeeded: scalar)
        return 1
    case 0x80..<0x800:
        (out[0], out[1]) = (0xC0 | UInt8(truncatingIfNeeded: scalar >> 6), tail(0))
        return 2
    case 0x800..<0x10000:
        (out[0], out[1], out[2]) = (0xE0 | UInt8(truncatingIfNeeded: scalar >> 12), tail(6), tail(0))
        return 3
    default:
        out[0] = 0xF0 | UInt8(truncatingIfNeeded: scalar >> 18 & 7)
        (out[1], out[2], out[3]) = (tail(12), tail(6), tail(0))
        return 4
    }
}

/// The first byte that is not part of well-formed UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF).
///
/// The plain twin of `cjson_is_utf8`, which says where as well. A character at a time in one word of four bytes, which may
/// reach three bytes beyond the text: what follows a string's text is its quote, so a character that is cut there is found
/// to be.
func invalidUTF8(_ p: UnsafePointer<UInt8>, _ count: Int) -> UnsafePointer<UInt8>? {
    var q = p
    let end = p + count
    while true {
        q += cjson_ascii_run(q, end)
        if q >= end { return nil }
        repeat {
            let word = UInt32(truncatingIfNeeded: cjson_load4(q))
            if word & 0xC0E0 == 0x80C0, word & 0x1E != 0 {
                q += 2
            } else if word & 0xC0_C0F0 == 0x80_80E0, word & 0x200F != 0, word & 0x200F != 0x200D {
                q += 3
            } else if word & 0xC0C0_C0F8 == 0x8080_80F0, word & 0x3007 != 0, word & 4 == 0 || word & 0x3003 == 0 {
                q += 4
            } else {
                return q
            }
        } while q.pointee >= 0x80
    }
}
