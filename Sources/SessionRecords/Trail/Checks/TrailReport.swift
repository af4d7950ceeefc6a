/// What a verification of the whole trail found.
public struct TrailReport: Sendable, Hashable {
    public var recordCount: Int
    public var sealCount: Int
    /// In the order of the trail; at most 1,000, and then what was asked of a session.
    public var findings: [TrailFinding]
    /// The last line was cut while it was written: what a crash leaves. Its call never returned, so it is no finding; the
    /// next writer cuts it off. A cut into what was sealed is a finding all the same.
    public var hasTornTail = false
    /// How many findings there are besides those that are kept.
    public var omittedFindings = 0

    public var isIntact: Bool { findings.isEmpty }

    /// Whether somebody has touched the trail: a session that is not finalised yet is no trace of that.
    public var isChanged: Bool { findings.contains { $0.problem != .notFinalized } }
}

/// What a verification of one task's chain found.
public struct ChainReport: Sendable, Hashable {
    public var taskID: String
    public var recordCount: Int
    /// In the order of the trail; at most 1,000.
    public var findings: [TrailFinding]
    /// How many findings there are besides those that are kept.
    public var omittedFindings = 0

    public var isIntact: Bool { findings.isEmpty }

    mutating func note(_ place: TrailFinding.Place, _ problem: TrailProblem) {
        if !findings.note(TrailFinding(place, problem)) { omittedFindings += 1 }
    }
}

extension [TrailFinding] {
    /// False when there are enough already: a damaged file can be all findings.
    mutating func note(_ finding: TrailFinding) -> Bool {
        guard count < 1_000 else { return false }
        append(finding)
        return true
    }
}
