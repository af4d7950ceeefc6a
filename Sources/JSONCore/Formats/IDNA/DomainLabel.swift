/// A label of a domain name after the checks that it needs no neighbours for.
enum DomainLabel {
    /// Letters, digits and hyphens.
    case ascii([Unicode.Scalar])
    /// A U-label, or what an A-label stands for.
    case international([Unicode.Scalar])

    var scalars: [Unicode.Scalar] {
        switch self {
        case .ascii(let scalars), .international(let scalars): scalars
        }
    }

    /// Nil unless the scalars (at most 63) are a label; `asciiCount` is the length of its ASCII form.
    init?(_ scalars: [Unicode.Scalar], allowingReserved: Bool, asciiCount: inout Int) {
        guard let first = scalars.first, first != "-", scalars.last != "-" else { return nil }
        let hasHyphens = scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-"
        if !scalars.allSatisfy(\.isASCII) {
            guard !hasHyphens, isULabel(scalars) else { return nil }
            asciiCount = 4 + encodePunycode(scalars).count
            guard asciiCount <= 63 else { return nil }
            self = .international(scalars)
            return
        }
        let bytes = scalars.map { UInt8($0.value) }
        guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }) else { return nil }
        asciiCount = bytes.count
        guard hasHyphens else {
            self = .ascii(scalars)
            return
        }
        let lower = bytes.map { isLetter($0) ? $0 | 0x20 : $0 }
        if lower.starts(with: [UInt8(ascii: "x"), UInt8(ascii: "n")]) {
            // An A-label has to be exactly what its U-label encodes to (RFC 5891, section 5.4).
            let code = lower[4...]
            guard let decoded = decodePunycode(code), decoded.count <= 63, !decoded.allSatisfy(\.isASCII),
                encodePunycode(decoded).elementsEqual(code), isULabel(decoded)
            else { return nil }
            self = .international(decoded)
        } else if allowingReserved {
            self = .ascii(scalars)
        } else {
            return nil
        }
    }
}

/// RFC 5891, section 4.2, without the length and the direction.
private func isULabel(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first, first != "-", label.last != "-" else { return false }
    if label.count >= 4 && label[2] == "-" && label[3] == "-" { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    for (index, scalar) in label.enumerated() {
        switch DerivedProperty(scalar) {
        case .valid: continue
        case .contextual: if !contextAllows(label, at: index) { return false }
        case .disallowed: return false
        }
    }
    return isComposed(label)
}
