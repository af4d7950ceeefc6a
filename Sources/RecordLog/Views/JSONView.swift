public import JSONCore

/// A value that can be read where it lies.
public protocol JSONView: Sendable {
    /// Whether views of this type have fields, whose places need room. True unless said otherwise.
    static var hasFields: Bool { get }

    /// Reads and checks the value at the cursor, whose text `line` keeps in memory.
    init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault)
}

extension JSONView {
    public static var hasFields: Bool { true }

    /// Looks at one value in a copy of its text, which the view keeps.
    public init(parsing text: String, strict: Bool = false) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), strict: strict)
    }

    public init(parsing bytes: [UInt8], strict: Bool = false) throws(JSONFault) {
        // As in a log, places behind it are not told from what a place can hold itself.
        if bytes.count > FieldPlace.largestOffset { throw JSONFault(.tooLong, at: FieldPlace.largestOffset) }
        let hold = LineHold(copying: bytes)
        var cursor = JSONCursor(at: hold.start, newlineLimit: hold.start + bytes.count, strict: strict)
        cursor.skipWhitespace()
        self = try Self(viewing: &cursor, in: hold)
        try cursor.expectEnd()
        if cursor.offset != bytes.count { throw cursor.fault(.trailingBytes) }
    }
}
