/// What a verification of the whole trail found.
public struct TrailReport: Sendable, Hashable {
    public var recordCount: Int
    public var sealCount: Int
    /// In the order of the trail; at most 1,000.
    public var findings: [TrailFinding]

    public var isIntact: Bool { findings.isEmpty }
}

/// What a verification of one task's chain found.
public struct ChainReport: Sendable, Hashable {
    public var taskID: String
    public var recordCount: Int
    public var findings: [TrailFinding]

    public var isIntact: Bool { findings.isEmpty }
}
