import CommandLineTool
import JSONCore
import SchemaDocuments

extension Console {
    /// A diagnostic as compilers write them, which build systems and editors recognise.
    func show(_ diagnostic: Diagnostic, on sink: Sink) {
        clearProgress()
        let colour: Colour =
            switch diagnostic.severity {
            case .note: .cyan
            case .warning: .yellow
            case .error: .red
            }
        let severity = coloured("\(diagnostic.severity.rawValue):", colour, on: sink)
        let place = place(diagnostic.path, diagnostic.location)
        sink.write(
            "\(coloured(place, .bold, on: sink)): \(severity) \(terminalSafe(diagnostic.message)) [\(diagnostic.id)]\n"
        )
        for note in diagnostic.notes {
            let place = self.place(note.path, note.location)
            sink.write(
                "\(coloured(place, .bold, on: sink)): \(coloured("note:", .cyan, on: sink)) \(terminalSafe(note.message))\n"
            )
        }
    }

    private func place(_ path: String, _ location: SourceLocation?) -> String {
        let path = terminalSafe(path)
        return location.map { "\(path):\($0.line):\($0.column)" } ?? path
    }
}

extension Diagnostic {
    /// For programs: one object, always with the same names.
    var json: JSONValue {
        jsonObject([
            "severity": .string(severity.rawValue),
            "rule": .string(id),
            "file": .string(path),
            "line": jsonInteger(location?.line),
            "column": jsonInteger(location?.column),
            "message": .string(message),
            "notes": .array(notes.map(\.json)),
        ])
    }
}

extension Diagnostic.Note {
    fileprivate var json: JSONValue {
        jsonObject([
            "file": .string(path),
            "line": jsonInteger(location?.line),
            "column": jsonInteger(location?.column),
            "message": .string(message),
        ])
    }
}
