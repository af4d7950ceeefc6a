import CommandLineTool
import JSONCore

extension CheckFinding {
    /// For programs: one object, always with the same names.
    var json: JSONValue {
        jsonObject([
            "rule": .string(rule),
            "severity": .string(severity.rawValue),
            "direction": direction.map { .string($0.rawValue) } ?? .null,
            "old": baseline?.json ?? .null,
            "new": place.json,
            "message": .string(message),
            "witness": witness ?? .null,
            "error": refusal.map { .string($0.message) } ?? .null,
            "fingerprint": fingerprint.map { .string($0) } ?? .null,
        ])
    }
}

extension CheckFinding.Place {
    var json: JSONValue {
        jsonObject([
            "file": .string(path),
            "line": jsonInteger(location?.line),
            "column": jsonInteger(location?.column),
            "pointer": pointer.map { .string($0) } ?? .null,
        ])
    }
}

/// A verdict: null where it could not be decided.
func jsonVerdict(_ verdict: Bool?) -> JSONValue {
    verdict.map { .bool($0) } ?? .null
}
