import JSONCore

/// A workflow command that GitHub shows beside the line.
func githubAnnotation(_ finding: CheckFinding, _ paths: RepositoryPaths) -> String {
    let level =
        switch finding.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    var properties = "file=\(escaped(paths.path(finding.place.path), inProperty: true))"
    if let location = finding.place.location { properties += ",line=\(location.line),col=\(location.column)" }
    properties += ",title=\(finding.rule)"
    var message = finding.message
    if let baseline = finding.baseline {
        let place = baseline.location.map { ":\($0.line):\($0.column)" } ?? ""
        message += "\nbaseline: \(finding.baselineName) \(paths.path(baseline.path))\(place)"
    }
    if let witness = finding.witness { message += "\nwitness: \(witness.jsonText)" }
    if let fix = finding.fix { message += "\nfix: \(fix)" }
    if let fingerprint = finding.fingerprint { message += "\nfingerprint: \(fingerprint)" }
    return "::\(level) \(properties)::\(escaped(message, inProperty: false))"
}

private func escaped(_ text: String, inProperty: Bool) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "%": out += "%25"
        case "\r": out += "%0D"
        case "\n": out += "%0A"
        case ":" where inProperty: out += "%3A"
        case "," where inProperty: out += "%2C"
        default: out += terminalSafe(String(scalar))
        }
    }
    return out
}
