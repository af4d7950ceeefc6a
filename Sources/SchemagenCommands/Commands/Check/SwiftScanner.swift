/// What Swift code is made of, as far as declarations are looked for in it.
enum SwiftToken: Hashable {
    /// A name, a keyword or a number; without its backticks.
    case word(String)
    case mark(UInt8)
}

/// Takes code apart. Comments and literals are left out, and so is what stands in the interpolations of a literal.
struct SwiftScanner {
    /// A string literal that is open.
    private struct Literal {
        let pounds: Int
        let isMultiline: Bool
        /// Those that are open in its interpolation.
        var parentheses = 0
    }

    private let bytes: [UInt8]
    private var position = 0
    /// From the outermost inwards: an interpolation holds code with literals of its own.
    private var literals: [Literal] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func tokens() -> [SwiftToken] {
        var tokens: [SwiftToken] = []
        while position < bytes.count {
            if skipComment() || beginLiteral() { continue }
            let start = position
            position += 1
            if isWordByte(bytes[start]) {
                while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
                if literals.isEmpty { tokens.append(.word(String(decoding: bytes[start..<position], as: UTF8.self))) }
                continue
            }
            switch bytes[start] {
            case UInt8(ascii: " "), 0x09...0x0D, UInt8(ascii: "`"): break
            case let mark where literals.isEmpty: tokens.append(.mark(mark))
            case UInt8(ascii: "("): literals[literals.count - 1].parentheses += 1
            case UInt8(ascii: ")"):
                literals[literals.count - 1].parentheses -= 1
                if literals[literals.count - 1].parentheses == 0 { skipText() }
            default: break
            }
        }
        return tokens
    }

    private mutating func skipComment() -> Bool {
        if follows("//") {
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            return true
        }
        guard follows("/*") else { return false }
        var depth = 0
        while position < bytes.count {
            if follows("/*") {
                depth += 1
                position += 2
            } else if follows("*/") {
                depth -= 1
                position += 2
                if depth == 0 { break }
            } else {
                position += 1
            }
        }
        return true
    }

    /// Goes past a literal's beginning and its text.
    private mutating func beginLiteral() -> Bool {
        let pounds = self.pounds(at: position)
        let quote = position + pounds
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return false }
        position = quote
        let isMultiline = follows("\"\"\"") && endsLine(at: position + 3)
        position += isMultiline ? 3 : 1
        literals.append(Literal(pounds: pounds, isMultiline: isMultiline))
        skipText()
        return true
    }

    /// Goes to the end of the innermost literal, or into the next interpolation in it.
    private mutating func skipText() {
        guard let literal = literals.last else { return }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\") where pounds(at: position + 1) >= literal.pounds:
                position += 1 + literal.pounds
                if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                    literals[literals.count - 1].parentheses = 1
                    position += 1
                    return
                }
                position += 1
            case UInt8(ascii: "\""):
                let isEnd = !literal.isMultiline || follows("\"\"\"")
                let end = position + (literal.isMultiline ? 3 : 1)
                if isEnd, pounds(at: end) >= literal.pounds {
                    position = end + literal.pounds
                    literals.removeLast()
                    return
                }
                position += 1
            case 0x0A, 0x0D:
                position += 1
                // No such literal goes on in the next line: this was no quote, but part of a regular expression.
                if !literal.isMultiline {
                    literals.removeLast()
                    return
                }
            default: position += 1
            }
        }
    }

    /// Whether there is nothing more in the line: `#"""#` is a quote in a literal of one line.
    private func endsLine(at start: Int) -> Bool {
        bytes[min(start, bytes.count)...].first { $0 != 0x20 && $0 != 0x09 }.map { $0 == 0x0A || $0 == 0x0D } ?? true
    }

    private func pounds(at start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return max(0, end - start)
    }

    private func follows(_ text: StaticString) -> Bool {
        position + text.utf8CodeUnitCount <= bytes.count
            && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
