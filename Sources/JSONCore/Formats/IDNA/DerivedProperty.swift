/// What RFC 5892 derives for a code point. Unassigned ones count as disallowed, as section 5.4 of RFC 5891 has it.
enum DerivedProperty {
    case valid
    /// Allowed where the rule in `ContextRules` holds.
    case contextual
    case disallowed

    init(_ scalar: Unicode.Scalar) {
        let point = scalar.value
        if scalar.isASCII {
            let valid = point == 0x2D || 0x30...0x39 ~= point || 0x61...0x7A ~= point
            self = valid ? .valid : .disallowed
            return
        }
        if let exception = Self.exception(point) {
            self = exception
            return
        }
        if point == 0x200C || point == 0x200D {
            self = .contextual
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            // `changesWhenNFKCCaseFolded` is RFC 5892's "unstable" and, of these categories, "ignorable".
            let disallowed =
                properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint
                || Self.isIgnorableBlock(point) || Self.isOldHangulJamo(point)
            self = disallowed ? .disallowed : .valid
        default:
            self = .disallowed
        }
    }

    /// RFC 5892, section 2.6.
    private static func exception(_ point: UInt32) -> Self? {
        switch point {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .valid
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: .contextual
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .disallowed
        default: nil
        }
    }

    /// RFC 5892, section 2.4: combining marks for symbols, and the two blocks of musical notation.
    private static func isIgnorableBlock(_ point: UInt32) -> Bool {
        0x20D0...0x20FF ~= point || 0x1D100...0x1D1FF ~= point || 0x1D200...0x1D24F ~= point
    }

    /// RFC 5892, section 2.9: conjoining jamo, by block since Hangul_Syllable_Type L, V and T fill the three.
    private static func isOldHangulJamo(_ point: UInt32) -> Bool {
        0x1100...0x11FF ~= point || 0xA960...0xA97C ~= point || 0xD7B0...0xD7FB ~= point
    }
}
