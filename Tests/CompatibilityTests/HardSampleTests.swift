import JSONCore
import SchemaDocuments
import Testing

@testable import Compatibility

/// Records with a field of which hardly any value can be made up.
@Suite struct HardSampleTests {
    struct Field: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var schema: String
        var value: String
    }

    static let fields = [
        Field(
            testDescription: "format and pattern",
            schema: #"{"type":"string","format":"uuid","pattern":"^........-....-7"}"#,
            value: #""01890a5d-ac96-774b-bcce-b302099a8057""#
        ),
        Field(
            testDescription: "address",
            schema: #"{"type":"string","format":"email","pattern":"@example[.]com$"}"#,
            value: #""ada@example.com""#
        ),
        Field(
            testDescription: "patterns",
            schema:
                ##"{"type":"string","allOf":[{"pattern":"[0-9]"},{"pattern":"[a-z]"},{"pattern":"[A-Z]"},{"pattern":"^.{8,}$"}]}"##,
            value: #""aB345678""#
        ),
        Field(
            testDescription: "many elements",
            schema: #"{"type":"array","minItems":5000,"items":{"type":"integer"}}"#,
            value: "[" + Array(repeating: "1", count: 5_000).joined(separator: ",") + "]"
        ),
        Field(
            testDescription: "long text",
            schema: #"{"type":"string","minLength":100000}"#,
            value: "\"" + String(repeating: "x", count: 100_000) + "\""
        ),
    ]

    private func record(_ field: Field, note: String) -> String {
        #"""
        {"type":"object","required":["id","in"],"properties":{"id":{"type":"string"},"note":\#(note),
         "in":{"oneOf":[
          {"type":"object","required":["t","k"],"properties":{"t":{"const":"A"},"k":\#(field.schema)}},
          {"type":"object","required":["t","k"],"properties":{"t":{"const":"B"},"k":\#(field.schema)}}]}}}
        """#
    }

    @Test(arguments: fields) func staysTheErrorThatItMayBe(_ field: Field) throws {
        let old = record(field, note: #"{"type":"string"}"#)
        let result = try comparison(old, record(field, note: #"{"type":"integer"}"#), as: .records)
        #expect(result.backward == nil && result.forward == nil, "\(told(result))")
        #expect(Set(result.findings.map(\.rule)) == ["compat-undecided"], "\(told(result))")
        #expect(result.findings.allSatisfy { $0.severity == .error }, "\(told(result))")
    }

    @Test(arguments: fields) func isShownByWhatSomeRecordHas(_ field: Field) throws {
        let old = record(field, note: #"{"type":"string"}"#)
        let result = try comparison(
            old,
            record(field, note: #"{"type":"integer"}"#),
            as: .records,
            records: #"{"id":1}"#,
            #"{"id":"a","in":{"t":"B","k":\#(field.value)}}"#
        )
        #expect(result.backward == false && result.forward == false)
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"])
        #expect(result.findings.first?.witness?["in"]?["t"] == .string("B"))
    }

    /// A bound is a warning where readers are tolerant, and so is what may be one.
    @Test func isNoMoreThanItMayBe() throws {
        let old = record(Self.fields[0], note: #"{"type":"integer"}"#)
        let new = record(Self.fields[0], note: #"{"type":"integer","minimum":3}"#)
        for isStrict in [false, true] {
            let result = try comparison(old, new, as: .records(RecordReading(isStrict: isStrict)))
            #expect(result.findings.map(\.rule) == ["compat-undecided"], "\(told(result))")
            #expect(result.findings.first?.severity == (isStrict ? .error : .warning), "\(told(result))")
        }
    }
}
