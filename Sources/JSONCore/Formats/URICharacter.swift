/// What a character may stand for in RFC 3986's rules.
enum URICharacter {
    /// `unreserved`, `sub-delims`, a percent-encoded triplet, RFC 3987's `ucschar`.
    case plain
    case colon, at, slash, question
    /// RFC 3987's `iprivate`, for queries alone.
    case privateUse

    /// `pchar`
    var isSegment: Bool {
        switch self {
        case .plain, .colon, .at: true
        case .slash, .question, .privateUse: false
        }
    }

    /// Nil for every byte that no rule takes by itself; `%` is not looked at.
    init?(ascii byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            self = .plain
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): self = .plain
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "="):
            self = .plain
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "@"): self = .at
        case UInt8(ascii: "/"): self = .slash
        case UInt8(ascii: "?"): self = .question
        default: return nil
        }
    }

    init?(beyondASCII point: UInt32) {
        if isUCSCharacter(point) {
            self = .plain
        } else if isPrivateCharacter(point) {
            self = .privateUse
        } else {
            return nil
        }
    }
}

/// RFC 3987's `ucschar`.
func isUCSCharacter(_ point: UInt32) -> Bool {
    switch point {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    // Planes 1 to 14 but for their last two code points, and for the tags at the start of plane 14.
    case 0x10000...0xEFFFD: point & 0xFFFF <= 0xFFFD && !(0xE0000...0xE0FFF ~= point)
    default: false
    }
}

/// RFC 3987's `iprivate`.
func isPrivateCharacter(_ point: UInt32) -> Bool {
    0xE000...0xF8FF ~= point || 0xF0000...0xFFFFD ~= point || 0x100000...0x10FFFD ~= point
}
