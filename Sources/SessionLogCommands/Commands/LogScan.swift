import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

/// What a scan of one log found.
struct LogScan {
    var shown: String
    var family: String
    var report: IntegrityReport
    var gaps: [SessionGap]

    var hasFindings: Bool {
        report.corruptLines > 0 || report.nonconformingLines > 0 || !gaps.isEmpty || report.totalLines == 0
            || report.failure != nil
    }

    var text: String {
        var notes: [String] = []
        if report.corruptLines > 0 { notes.append("\(report.corruptLines) corrupt") }
        if report.nonconformingLines > 0 { notes.append("\(report.nonconformingLines) break their schema") }
        if report.unrecognisedLines > 0 { notes.append("\(report.unrecognisedLines) not known here") }
        if report.tailTruncated { notes.append("the last one cut") }
        let state = report.severity?.rawValue ?? "whole"
        var text = "\(terminalSafe(shown)): \(family), \(counted(report.totalLines, "line"))"
        text += notes.isEmpty ? ": \(state)\n" : " (\(notes.joined(separator: ", "))): \(state)\n"
        text += "  recovery: \(report.trust.text)\n"
        if let failure = report.failure { text += "  \(failure)\n" }
        for trouble in report.troubles {
            text += "  line \(trouble.place.number), byte \(trouble.place.offset): \(trouble.kind.text)\n"
            text += "    \(terminalSafe(trouble.preview, limit: 100))\n"
        }
        let bad = report.corruptLines + report.nonconformingLines + (report.tailTruncated ? 1 : 0)
        if bad > report.troubles.count { text += "  and \(bad - report.troubles.count) more\n" }
        for gap in gaps {
            text +=
                "  session \(gap.session): events \(gap.missing.lowerBound) to \(gap.missing.upperBound) are missing\n"
        }
        return text
    }

    var json: JSONValue {
        jsonObject([
            "path": .string(shown),
            "family": .string(family),
            "total_lines": .integer(report.totalLines),
            "valid_lines": .integer(report.validLines),
            "corrupt_lines": .integer(report.corruptLines),
            "nonconforming_lines": .integer(report.nonconformingLines),
            "unrecognised_lines": .integer(report.unrecognisedLines),
            "tail_truncated": .bool(report.tailTruncated),
            "corruption_ratio": .double(report.corruptionRatio),
            "severity": .text(report.severity?.rawValue),
            "usable_for_recovery": .bool(report.trust.isUsable),
            "failure": .text(report.failure.map { "\($0)" }),
            "troubles": .array(report.troubles.map(\.json)),
            "gaps": .array(gaps.map(\.json)),
        ])
    }
}

/// Positions of a session that no line has.
struct SessionGap {
    var session: UUID128
    var missing: ClosedRange<Int>

    var json: JSONValue {
        jsonObject([
            "session_id": .string(session.description),
            "from": .integer(missing.lowerBound),
            "to": .integer(missing.upperBound),
        ])
    }
}

/// The positions of every session in a log: one, usually.
struct SessionPositions {
    private var order: [UUID128] = []
    private var positions: [UUID128: SequenceGaps] = [:]

    mutating func take(_ position: SessionPosition) {
        if positions[position.session] == nil { order.append(position.session) }
        _ = positions[position.session, default: SequenceGaps()].take(position.number)
    }

    var gaps: [SessionGap] {
        order.flatMap { session in
            (positions[session]?.gaps ?? []).map { SessionGap(session: session, missing: $0) }
        }
    }
}

extension IntegrityReport.Trust {
    var isUsable: Bool {
        if case .refused = self { false } else { true }
    }

    var text: String {
        switch self {
        case .whole: "usable"
        case .usable(let corrupt, let cut):
            corrupt > 0
                ? "usable without \(counted(corrupt, "corrupt line"))"
                : cut ? "usable without the cut line" : "usable"
        case .refused(.empty): "not usable: the log is empty"
        case .refused(.unreadable): "not usable: the log cannot be read"
        case .refused(.tooCorrupt(let ratio)): "not usable: \(fixed(ratio * 100, 1)) % of the lines are corrupt"
        }
    }
}

extension IntegrityReport.Trouble {
    var json: JSONValue {
        jsonObject([
            "place": place.json,
            "kind": .string(kind.name),
            "reason": .string(kind.text),
            "preview": .string(preview),
        ])
    }
}

extension IntegrityReport.Trouble.Kind {
    var name: String {
        switch self {
        case .corrupt: "corrupt"
        case .tornTail: "torn_tail"
        case .nonconforming: "nonconforming"
        }
    }

    var text: String {
        switch self {
        case .corrupt(let reason): reason.description
        case .tornTail(let reason): "was cut: \(reason.description)"
        case .nonconforming(let version, let count):
            "breaks \(counted(count, "rule")) of its schema, version \(version)"
        }
    }
}
