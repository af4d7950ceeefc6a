import CommandLineTool
import JSONCore
import SchemaDocuments

extension Console {
    /// A finding for people: what and where, what it was, the value that shows it, and the ways out as commands that work
    /// as they are printed.
    ///
    /// - Parameter schemas: where the waivers of such findings are kept.
    func show(_ finding: CheckFinding, on sink: Sink, schemas: String = "Schemas") {
        clearProgress()
        let colour: Colour =
            switch finding.severity {
            case .note: .cyan
            case .warning: .yellow
            case .error: .red
            }
        let severity = coloured("\(finding.severity.rawValue):", colour, on: sink)
        let place = coloured(text(finding.place), .bold, on: sink)
        sink.write("\(place): \(severity) \(terminalSafe(finding.message)) [\(finding.rule)]\n")
        if let baseline = finding.baseline {
            let name = finding.baselineName.isEmpty ? "" : terminalSafe(finding.baselineName) + " "
            sink.write("  baseline \(name)\(text(baseline))\n")
        }
        if let witness = finding.witness, let direction = finding.direction {
            let (writer, reader) = direction == .backward ? ("old", "new") : ("new", "old")
            var line = "  written by \(writer): \(terminalSafe(witness.jsonText, limit: 600))"
            if let refusal = finding.refusal {
                line += " — \(reader) reader: \(terminalSafe(refusal.message, limit: 300))"
                if !refusal.instanceLocation.isEmpty {
                    line += " at \(terminalSafe(refusal.instanceLocation, limit: 200))"
                }
            }
            sink.write(line + "\n")
        }
        for note in finding.notes {
            let place = text(.init(path: note.path, location: note.location))
            sink.write("\(place): \(coloured("note:", .cyan, on: sink)) \(terminalSafe(note.message))\n")
        }
        let waiver = finding.fingerprint.map {
            "schemagen waive \($0)\(schemasOption(schemas)) --reason … --until YYYY-MM-DD"
        }
        if let fix = finding.fix {
            sink.write("  fix: \(terminalSafe(fix))\(waiver.map { ", or: " + $0 } ?? "")\n")
        } else if let waiver {
            sink.write("  waive: \(waiver)\n")
        }
    }

    private func text(_ place: CheckFinding.Place) -> String {
        let path = terminalSafe(place.path)
        return place.location.map { "\(path):\($0.line):\($0.column)" } ?? path
    }
}
