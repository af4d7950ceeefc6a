// Eight hexadecimal digits in one word, the first in the lowest byte: arithmetic on all of them at once.

/// Eight lower-case digits.
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
