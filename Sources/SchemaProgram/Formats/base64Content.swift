/// The bytes that a text in base64 encodes (RFC 4648, section 4), with the line ends that RFC 2045 breaks it by; nil when
/// it is none: another character, padding that is missing or in the middle, bits left over that are not 0.
func base64Content(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var content: [UInt8] = []
    content.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var digits = 0
    var padding = 0
    for byte in text where byte != 0x0D && byte != 0x0A {
        if byte == UInt8(ascii: "=") {
            padding += 1
            continue
        }
        guard padding == 0, let digit = base64Digit(byte) else { return nil }
        group = group << 6 | digit
        digits += 1
        if digits == 4 {
            for shift: UInt32 in [16, 8, 0] { content.append(UInt8(truncatingIfNeeded: group >> shift)) }
            (group, digits) = (0, 0)
        }
    }
    switch (digits, padding) {
    case (0, 0): break
    case (2, 2) where group & 0xF == 0: content.append(UInt8(truncatingIfNeeded: group >> 4))
    case (3, 1) where group & 0x3 == 0:
        for shift: UInt32 in [10, 2] { content.append(UInt8(truncatingIfNeeded: group >> shift)) }
    default: return nil
    }
    return content
}

private func base64Digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61) + 26
    case 0x30...0x39: UInt32(byte - 0x30) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
