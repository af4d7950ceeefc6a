/// Bounds and manners of reading; the defaults suit logs of any size from anyone.
public struct ReadingOptions: Sendable {
    /// A longer line is reported as corrupt and stepped over, in constant memory.
    public var maximumLineLength = 64 << 20
    /// How deep arrays and objects may be nested; at most 512, which small thread stacks can hold.
    public var maximumDepth = 512
    /// How many violations of one line are reported.
    public var violationLimit = 16
    /// Overrides the family's manner: in strict reading an unknown enumeration value or variant is a violation.
    public var strict: Bool?

    public init() {}
}
