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
    /// Whether there are more gaps, or sessions, than `gaps` and `repeats` tell.
    var gapsAreCut: Bool
    var repeats: [SessionRepeats]

    var hasFindings: Bool {
        report.corruptLines > 0 || report.nonconformingLines > 0 || !gaps.isEmpty || gapsAreCut
            || !repeats.isEmpty || report.totalLines == 0 || report.failure != nil
    }

    var text: String {
        var notes: [String] = []
        if report.corruptLines > 0 { notes.append("\(report.corruptLines) corrupt") }
        if report.nonconformingLines > 0 { notes.append("\(report.nonconformingLines) break their schema") }
        if report.unrecognisedLines > 0 { notes.append("\(report.unrecognisedLines) not known here") }
        if report.tailTruncated { notes.append("the last one cut") }
        let state =
            report.severity?.rawValue
            ?? (!repeats.isEmpty ? "ambiguous" : gaps.isEmpty && !gapsAreCut ? "whole" : "incomplete")
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
        for gap in gaps.prefix(IntegrityReport.troubleLimit) {
            text +=
                "  session \(gap.session): events \(gap.missing.lowerBound) to \(gap.missing.upperBound) are missing\n"
        }
        for line in untold(gaps.count, areCut: gapsAreCut).split(separator: "\n") { text += "  \(line)\n" }
        for one in repeats.prefix(IntegrityReport.troubleLimit) {
            let positions = one.positions.map { "\($0)" }.joined(separator: ", ")
            text += "  session \(one.session): \(counted(one.count, "line")) at positions that more than one line has: "
            text += "\(positions)\n"
        }
        if repeats.count > IntegrityReport.troubleLimit {
            text += "  and in \(counted(repeats.count - IntegrityReport.troubleLimit, "more session"))\n"
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
            "gaps_cut": .bool(gapsAreCut),
            "repeated": .array(repeats.map(\.json)),
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

/// Positions of a session that more than one line has.
struct SessionRepeats {
    var session: UUID128
    /// How many lines are one too many.
    var count: Int
    /// The lowest of them.
    var positions: [Int]

    var json: JSONValue {
        jsonObject([
            "session_id": .string(session.description),
            "lines": .integer(count),
            "positions": .array(positions.map { .integer($0) }),
        ])
    }
}

/// The positions of every session in a log: one, usually.
struct SessionPositions<Family: LoggedFamily>: RecordTally {
    /// Positions of more sessions than these are not kept apart.
    private static var limit: Int { 65_536 }

    private var order: [UUID128] = []
    private var positions: [UUID128: SequenceGaps] = [:]
    /// The session of the last record and its positions, which are not in the dictionary meanwhile.
    private var current: (session: UUID128, positions: SequenceGaps)?
    private var hasMoreSessions = false

    mutating func take(_ view: Family.View) {
        if let position = Family.position(of: view) { take(position) }
    }

    mutating func take(_ record: Family.Record) {
        if let position = record.position { take(position) }
    }

    /// It was not lost: it stands in the log, whatever this build makes of it.
    mutating func take(unread line: LogLine<Family.Record>) {
        if let position = Family.position(ofUnread: line) { take(position) }
    }

    private mutating func take(_ position: SessionPosition) {
        if current?.session != position.session { change(to: position.session) }
        _ = current?.positions.take(position.number)
    }

    private mutating func change(to session: UUID128?) {
        if let current { positions[current.session] = current.positions }
        current = nil
        guard let session else { return }
        if let known = positions.removeValue(forKey: session) {
            current = (session, known)
        } else if order.count < Self.limit {
            order.append(session)
            current = (session, SequenceGaps())
        } else {
            hasMoreSessions = true
        }
    }

    mutating func append(_ next: Self) {
        var next = next
        next.change(to: nil)
        for session in next.order {
            guard let more = next.positions[session] else { continue }
            change(to: session)
            current?.positions.append(more)
        }
        hasMoreSessions = hasMoreSessions || next.hasMoreSessions
    }

    /// - Parameter others: what is in other files of the same sessions: these positions are not missing.
    func gaps(beside others: [UUID128: SequenceGaps] = [:]) -> [SessionGap] {
        let all = bySession
        return order.flatMap { session -> [SessionGap] in
            guard var known = all[session], let end = known.gaps.last?.upperBound else { return [] }
            if let other = others[session] { known.append(other) }
            // Beyond the last gap here the others have gaps of their own, which are told with them.
            return known.gaps.prefix { $0.upperBound <= end }.map { SessionGap(session: session, missing: $0) }
        }
    }

    var bySession: [UUID128: SequenceGaps] {
        var all = self
        all.change(to: nil)
        return all.positions
    }

    var repeats: [SessionRepeats] {
        let all = bySession
        return order.compactMap { session in
            guard let known = all[session], known.repeatCount > 0 else { return nil }
            return SessionRepeats(session: session, count: known.repeatCount, positions: known.repeated)
        }
    }

    var isCut: Bool {
        hasMoreSessions || current?.positions.isCut == true || positions.values.contains(where: \.isCut)
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
