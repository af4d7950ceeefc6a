import JSONCore
import SchemaModel

extension CodePrinter {
    /// Title, description, rules and examples as a documentation comment.
    mutating func documentation(_ documentation: Documentation, rules: [String] = [], fallback: String = "") {
        var paragraphs: [String] = []
        if let title = documentation.title, !title.isEmpty { paragraphs.append(sentence(title)) }
        if let description = documentation.description, !description.isEmpty { paragraphs.append(description) }
        if paragraphs.isEmpty, !fallback.isEmpty { paragraphs.append(fallback) }
        // What the description says already is not said again.
        let said = paragraphs.joined(separator: " ").lowercased()
        var remarks = rules.filter { !said.contains($0.lowercased().dropLast()) }
        if documentation.isReadOnly { remarks.append("Read only: set by the writer's side.") }
        if documentation.isWriteOnly { remarks.append("Write only.") }
        if !remarks.isEmpty {
            let remarks = remarks.joined(separator: " ")
            // Beside the description, unless there is only a summary or the description has a form of its own.
            if paragraphs.count > 1, let last = paragraphs.last, SwiftText.commentLines(last).count == 1 {
                paragraphs[paragraphs.count - 1] = sentence(last) + " " + remarks
            } else {
                paragraphs.append(remarks)
            }
        }
        let examples = documentation.examples.prefix(4).map { SwiftText.code(cut($0.jsonText)) }
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
        text.count <= 60 ? text : String(text.prefix(59)) + "…"
    }
}
