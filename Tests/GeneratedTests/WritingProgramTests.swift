import JSONCore
import RecordLog
import SchemaProgram
import Testing

/// Writing where a program has the last word: what the type cannot refuse is refused before a byte of it lies in a file.
struct WritingProgramTests {
    @Test(arguments: [
        (#"{"total":1,"status":"closed"}"#, "Order", "required"),
        (#"{"total":1,"status":"open","lines":[{"sku":"a"}]}"#, "Order/lines", "contains"),
        (#"{"total":1,"status":"open","lines":[{"sku":"main"},{"sku":"none"}]}"#, "Order/lines/1/sku", "not"),
    ])
    func `A record that its type allows and its schema does not is not written`(
        _ text: String,
        _ field: String,
        _ rule: String
    ) throws {
        let record = try read(text)
        var out = JSONWriter()
        out.string("what was there")
        let before = out.bytes
        #expect(throws: RecordViolation(field: field, rule: rule)) { try Order.write(record, to: &out) }
        #expect(Array(out.bytes.prefix(before.count)) == before)
    }

    @Test(arguments: [
        #"{"total":1,"status":"open"}"#, #"{"total":1,"status":"closed","paid":2}"#,
        // A word of a newer writer was kept, and is written again.
        #"{"total":1,"status":"halted"}"#, #"{"total":1,"channel":"phone"}"#,
    ])
    func `A record of its schema is written`(_ text: String) throws {
        var out = JSONWriter()
        try Order.write(try read(text), to: &out)
        #expect(try JSONValue(parsing: String(decoding: out.bytes, as: UTF8.self)) == JSONValue(parsing: text))
    }

    private func read(_ text: String) throws -> Order.Record {
        try PaddedBytes(Array(text.utf8)).withPointer { pointer throws(JSONFault) in
            var cursor = JSONCursor(at: pointer)
            return try Order.Record(reading: &cursor)
        }
    }
}
