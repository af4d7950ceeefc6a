/// What a character may stand for in RFC 3986's rules.
enum URICharacter: UInt8 {
    /// `unreserved`, `sub-delims`, a percent-encoded triplet, RFC 3987's `ucschar`.
    case plain
    case colon, at, slash, question
    /// RFC 3987's `iprivate`, for queries alone.
    case privateUse

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

/// The characters that one of the rules takes.
struct URICharacters {
    private let kinds: UInt8
    /// Bit i for the ASCII character i, of 0 to 63 and of 64 to 127.
    private let low: UInt64
    private let high: UInt64

    static let host = Self(.plain)
    static let userInfo = Self(.plain, .colon)
    /// `pchar`, without the colon in the first segment of a path that has no scheme before it.
    static let segmentWithoutColon = Self(.plain, .at)
    static let path = Self(.plain, .colon, .at, .slash)
    static let fragment = Self(.plain, .colon, .at, .slash, .question)
    static let query = Self(.plain, .colon, .at, .slash, .question, .privateUse)

    private init(_ kinds: URICharacter...) {
        var bits: (low: UInt64, high: UInt64) = (0, 0)
        for byte in UInt8(0)..<128 {
            guard let kind = URICharacter(ascii: byte), kinds.contains(kind) else { continue }
            if byte < 64 { bits.low |= 1 << UInt64(byte) } else { bits.high |= 1 << UInt64(byte - 64) }
        }
        self.kinds = kinds.reduce(0) { $0 | 1 << $1.rawValue }
        (low, high) = bits
    }

    @inline(__always)
    func contains(_ kind: URICharacter) -> Bool { kinds >> kind.rawValue & 1 != 0 }

    /// Whether the byte is such a character by itself.
    @inline(__always)
    func containsASCII(_ byte: UInt8) -> Bool {
        let bits = byte & 0x40 == 0 ? low : high
        return byte < 0x80 && bits &>> UInt64(byte & 63) & 1 != 0
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
