// Eight hexadecimal digits in one word, the first in the lowest byte: arithmetic on all of them at once.

/// High bits of bytes that are no hexadecimal digit; the other bits mean nothing.
@inlinable @inline(__always)
func hexFaults(_ word: UInt64) -> UInt64 {
    // Of a byte below 0x80: 0x89 - x has the high bit for x ≤ 9; 0x86 - x for x ≤ 6, and 0x7F + x for x ≥ 1.
    // A byte of 0x80 and above may borrow from its neighbour, and is a fault by itself.
    let fromZero = word ^ 0x3030_3030_3030_3030
    let fromGrave = (word | 0x2020_2020_2020_2020) ^ 0x6060_6060_6060_6060
    let digit = 0x8989_8989_8989_8989 &- fromZero
    let letter = (0x8686_8686_8686_8686 &- fromGrave) & (fromGrave &+ 0x7F7F_7F7F_7F7F_7F7F)
    return word | ~(digit | letter)
}

/// The number that eight hexadecimal digits write.
@inlinable @inline(__always)
func hexValue(_ word: UInt64) -> UInt32 {
    // Letters have bit 6, and are nine above their low nibble. Then nibbles are joined to bytes, bytes to words.
    let nibbles = (word & 0x0F0F_0F0F_0F0F_0F0F) &+ (word >> 6 & 0x0101_0101_0101_0101) &* 9
    let bytes = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
    let pairs = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: pairs | pairs >> 16).byteSwapped
}

/// Eight lower-case digits: `hexValue` backwards.
@inlinable @inline(__always)
func hexDigits(_ value: UInt32) -> UInt64 {
    let swapped = UInt64(value.byteSwapped)
    let pairs = (swapped | swapped << 16) & 0x0000_FFFF_0000_FFFF
    let bytes = (pairs | pairs << 8) & 0x00FF_00FF_00FF_00FF
    let nibbles = (bytes >> 4 | bytes << 8) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
}

@inlinable @inline(__always)
func storeHalfWord(_ word: UInt32, to bytes: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(bytes).storeBytes(of: word.littleEndian, as: UInt32.self)
}
