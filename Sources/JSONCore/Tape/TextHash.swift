import CJSONScan

/// A hash of a text by its length, its first and its last eight bytes: what tells names and tags apart in a few
/// instructions. It is part of the format of compiled programs, so it never changes, and it is no defence against
/// hostile names: whoever builds a table of names that a stranger chose uses `Hasher`.
///
/// Reads eight bytes at `p` whatever the count.
@inlinable @inline(__always)
public func textHash(_ p: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var word: UInt64
    if count >= 8 {
        let last = cjson_load8(p + (count - 8))
        word = cjson_load8(p) ^ (last << 29 | last >> 35)
    } else {
        word = cjson_load8(p) & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    }
    word = (word ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: (word ^ (word >> 15)) >> 24)
}

/// Equality of two texts of the same length. Reads up to 16 bytes at both, whatever the count.
@inlinable @inline(__always)
public func sameText(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count <= 16 {
        let mask = (UInt32(1) &<< UInt32(truncatingIfNeeded: count)) &- 1
        return cjson_equal16(a, b) & mask == mask
    }
    return sameLongText(a, b, count)
}

@usableFromInline
func sameLongText(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var at = 0
    while at + 16 <= count {
        if cjson_equal16(a + at, b + at) != 0xFFFF { return false }
        at += 16
    }
    // The last 16 bytes overlap what was compared, which is why there is no tail.
    return cjson_equal16(a + (count - 16), b + (count - 16)) == 0xFFFF
}
