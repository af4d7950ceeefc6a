extension PatternParser {
    /// An escape outside of a class; `position` is at the backslash.
    mutating func atomEscape() throws(PatternError) -> PatternNode {
        let start = position
        guard let code = peek(1) else {
            throw error(start, "the pattern ends with a lone `\\`; write `\\\\` for the character")
        }
        if (0x31...0x39).contains(code) {
            position += 1
            let number = decimal() ?? 0
            numberedReferences.append((number, start))
            return .uncompilable(backreference(start))
        }
        if code == point("k") {
            position += 2
            guard take("<") else { throw error(start, "`\\k` is written `\\k<name>`") }
            namedReferences.append((try groupName(openedAt: start), start))
            return .uncompilable(backreference(start))
        }
        return .set(try escape(inClass: false))
    }

    private func backreference(_ start: Int) -> PatternError {
        error(
            start,
            "a backreference is no regular language and cannot be decided in linear time; spell out what may repeat"
        )
    }

    /// An escape that stands for a set of code points.
    mutating func escape(inClass: Bool) throws(PatternError) -> CodePointSet {
        let start = position
        guard let code = peek(1), let scalar = Unicode.Scalar(code) else {
            throw error(start, "the pattern ends with a lone `\\`; write `\\\\` for the character")
        }
        position += 2
        switch scalar {
        case "d": return .digits
        case "D": return CodePointSet.digits.complement
        case "w": return .wordCharacters
        case "W": return CodePointSet.wordCharacters.complement
        case "s": return .whiteSpace
        case "S": return CodePointSet.whiteSpace.complement
        case "p", "P": return try property(negated: scalar == "P", start)
        case "t": return CodePointSet(0x09)
        case "n": return CodePointSet(0x0A)
        case "v": return CodePointSet(0x0B)
        case "f": return CodePointSet(0x0C)
        case "r": return CodePointSet(0x0D)
        case "b" where inClass: return CodePointSet(0x08)
        case "c":
            guard let letter = current, (0x41...0x5A).contains(letter & ~0x20) else {
                throw error(start, "`\\c` is followed by a letter, as in `\\cC`")
            }
            position += 1
            return CodePointSet(letter & 0x1F)
        case "x":
            guard let value = hexadecimal(digits: 2) else {
                throw error(start, "`\\x` is followed by two hexadecimal digits, as in `\\x41`")
            }
            return CodePointSet(value)
        case "u":
            guard let value = try unicodeEscape(start) else {
                throw error(start, "`\\u` is followed by four hexadecimal digits or `{…}`")
            }
            return CodePointSet(value)
        case "0":
            if let next = current, (0x30...0x39).contains(next) {
                throw error(
                    start,
                    "octal escapes are not ECMA-262 with Unicode; write `\\x` and two hexadecimal digits"
                )
            }
            return CodePointSet(0)
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
            return CodePointSet(code)
        case "-" where inClass:
            return CodePointSet(code)
        default:
            let properties = scalar.properties
            if strict || (properties.isIDContinue && scalar != "_") {
                throw error(start, "`\\\(scalar)` means nothing in ECMA-262\(advice(scalar))")
            }
            return CodePointSet(code)
        }
    }

    private func advice(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "A": "; write `^`"
        case "z", "Z": "; write `$`"
        case "a": "; write `\\x07`"
        case "e": "; write `\\x1B`"
        case "h": "; write `[ \\t]`"
        case "R": "; write `\\r\\n|[\\n\\r]`"
        default: "; remove the `\\`"
        }
    }

    private mutating func property(negated: Bool, _ start: Int) throws(PatternError) -> CodePointSet {
        var text = ""
        if take("{") {
            while let code = current, code != point("}"), let scalar = Unicode.Scalar(code) {
                text.unicodeScalars.append(scalar)
                position += 1
            }
        }
        guard take("}") else { throw error(start, "`\\p` is written `\\p{Name}` or `\\p{Name=Value}`") }
        let set: CodePointSet
        if let known = properties[text] {
            set = known
        } else {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let found = propertySet(name: parts[0], value: parts.count > 1 ? parts[1] : nil) else {
                throw error(
                    start,
                    "`\(text)` is no property of ECMA-262; names are exact, as in `\\p{Letter}` or `\\p{Script=Greek}`"
                )
            }
            properties[text] = found
            set = found
        }
        return negated ? set.complement : set
    }

    private mutating func hexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for distance in 0..<digits {
            guard let code = peek(distance), let digit = hexadecimalDigit(code) else { return nil }
            value = value << 4 | digit
        }
        position += digits
        return value
    }

    private func hexadecimalDigit(_ code: UInt32) -> UInt32? {
        switch code {
        case 0x30...0x39: code - 0x30
        case 0x41...0x46: code - 0x41 + 10
        case 0x61...0x66: code - 0x61 + 10
        default: nil
        }
    }

    /// What follows `\u`: `{…}`, four digits, or a surrogate pair written as two escapes, which is one code point.
    mutating func unicodeEscape(_ start: Int) throws(PatternError) -> UInt32? {
        if take("{") {
            var value: UInt32 = 0
            var digits = 0
            while let code = current, let digit = hexadecimalDigit(code) {
                value = value << 4 | digit
                digits += 1
                position += 1
                if value > CodePointSet.largest { throw error(start, "no code point lies above `\\u{10FFFF}`") }
            }
            return digits > 0 && take("}") ? value : nil
        }
        guard let high = hexadecimal(digits: 4) else { return nil }
        let afterHigh = position
        if (0xD800...0xDBFF).contains(high), take("\\u"), let low = hexadecimal(digits: 4),
            (0xDC00...0xDFFF).contains(low)
        {
            return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        }
        position = afterHigh
        return high
    }
}
