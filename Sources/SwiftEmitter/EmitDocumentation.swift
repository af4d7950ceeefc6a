import JSONCore
import SchemaModel

extension CodePrinter {
    /// Title, description, rules and examples as a documentation comment.
    mutating func documentation(_ documentation: Documentation, rules: [String] = [], fallback: String = "") {
        var paragraphs: [String] = []
        if let title = documentation.title, !title.isEmpty { paragraphs.append(sentence(title)) }
        if let description = documentation.description, !description.isEmpty { paragraphs.append(description) }
        if paragraphs.isEmpty, !fallback.isEmpty { paragraphs.append(fallback) }
        var remarks = rules
        if documentation.isReadOnly { remarks.append("Read only: set by the writer's side.") }
        if documentation.isWriteOnly { remarks.append("Write only.") }
        if !remarks.isEmpty { paragraphs.append(remarks.joined(separator: " ")) }
        let examples = documentation.examples.prefix(4).map { "`\(cut($0.jsonText))`" }
        if !examples.isEmpty { paragraphs.append("Such as " + examples.joined(separator: ", ") + ".") }
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { line("///") }
            for text in SwiftText.wrapped(paragraph, width: 108) {
                line(text.isEmpty ? "///" : "/// " + text)
            }
        }
    }

    private func sentence(_ text: String) -> String {
        guard let last = text.unicodeScalars.last else { return text }
        return ".!?:".unicodeScalars.contains(last) ? text : text + "."
    }

    private func cut(_ text: String) -> String {
        let flat = text.replacingBackticks
        return flat.count <= 60 ? flat : String(flat.prefix(59)) + "…"
    }
}

extension String {
    fileprivate var replacingBackticks: String {
        String(map { $0 == "`" ? "'" : $0 })
    }
}
