/// Whether a text is a regular expression by ECMA-262 with the `u` flag, to the letter: what the format `regex` asks.
///
/// A look at the syntax only, because the pattern compiler is no part of what generated code links. Names of Unicode
/// properties are not looked up.
func isRegularExpression(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var syntax = RegularExpressionSyntax(text)
    return syntax.isWhole()
}

private struct RegularExpressionSyntax {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// For each open group whether a quantifier may follow it: none may follow an assertion.
    private var open: [Bool] = []
    private var captures = 0
    private var largestReference = 0
    private var names: Set<String> = []
    private var referencedNames: Set<String> = []

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// One loop with a stack of its own: nesting is the input's choice.
    mutating func isWhole() -> Bool {
        var mayRepeat = false
        while at < text.count {
            let byte = text[at]
            at += 1
            switch byte {
            case UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "$"): mayRepeat = false
            case UInt8(ascii: "("):
                guard openGroup() else { return false }
                mayRepeat = false
            case UInt8(ascii: ")"):
                guard let isAtom = open.popLast() else { return false }
                mayRepeat = isAtom
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
                guard mayRepeat, byte != UInt8(ascii: "{") || counts() else { return false }
                _ = take("?")
                mayRepeat = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"): return false
            case UInt8(ascii: "["):
                guard characterClass() else { return false }
                mayRepeat = true
            case UInt8(ascii: "\\"):
                if take("b") || take("B") {
                    mayRepeat = false
                    break
                }
                guard atomEscape() else { return false }
                mayRepeat = true
            default: mayRepeat = true
            }
        }
        return open.isEmpty && largestReference <= captures && referencedNames.isSubset(of: names)
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard count <= text.count - at else { return false }
        for place in 0..<count where text[at + place] != word.utf8Start[place] { return false }
        at += count
        return true
    }

    private mutating func openGroup() -> Bool {
        if take("?=") || take("?!") || take("?<=") || take("?<!") {
            open.append(false)
            return true
        }
        open.append(true)
        if take("?<") {
            captures += 1
            guard let name = groupName() else { return false }
            names.insert(name)
            return true
        }
        if take("?") { return modifiers() }
        captures += 1
        return true
    }

    /// `(?:`, `(?i:`, `(?i-s:`
    private mutating func modifiers() -> Bool {
        var seen: Set<UInt8> = []
        var isRemoving = false
        while at < text.count {
            let byte = text[at]
            at += 1
            switch byte {
            case UInt8(ascii: ":"): return !isRemoving || !seen.isEmpty
            case UInt8(ascii: "-") where !isRemoving: isRemoving = true
            case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"):
                if !seen.insert(byte).inserted { return false }
            default: return false
            }
        }
        return false
    }

    private mutating func groupName() -> String? {
        let start = at
        while at < text.count, text[at] != UInt8(ascii: ">") { at += 1 }
        guard at < text.count, at > start else { return nil }
        let name = String(decoding: text[start..<at], as: UTF8.self)
        at += 1
        for (place, scalar) in name.unicodeScalars.enumerated() {
            let properties = scalar.properties
            let isPart =
                scalar == "$" || scalar == "_" || (place == 0 ? properties.isIDStart : properties.isIDContinue)
                || place > 0 && (scalar.value == 0x200C || scalar.value == 0x200D)
            if !isPart { return nil }
        }
        return name
    }

    private mutating func number() -> Int? {
        let start = at
        var value = 0
        while at < text.count, text[at] &- 0x30 <= 9 {
            value = min(value * 10 + Int(text[at] - 0x30), 1 << 40)
            at += 1
        }
        return at > start ? value : nil
    }

    private mutating func counts() -> Bool {
        guard let least = number() else { return false }
        if take(",") {
            let most = number()
            return take("}") && (most ?? least) >= least
        }
        return take("}")
    }

    private mutating func atomEscape() -> Bool {
        if at < text.count, (0x31...0x39).contains(text[at]) {
            largestReference = max(largestReference, number() ?? 0)
            return true
        }
        if take("k<") {
            guard let name = groupName() else { return false }
            referencedNames.insert(name)
            return true
        }
        return escape(inClass: false) != nil
    }

    /// What an escape stands for: a code point, or -1 for a set; nil when it is none.
    private mutating func escape(inClass: Bool) -> Int? {
        guard at < text.count else { return nil }
        let byte = text[at]
        at += 1
        switch byte {
        case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"),
            UInt8(ascii: "S"):
            return -1
        case UInt8(ascii: "p"), UInt8(ascii: "P"): return property() ? -1 : nil
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "b") where inClass: return 0x08
        case UInt8(ascii: "c"):
            guard at < text.count, (0x41...0x5A).contains(text[at] & 0xDF) else { return nil }
            at += 1
            return Int(text[at - 1] & 0x1F)
        case UInt8(ascii: "x"): return hexadecimal(2)
        case UInt8(ascii: "u"): return unicodeEscape()
        case UInt8(ascii: "0"): return at < text.count && text[at] &- 0x30 <= 9 ? nil : 0
        case UInt8(ascii: "-") where inClass: return Int(byte)
        default: return "^$\\.*+?()[]{}|/".utf8.contains(byte) ? Int(byte) : nil
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> Int? {
        guard digits <= text.count - at else { return nil }
        var value = 0
        for place in at..<at + digits {
            guard let digit = Character(Unicode.Scalar(text[place])).hexDigitValue, text[place] < 0x80 else {
                return nil
            }
            value = value * 16 + digit
        }
        at += digits
        return value
    }

    private mutating func unicodeEscape() -> Int? {
        if take("{") {
            var value = 0
            let start = at
            while let digit = hexadecimal(1) {
                value = value * 16 + digit
                if value > 0x10FFFF { return nil }
            }
            return at > start && take("}") ? value : nil
        }
        guard let high = hexadecimal(4) else { return nil }
        let behind = at
        if high & 0xFC00 == 0xD800, take("\\u"), let low = hexadecimal(4), low & 0xFC00 == 0xDC00 {
            return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        }
        at = behind
        return high
    }

    private mutating func property() -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
            default: false
            }
        }
        guard take("{") else { return false }
        var lengths = [0]
        while at < text.count {
            if take("}") { return lengths.count <= 2 && !lengths.contains(0) }
            if take("=") {
                lengths.append(0)
            } else if isWord(text[at]) {
                lengths[lengths.count - 1] += 1
                at += 1
            } else {
                return false
            }
        }
        return false
    }

    private mutating func characterClass() -> Bool {
        _ = take("^")
        while at < text.count {
            if take("]") { return true }
            guard let first = classAtom() else { return false }
            // A `-` before the closing bracket is itself.
            guard at + 1 < text.count, text[at] == UInt8(ascii: "-"), text[at + 1] != UInt8(ascii: "]") else {
                continue
            }
            at += 1
            guard let last = classAtom(), first >= 0, last >= 0, first <= last else { return false }
        }
        return false
    }

    private mutating func classAtom() -> Int? {
        if take("\\") { return escape(inClass: true) }
        guard at < text.count else { return nil }
        let lead = text[at]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard length <= text.count - at else { return nil }
        var value = length == 1 ? Int(lead) : Int(lead) & (0x7F >> length)
        for place in at + 1..<at + length { value = value << 6 | Int(text[place] & 0x3F) }
        at += length
        return value
    }
}
