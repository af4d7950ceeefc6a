public import JSONCore

/// A family whose records can be read where they lie. Generated.
public protocol ViewableFamily: RecordFamily {
    /// A record of any version that this build knows, in the shape in which it was written: views do not migrate.
    associatedtype View: Sendable

    /// Reads and checks the object at the cursor as a record of `version`.
    ///
    /// - Returns: nil when this build does not know the version.
    static func view(_ c: inout JSONCursor, version: Int, in line: consuming LineHold) throws(JSONFault) -> View?
}

/// What a line turned out to be when only looked at.
public enum ViewedLine<Family: ViewableFamily>: Sendable {
    case view(Family.View, RecordOrigin)
    /// Any line that is no record; never `LogLine.record`.
    ///
    /// In a box, because a line that is a view is handed around for less when it is not as large as a record.
    indirect case other(LogLine<Family.Record>)
}
