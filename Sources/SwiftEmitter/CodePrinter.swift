/// Text that grows line by line at the right indentation.
struct CodePrinter {
    private(set) var text = ""
    private(set) var depth: Int

    init(depth: Int = 0) {
        self.depth = depth
    }

    mutating func line(_ line: String = "") {
        if !line.isEmpty {
            for _ in 0..<depth { text += "    " }
            text += line
        }
        text += "\n"
    }

    mutating func lines(_ lines: [String]) {
        for line in lines { self.line(line) }
    }

    /// Takes over what another printer printed for this place.
    mutating func append(_ other: CodePrinter) {
        text += other.text
    }

    /// `opening {`, the body one step deeper, `}`.
    mutating func block(_ opening: String, closing: String = "}", _ body: (inout CodePrinter) -> Void) {
        line(opening + " {")
        depth += 1
        body(&self)
        depth -= 1
        line(closing)
    }

    mutating func indented(by steps: Int = 1, _ body: (inout CodePrinter) -> Void) {
        depth += steps
        body(&self)
        depth -= steps
    }

    /// A literal too long for a line, as a text of many lines without line ends.
    mutating func longLiteral(_ label: String, _ text: String, _ end: String = "") {
        line(label + "\"\"\"")
        depth += 1
        var rest = text.utf8[...]
        while !rest.isEmpty {
            line(String(decoding: rest.prefix(100), as: UTF8.self) + "\\")
            rest = rest.dropFirst(100)
        }
        line()
        line("\"\"\"" + end)
        depth -= 1
    }

    /// A call or declaration on one line where it fits, else one argument a line, as the formatter wants it.
    mutating func list(_ opening: String, _ items: [String], _ closing: String) {
        let oneLine = opening + items.joined(separator: ", ") + closing
        if oneLine.utf8.count + depth * 4 <= 120 || items.isEmpty {
            line(oneLine)
            return
        }
        line(opening)
        depth += 1
        // The formatter wants a comma after the last element of a collection, and none after the last argument.
        let last = closing.hasPrefix("]") ? "," : ""
        for (index, item) in items.enumerated() {
            let end = index + 1 < items.count ? "," : last
            // Nothing but a table is that long, and has neither quotes nor backslashes in it.
            if item.utf8.count > 112, item.hasPrefix("table: \"") {
                longLiteral("table: ", String(item.dropFirst(8).dropLast()), end)
            } else {
                line(item + end)
            }
        }
        depth -= 1
        line(closing)
    }

    /// As `list`, for arguments that may hold closures.
    mutating func call(_ opening: String, _ items: [String], _ closing: String) {
        if items.allSatisfy({ ClosureText.split($0) == nil }) { return list(opening, items, closing) }
        line(opening)
        depth += 1
        for (index, item) in items.enumerated() { statement(item + (index + 1 < items.count ? "," : "")) }
        depth -= 1
        line(closing)
    }

    /// A statement's conditions, on as many lines as they need.
    mutating func conditions(_ keyword: String, _ conditions: [String], _ end: String) {
        let oneLine = keyword + " " + conditions.joined(separator: ", ") + " " + end
        if oneLine.utf8.count + depth * 4 <= 120 { return line(oneLine) }
        var current = keyword
        for (index, condition) in conditions.enumerated() {
            let piece = condition + (index + 1 < conditions.count ? "," : "")
            if current.utf8.count + 1 + piece.utf8.count + depth * 4 > 112, current != keyword {
                line(current)
                current = "    " + piece
            } else {
                current += " " + piece
            }
        }
        line(current)
        line(end)
    }

    /// A `case` with its statement, beside it where both fit on the line.
    mutating func labelled(_ label: String, _ text: String) {
        let oneLine = label + " " + ClosureText.oneLine(text)
        if oneLine.utf8.count + depth * 4 <= 120 {
            line(oneLine)
        } else {
            line(label)
            indented { $0.statement(text) }
        }
    }

    /// A statement that may hold closures (`ClosureText`): on one line where it fits, else broken where the formatter
    /// breaks.
    mutating func statement(_ text: String) {
        let oneLine = ClosureText.oneLine(text)
        if oneLine.utf8.count + depth * 4 <= 120 {
            line(oneLine)
            return
        }
        guard let parts = ClosureText.split(text) else {
            guard let (target, value) = assignment(oneLine) else { return line(oneLine) }
            line(target + " =")
            indented { $0.line(value) }
            return
        }
        line(parts.head + "{")
        depth += 1
        let signature = parts.signature + " " + ClosureText.oneLine(parts.body)
        if signature.utf8.count + depth * 4 <= 120 {
            line(signature)
        } else {
            line(parts.signature)
            statement(parts.body)
        }
        depth -= 1
        line("}" + ClosureText.oneLine(parts.tail))
    }
}

/// The two sides of an assignment to a plain name.
private func assignment(_ text: String) -> (target: String, value: String)? {
    let target = text.prefix { $0 != " " }
    let rest = text.dropFirst(target.count)
    return rest.hasPrefix(" = ") ? (String(target), String(rest.dropFirst(3))) : nil
}

/// Marks the seams of closures in statements under construction, so that they can be broken over lines.
///
/// The marks are private-use characters, which nothing else in generated text can hold: literals are ASCII.
enum ClosureText {
    private static let open: Unicode.Scalar = "\u{E000}"
    private static let body: Unicode.Scalar = "\u{E001}"
    private static let close: Unicode.Scalar = "\u{E002}"

    static func closure(_ signature: String, _ body: String) -> String {
        "{\(open)\(signature)\(Self.body)\(body)\(close)}"
    }

    static func oneLine(_ text: String) -> String {
        if !mayHoldMarks(text) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar == open || scalar == body || scalar == close ? " " : scalar)
        }
        return String(result)
    }

    /// Whether a byte is there with which the marks begin in UTF-8: most text has none and is seen through at once.
    private static func mayHoldMarks(_ text: String) -> Bool { text.utf8.contains(0xEE) }

    /// The first closure of the text and what stands around it.
    static func split(_ text: String) -> (head: String, signature: String, body: String, tail: String)? {
        guard mayHoldMarks(text) else { return nil }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(of: open) else { return nil }
        var level = 0
        var middle: String.Index?
        var place = start
        while place < scalars.endIndex {
            switch scalars[place] {
            case open: level += 1
            case body where level == 1 && middle == nil: middle = place
            case close:
                level -= 1
                if level == 0, let middle {
                    let head = text[..<start].dropLast()
                    return (
                        String(head), String(text[scalars.index(after: start)..<middle]),
                        String(text[scalars.index(after: middle)..<place]),
                        String(text[scalars.index(after: place)...].dropFirst())
                    )
                }
            default: break
            }
            place = scalars.index(after: place)
        }
        return nil
    }
}
