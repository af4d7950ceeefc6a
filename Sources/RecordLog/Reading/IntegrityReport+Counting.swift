extension IntegrityReport {
    /// Counts one line that was read.
    public mutating func count<Record>(_ line: LogLine<Record>) {
        totalLines += 1
        switch line {
        case .record:
            validLines += 1
        case .unrecognised:
            validLines += 1
            unrecognisedLines += 1
        case .nonconforming(let line):
            validLines += 1
            nonconformingLines += 1
            list(
                line.place,
                .nonconforming(version: line.version, violations: line.violations.count),
                String(line.text.prefix(200))
            )
        case .corrupt(let line):
            corruptLines += 1
            list(line.place, .corrupt(line.reason), line.preview)
        case .tornTail(let line):
            tailTruncated = true
            list(line.place, .tornTail(line.reason), line.preview)
        }
    }

    private mutating func list(_ place: LinePlace, _ kind: Trouble.Kind, _ preview: @autoclosure () -> String) {
        guard troubles.count < Self.troubleLimit else { return }
        troubles.append(Trouble(place: place, kind: kind, preview: preview()))
    }

    /// Takes in the report on another file of the same log, so that both are judged together.
    public mutating func add(_ other: IntegrityReport) {
        append(other, after: 0)
    }

    /// Takes in the report on what follows in the same log.
    ///
    /// - Parameter lines: how many lines, empty ones included, stand before `next`.
    mutating func append(_ next: IntegrityReport, after lines: Int) {
        totalLines += next.totalLines
        validLines += next.validLines
        corruptLines += next.corruptLines
        tailTruncated = tailTruncated || next.tailTruncated
        nonconformingLines += next.nonconformingLines
        unrecognisedLines += next.unrecognisedLines
        failure = failure ?? next.failure
        for var trouble in next.troubles.prefix(Self.troubleLimit - troubles.count) {
            trouble.place.number += lines
            troubles.append(trouble)
        }
    }
}
