extension JSONSource {
    /// The whole text as one value with places. A byte order mark is skipped, as RFC 8259 allows a reader to.
    public func parse(depth: Int = JSONCursor.standardDepth) throws(JSONFault) -> JSONNode {
        try withDocumentCursor(over: bytes, depth: depth) { (cursor) throws(JSONFault) in try cursor.node() }
    }
}

extension JSONValue {
    /// Reads one value from text.
    ///
    /// - Throws: the first fault, with its byte offset; a name that stands twice in one object is one.
    public init(parsing text: String, depth: Int = JSONCursor.standardDepth) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), depth: depth)
    }

    public init(parsing bytes: [UInt8], depth: Int = JSONCursor.standardDepth) throws(JSONFault) {
        self = try withDocumentCursor(over: bytes, depth: depth) { (cursor) throws(JSONFault) in try cursor.value() }
    }
}

/// Runs `body` over a padded copy of a whole document and expects it to take all of it.
func withDocumentCursor<Result>(
    over bytes: [UInt8],
    depth: Int,
    _ body: (inout JSONCursor) throws(JSONFault) -> Result
) throws(JSONFault) -> Result {
    let padded = PaddedBytes(bytes)
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return try padded.withPointer { (pointer) throws(JSONFault) in
        var cursor = JSONCursor(at: pointer, newlineLimit: pointer + bytes.count, depth: depth)
        if hasMark { cursor.p += 3 }
        cursor.skipWhitespace()
        let result = try body(&cursor)
        try cursor.expectEnd()
        if cursor.offset != bytes.count { throw cursor.fault(.trailingBytes) }
        return result
    }
}

extension JSONValue {
    /// For generated code: a value that the generator wrote down. Text that is no JSON gives null.
    public init(literal text: String) {
        self = (try? JSONValue(parsing: text)) ?? .null
    }
}
