/// Text that grows line by line at the right indentation.
struct CodePrinter {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        if !line.isEmpty {
            text += String(repeating: "    ", count: depth)
            text += line
        }
        text += "\n"
    }

    mutating func lines(_ lines: [String]) {
        for line in lines { self.line(line) }
    }

    /// `opening {`, the body one step deeper, `}`.
    mutating func block(_ opening: String, closing: String = "}", _ body: (inout CodePrinter) -> Void) {
        line(opening + " {")
        depth += 1
        body(&self)
        depth -= 1
        line(closing)
    }

    mutating func indented(_ body: (inout CodePrinter) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// A call or declaration on one line where it fits, else one argument a line, as the formatter wants it.
    mutating func list(_ opening: String, _ items: [String], _ closing: String) {
        let oneLine = opening + items.joined(separator: ", ") + closing
        if oneLine.utf8.count + depth * 4 <= 120 {
            line(oneLine)
            return
        }
        line(opening)
        depth += 1
        for (index, item) in items.enumerated() {
            line(item + (index + 1 < items.count ? "," : ""))
        }
        depth -= 1
        line(closing)
    }
}
