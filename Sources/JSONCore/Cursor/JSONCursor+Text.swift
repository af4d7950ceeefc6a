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
        var q = first
        var high: UInt32 = 0
        while true {
            let mask = cjson_scan_string16(q)
            if mask.stop != 0 {
                let n = mask.stop.trailingZeroBitCount
                high |= mask.nonASCII & ((1 &<< UInt32(truncatingIfNeeded: n)) &- 1)
                q += n
                break
            }
            high |= mask.nonASCII
            q += 16
        }
        if q.pointee != 0x22 { return try textWithEscapes(first, q, high != 0) }
        if high != 0, let bad = invalidUTF8(first, q - first) { throw JSONFault(.invalidUTF8, at: bad - start) }
        p = q + 1
        return TextSlice(offset: first - start, count: q - first, hasEscapes: false, isASCII: high == 0)
    }

    /// The rest of `text` for a string that holds a backslash, or a byte that no string may hold.
    @usableFromInline
    mutating func textWithEscapes(
        _ first: UnsafePointer<UInt8>,
        _ from: UnsafePointer<UInt8>,
        _ sawHigh: Bool
    ) throws(JSONFault) -> TextSlice {
        var q = from
        var high = sawHigh
        scan: while true {
            let mask = cjson_scan_string16(q)
            guard mask.stop != 0 else {
                high = high || mask.nonASCII != 0
                q += 16
                continue
            }
            let n = mask.stop.trailingZeroBitCount
            high = high || mask.nonASCII & ((1 &<< UInt32(truncatingIfNeeded: n)) &- 1) != 0
            q += n
            switch q.pointee {
            case 0x22: break scan
            case UInt8(ascii: "\\"): q = try checkedEscape(q)
            case 0x0A where q >= newlineLimit: throw JSONFault(.unexpectedEnd, at: q - start)
            default: throw JSONFault(.controlCharacter, at: q - start)
            }
        }
        if high, let bad = invalidUTF8(first, q - first) { throw JSONFault(.invalidUTF8, at: bad - start) }
        p = q + 1
        return TextSlice(offset: first - start, count: q - first, hasEscapes: true, isASCII: !high)
    }

    /// Past the escape at `q`, which is one that JSON knows; surrogates come in pairs.
    private func checkedEscape(_ q: UnsafePointer<UInt8>) throws(JSONFault) -> UnsafePointer<UInt8> {
        switch q[1] {
        case 0x22, UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return q + 2
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

    /// Takes a string as a value of its own.
    @inlinable
    public mutating func string() throws(JSONFault) -> String {
        try string(text())
    }

    @inlinable
    public func string(_ slice: TextSlice) -> String {
        if slice.hasEscapes { return unescapedText(start + slice.offset, slice.count) }
        return String(decoding: UnsafeBufferPointer(start: start + slice.offset, count: slice.count), as: UTF8.self)
    }
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

/// The text of a string whose escapes were checked before.
@usableFromInline
func unescapedText(_ p: UnsafePointer<UInt8>, _ count: Int) -> String {
    String(unsafeUninitializedCapacity: count) { out in
        unescape(p, count, into: out)
    }
}

/// Writes the unescaped bytes and returns how many; never more than `count`, because every escape is longer than
/// what it stands for.
public func unescape(_ p: UnsafePointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var read = 0
    var written = 0
    func put(_ byte: UInt8) {
        if written < out.count { out[written] = byte }
        written += 1
    }
    while read < count {
        let byte = p[read]
        guard byte == UInt8(ascii: "\\"), read + 1 < count else {
            put(byte)
            read += 1
            continue
        }
        switch p[read + 1] {
        case UInt8(ascii: "b"): put(0x08)
        case UInt8(ascii: "f"): put(0x0C)
        case UInt8(ascii: "n"): put(0x0A)
        case UInt8(ascii: "r"): put(0x0D)
        case UInt8(ascii: "t"): put(0x09)
        case UInt8(ascii: "u"):
            guard read + 6 <= count, let unit = hexUnit(p + read + 2) else { return written }
            var scalar = UInt32(unit)
            if unit & 0xFC00 == 0xD800, read + 12 <= count, let low = hexUnit(p + read + 8) {
                scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
                read += 6
            }
            if let scalar = Unicode.Scalar(scalar) {
                for byte in String(scalar).utf8 { put(byte) }
            }
            read += 4
        case let other: put(other)
        }
        read += 2
    }
    return min(written, out.count)
}

/// The first byte that is not part of well-formed UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF).
@usableFromInline
func invalidUTF8(_ p: UnsafePointer<UInt8>, _ count: Int) -> UnsafePointer<UInt8>? {
    var q = p
    let end = p + count
    while q < end {
        let lead = q.pointee
        if lead < 0x80 {
            q += 1
            continue
        }
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF4: (length, high) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return q
        }
        guard end - q >= length, q[1] >= low, q[1] <= high else { return q }
        if length > 2, q[2] & 0xC0 != 0x80 { return q }
        if length > 3, q[3] & 0xC0 != 0x80 { return q }
        q += length
    }
    return nil
}
