/// Turns text from a schema into Swift text that means that text and nothing else.
///
/// Schemas are hostile input. Everything outside of printable ASCII is written as an escape in literals, so no
/// quote, line end, interpolation or bidi control ends a literal or shows a reviewer something else.
enum SwiftText {
    static func literal(_ text: String) -> String {
        "\"" + literalBody(text) + "\""
    }

    static func literalBody(_ text: String) -> String {
        if isPlain(text) { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value >= 0x20, scalar.value < 0x7F {
                    out.unicodeScalars.append(scalar)
                } else {
                    out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
        return out
    }

    /// Whether all of a text is ASCII that stands for itself, in a literal too: most texts are, and need no copy.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    /// Lines of a documentation comment, without the slashes. Every kind of line end ends a line here, and what could
    /// mislead a reader is spelled out; letters of any script stay readable.
    static func commentLines(_ text: String) -> [String] {
        if isPlain(text), text.utf8.last != 0x20 { return [text] }
        var lines = [""]
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
                lines.append("")
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
                0xFFF9...0xFFFB, 0xE0000...0xE007F:
                lines[lines.count - 1] += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default:
                lines[lines.count - 1].unicodeScalars.append(scalar)
            }
        }
        return lines.map { line in
            var line = line
            while line.utf8.last == 0x20 { line.removeLast() }
            return line
        }
    }

    /// Text as code in a comment, on one line, whatever backticks are in it.
    static func code(_ text: String) -> String {
        let line = commentLines(text).joined(separator: " ")
        return line.contains("`") ? "`` \(line) ``" : "`\(line)`"
    }

    /// Wraps words so that a comment stays within the line length.
    static func wrapped(_ text: String, width: Int) -> [String] {
        commentLines(text).flatMap { line -> [String] in
            var lines: [String] = []
            var current = ""
            for word in line.split(separator: " ", omittingEmptySubsequences: true) {
                if current.isEmpty {
                    current = String(word)
                } else if current.count + 1 + word.count <= width {
                    current += " " + word
                } else {
                    lines.append(current)
                    current = String(word)
                }
            }
            lines.append(current)
            return lines
        }
    }

    /// The identifier where a declaration or a member stands, in backticks when it is a keyword.
    static func identifier(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// The same where an argument's label stands, which may be nearly any word.
    static func label(_ name: String) -> String {
        name == "inout" ? "`inout`" : name
    }

    /// Words that cannot stand bare where generated code puts names. Contextual keywords can, and are not here.
    static let keywords: Set<String> = [
        "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout",
        "internal", "let", "open", "operator", "private", "precedencegroup", "protocol", "public", "rethrows",
        "static", "struct", "subscript", "typealias", "var", "break", "case", "catch", "continue", "default", "defer",
        "do", "else", "fallthrough", "for", "guard", "if", "in", "repeat", "return", "throw", "switch", "where",
        "while", "Any", "as", "await", "false", "is", "nil", "self", "Self", "super", "throws", "true", "try",
        // Bare it is an expression's marker, as `try` is.
        "unsafe",
    ]
}
