import JSONCore
import RecordLog
import SchemaProgram

/// Any object on a line: for looking at a log before its family is known.
struct AnyRecord: JSONRecord {
    var fields: JSONObject

    init(reading cursor: inout JSONCursor) throws(JSONFault) {
        let start = cursor.p - cursor.start
        guard case .object(let object) = try cursor.value() else { throw JSONFault(.wrongType, at: start) }
        fields = object
    }

    func write(to out: inout JSONWriter) throws(RecordViolation) {
        out.value(.object(fields))
    }

    init(from decoder: any Decoder) throws {
        let value = try JSONValue(from: decoder)
        fields = value.object ?? JSONObject()
    }

    func encode(to encoder: any Encoder) throws {
        try JSONValue.object(fields).encode(to: encoder)
    }
}

extension AnyRecord: RecordFamily {
    typealias Record = AnyRecord
    static let familyName = "any"
    static let newestVersion = 1
    static let readsStrictly = false
    static let telling = VersionTelling(rules: [], assumed: 1, tag: nil, guaranteed: [])

    static func read(_ cursor: inout JSONCursor, version: Int) throws(ReadFault) -> AnyRecord? {
        do throws(JSONFault) { return try AnyRecord(reading: &cursor) } catch { throw .json(error) }
    }

    static func program(of version: Int) -> Program? { nil }
}
