import CommandLineTool
import JSONCore
import SchemaDocuments

/// JUnit: a test case for each rule, failed when there are findings of it that fail the run.
///
/// - Parameter least: the least severity that does.
func junitReport(_ findings: [CheckFinding], failOn least: Diagnostic.Severity) -> String {
    let rules = explanations
    let failed = Set(findings.filter { $0.severity >= least }.map(\.rule))
    var text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="schemagen check" tests="\(rules.count)" failures="\(failed.count)">
          <testsuite name="schemagen check" tests="\(rules.count)" failures="\(failed.count)" errors="0">

        """
    for rule in rules {
        let own = findings.filter { $0.rule == rule.id }
        if own.isEmpty {
            text += "    <testcase classname=\"schemagen\" name=\"\(rule.id)\"/>\n"
            continue
        }
        text += "    <testcase classname=\"schemagen\" name=\"\(rule.id)\">\n"
        let lines = own.flatMap { finding in
            let fields = [
                ("baseline", finding.baseline.map { "\(finding.baselineName) \(shown($0))" }),
                ("witness", finding.witness?.jsonText), ("fix", finding.fix), ("fingerprint", finding.fingerprint),
            ]
            return ["\(shown(finding.place)): \(finding.severity.rawValue): \(finding.message)"]
                + fields.compactMap { name, value in value.map { "  \(name): \($0)" } }
        }
        if failed.contains(rule.id) {
            text += "      <failure message=\"\(xml(own[0].message))\" type=\"\(rule.id)\">"
            text += "\(xml(lines.joined(separator: "\n")))</failure>\n"
        } else {
            text += "      <system-out>\(xml(lines.joined(separator: "\n")))</system-out>\n"
        }
        text += "    </testcase>\n"
    }
    return text + "  </testsuite>\n</testsuites>"
}

private func shown(_ place: CheckFinding.Place) -> String {
    place.path + (place.location.map { ":\($0.line):\($0.column)" } ?? "")
}

/// Text for an element or an attribute: what is unsafe on a terminal as a reference, and what XML cannot hold at all as
/// a question mark.
private func xml(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        case "\n": out += "&#10;"
        case "\t": out += " "
        case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": out += "?"
        default:
            let text = String(scalar)
            out += terminalSafe(text) == text ? text : "&#x\(String(scalar.value, radix: 16, uppercase: true));"
        }
    }
    return out
}
