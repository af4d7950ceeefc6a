/// A text made safe for a terminal and for people: control characters, bidi controls and line separators
/// are written as `\u{…}`, so nothing from a log or a schema can move the cursor, hide or reorder text.
public func terminalSafe(_ text: String, limit: Int = .max) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
        if count == limit {
            out += "…"
            break
        }
        count += 1
        if isUnsafeOnTerminal(scalar) {
            out += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
            out.unicodeScalars.append(scalar)
        }
    }
    return out
}

/// The same for a JSON text, which stays one of the same value: what is unsafe is written as `\uXXXX`. Outside of
/// strings a JSON text has nothing unsafe but its line ends and tabs, which are kept.
public func terminalSafeJSON(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0x20 && isUnsafeOnTerminal($0) }) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
        if scalar.value < 0x20 || !isUnsafeOnTerminal(scalar) {
            out.unicodeScalars.append(scalar)
        } else {
            for unit in scalar.utf16 {
                let digits = String(unit, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
    return out
}

private func isUnsafeOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE007F: true
    default: false
    }
}
