import JSONCore
import SchemaModel

extension VersionEmitter {
    func printEnumeration(_ type: TypeModel, _ enumeration: EnumerationModel, to out: inout CodePrinter) {
        out.documentation(type.documentation, fallback: "One of a list of words.")
        out.block("\(access)enum \(SwiftText.identifier(type.name)): Sendable, Hashable") { out in
            for item in enumeration.cases { out.line("case \(SwiftText.identifier(item.swiftName))") }
            if keepsUnknown {
                out.line("/// A word that this version does not list, kept as it was written.")
                out.line("case unrecognised(String)")
            }
        }
    }

    func printEnumerationCoding(_ enumeration: EnumerationModel, _ index: Int, to out: inout CodePrinter) {
        var table = "words"
        while enumeration.cases.contains(where: { $0.swiftName == table }) { table += "Table" }
        out.block("extension \(qualified(index)): JSONRecord") { out in
            out.list(
                "private static let \(table) = NameTable([",
                enumeration.cases.map { SwiftText.literal($0.value) },
                "])"
            )
            out.line()
            let failable = keepsUnknown ? "" : "?"
            out.line("/// The case for a word as it stands on the wire\(keepsUnknown ? "" : "; nil for any other").")
            out.block("\(access)init\(failable)(_ word: String)") { out in
                out.line("switch Self.\(table).index(of: word) {")
                for (index, item) in enumeration.cases.enumerated() {
                    out.line("case \(index): self = .\(SwiftText.identifier(item.swiftName))")
                }
                out.line(keepsUnknown ? "default: self = .unrecognised(word)" : "default: return nil")
                out.line("}")
            }
            out.line()
            out.line("/// The word as it stands on the wire.")
            printExported(to: &out)
            out.block("\(access)var word: String") { out in
                out.line("switch self {")
                for item in enumeration.cases {
                    out.line("case .\(SwiftText.identifier(item.swiftName)): \(SwiftText.literal(item.value))")
                }
                if keepsUnknown { out.line("case .unrecognised(let word): word") }
                out.line("}")
            }
            out.line()
            // Compiled once, and not in each object that has such a field.
            out.line("@inline(never)")
            out.block("\(access)init(reading c: inout JSONCursor) throws(JSONFault)") { out in
                out.line("let word = try c.word(in: Self.\(table))")
                out.line("switch word.index {")
                for (index, item) in enumeration.cases.enumerated() {
                    out.line("case \(index): self = .\(SwiftText.identifier(item.swiftName))")
                }
                out.line(
                    keepsUnknown
                        ? "default: self = .unrecognised(try c.unknownWord(word.text))"
                        : "default: throw c.violation(at: word.text.offset)"
                )
                out.line("}")
            }
            out.line()
            out.block("\(access)func write(to out: inout JSONWriter)") { out in
                out.line("switch self {")
                for item in enumeration.cases {
                    let text = SwiftText.literal(JSONValue.string(item.value).jsonText)
                    out.line("case .\(SwiftText.identifier(item.swiftName)): out.raw(\(text))")
                }
                if keepsUnknown { out.line("case .unrecognised(let word): out.string(word)") }
                out.line("}")
            }
        }
    }
}
