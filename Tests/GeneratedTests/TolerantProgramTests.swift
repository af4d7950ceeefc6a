import JSONCore
import RecordLog
import SchemaProgram
import Testing

/// Reading where a program has the last word: what a newer writer may have added is no reason to refuse a record.
struct TolerantProgramTests {
    private func takes(_ text: String, strict: Bool) -> Bool {
        takes(text, as: Parcel.V1.Record.self, by: Parcel.V1.program, strict: strict)
    }

    private func takes<Record: JSONRecord>(
        _ text: String,
        as type: Record.Type,
        by program: Program,
        strict: Bool
    ) -> Bool {
        PaddedBytes(Array(text.utf8)).withPointer { pointer in
            var cursor = JSONCursor(at: pointer, strict: strict)
            do throws(ReadFault) {
                _ = try readRecord(type, from: &cursor, checkedBy: program)
                return true
            } catch {
                return false
            }
        }
    }

    @Test(arguments: [
        #"{"type_list_must":1,"content":{"type":"barrel","weight":1}}"#,
        #"{"type_list_must":1,"contents":[{"type":"box","weight":1},{"type":"barrel"}]}"#,
        #"{"type_list_must":1,"content_or_null":{"type":"barrel","hoops":3}}"#,
        #"{"type_list_must":1,"contents":[{"type":"barrel"},{"type":"tube"}],"content":{"type":"barrel"}}"#,
    ])
    func `A variant that the schema does not know is taken unless reading is strict`(_ text: String) {
        #expect(!Parcel.V1.program.isValid(Array(text.utf8)))
        #expect(takes(text, strict: false))
        #expect(!takes(text, strict: true))
    }

    @Test(arguments: [
        #"{"type_list_must":1,"content":{"type":"box"}}"#, #"{"type_list_must":1,"content":{"weight":1}}"#,
        #"{"type_list_must":1,"content":{"type":"barrel"},"contents":[{"type":"box"}]}"#,
    ])
    func `What breaks the rules of a known variant is refused`(_ text: String) {
        #expect(!takes(text, strict: false))
    }

    @Test(arguments: [
        (#"{"total":1,"channel":"phone"}"#, true), (#"{"total":1,"channel":7}"#, false),
        (#"{"total":1,"channel":"phone","status":"closed"}"#, false),
    ])
    func `A word that listed alternatives do not have is kept, and nothing else is`(_ text: String, _ taken: Bool) {
        #expect(takes(text, as: Order.V1.Order.self, by: Order.V1.program, strict: false) == taken)
        #expect(!takes(text, as: Order.V1.Order.self, by: Order.V1.program, strict: true))
    }
}

extension Program {
    fileprivate func isValid(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { isValid($0) }
    }
}
