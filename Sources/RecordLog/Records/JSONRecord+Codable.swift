public import JSONCore

// One implementation for every generated type: through the JSON value, so that `Codable` and the fused reader cannot
// disagree, and so that a thousand definitions do not each carry their own coding code.
extension JSONRecord {
    /// Reads the value from any decoder, by the same rules as from a log.
    ///
    /// Slower than reading JSON text directly, which `init(parsing:)` and `RecordDecoder` do.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? ValueDecoder {
            self = try decoder.record(Self.self)
            return
        }
        let value = try JSONValue(from: decoder)
        do {
            try self.init(parsing: value.jsonText)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.kind.message)
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? ValueEncoder { return try encoder.record(self) }
        try JSONValue(parsing: jsonBytes()).encode(to: encoder)
    }

    /// Reads one value from JSON text.
    public init(parsing text: String, strict: Bool = false) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), strict: strict)
    }

    public init(parsing bytes: [UInt8], strict: Bool = false) throws(JSONFault) {
        let padded = PaddedBytes(bytes)
        self = try padded.withPointer { (pointer) throws(JSONFault) in
            var cursor = JSONCursor(at: pointer, newlineLimit: pointer + bytes.count, strict: strict)
            cursor.skipWhitespace()
            let value = try Self(reading: &cursor)
            try cursor.expectEnd()
            if cursor.offset != bytes.count { throw cursor.fault(.trailingBytes) }
            return value
        }
    }

    /// The value as compact JSON, fields in schema order.
    public func jsonBytes() throws(RecordViolation) -> [UInt8] {
        var writer = JSONWriter()
        try write(to: &writer)
        return writer.bytes
    }

    public func jsonText() throws(RecordViolation) -> String {
        String(decoding: try jsonBytes(), as: UTF8.self)
    }
}
