extension JSONWriter {
    /// A number by RFC 8785, section 3.2.2.3, unless its value would not survive.
    mutating func canonical(_ number: JSONNumber) throws(CanonicalFault) {
        // Below 2^53 every integer is a Double, and ECMAScript writes its plain digits.
        if let integer = number.int64, integer.magnitude <= 1 << 53 { return self.integer(integer) }
        let value = number.double
        guard value.isFinite else { throw CanonicalFault(.number(text: number.text), at: JSONPointer()) }
        let text = ecmaScriptText(value)
        guard keepsValue(number, text) else { throw CanonicalFault(.number(text: number.text), at: JSONPointer()) }
        raw(text)
    }
}

/// Whether nothing is lost when `number` is written as the text of its nearest Double.
private func keepsValue(_ number: JSONNumber, _ text: [UInt8]) -> Bool {
    let written = text.withUnsafeBufferPointer { JSONNumber(utf8: $0) }
    if written == number { return true }
    // 17 digits are what any writer of Doubles may need: more, or an integer that came out as another, say something
    // that a Double cannot hold. Nor is what vanished to zero the same.
    return !number.isInteger && significantDigits(number.text) <= 17 && written != JSONNumber(0 as Int64)
}

private func significantDigits(_ text: String) -> Int {
    var count = 0
    var zeros = 0
    for byte in text.utf8 {
        switch byte {
        case 0x30:
            // Zeros count between other digits only.
            if count > 0 { zeros += 1 }
        case 0x31...0x39:
            count += zeros + 1
            zeros = 0
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            return count
        default: break
        }
    }
    return count
}

/// ECMA-262, Number::toString, radix 10, for a finite number.
func ecmaScriptText(_ value: Double) -> [UInt8] {
    if value == 0 { return [0x30] }
    var (significand, scale) = shortestDecimal(value.magnitude)
    while significand.isMultiple(of: 10) {
        significand /= 10
        scale += 1
    }
    let digits = Array(String(significand).utf8)
    /// How many digits stand before the point when written plainly: `n` of the standard, as `digits.count` is its `k`.
    let point = digits.count + scale
    var out: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
    switch point {
    case digits.count...21 where digits.count <= 21:
        out += digits
        out += repeatElement(0x30, count: point - digits.count)
    case 1...21:
        out += digits[..<point]
        out.append(UInt8(ascii: "."))
        out += digits[point...]
    case -5...0:
        out += [0x30, UInt8(ascii: ".")]
        out += repeatElement(0x30, count: -point)
        out += digits
    default:
        out.append(digits[0])
        if digits.count > 1 {
            out.append(UInt8(ascii: "."))
            out += digits[1...]
        }
        out += [UInt8(ascii: "e"), UInt8(ascii: point > 0 ? "+" : "-")]
        out += String((point - 1).magnitude).utf8
    }
    return out
}
