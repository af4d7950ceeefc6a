/// What a scan gathers from the records of a log, beside counting its lines.
///
/// A scan may read the parts of a log on several cores, each into a tally of its own; `append` then puts them together
/// in the order in which they stand in the log.
public protocol RecordTally: Sendable {
    associatedtype Family: ViewableFamily

    init()

    /// Takes a record of the newest version, where it lies. Take out what is needed: a view that is kept keeps a block
    /// of the log in memory.
    mutating func take(_ view: Family.View)

    /// Takes a record that was written in an older version.
    mutating func take(_ record: Family.Record)

    /// Takes a line that gave no record but is an object with the guaranteed fields: nonconforming or unrecognised.
    mutating func take(unread line: LogLine<Family.Record>)

    /// Takes in what was gathered from the part of the log after this one.
    mutating func append(_ next: Self)
}

extension RecordTally {
    @inlinable
    public mutating func take(unread line: LogLine<Family.Record>) {}
}

/// Nothing is gathered: for the log's state alone.
public struct NoTally<Family: ViewableFamily>: RecordTally {
    @inlinable
    public init() {}

    @inlinable
    public mutating func take(_ view: Family.View) {}

    @inlinable
    public mutating func take(_ record: Family.Record) {}

    @inlinable
    public mutating func append(_ next: Self) {}
}
