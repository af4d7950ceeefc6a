/// What a verification of the whole trail found.
public struct TrailReport: Sendable, Hashable {
    public var recordCount: Int
    public var sealCount: Int
    /// In the order of the trail; at most 1,000.
    public var findings: [TrailFinding]
    /// The last line was cut while it was written: what a crash leaves. Its call never returned, so it is no finding; the
    /// next writer cuts it off. A cut into what was sealed is a finding all the same.
    public var hasTornTail = false

    public var isIntact: Bool { findings.isEmpty }
}

/// What a verification of one task's chain found.
public struct ChainReport: Sendable, Hashable {
    public var taskID: String
    public var recordCount: Int
    public var findings: [TrailFinding]

    public var isIntact: Bool { findings.isEmpty }
}
