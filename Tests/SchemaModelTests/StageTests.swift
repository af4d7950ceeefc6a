import JSONCore
import SchemaModel
import Testing

struct StageTests {
    private let files: [String: [UInt8]] = [
        "f/family.json": Array("{}".utf8),
        "f/v1.json": Array(
            #"{"type":"object","properties":{"a":{"type":"string","pattern":"^a","default":"b"}}}"#.utf8
        ),
    ]

    @Test func `A default is decided exactly by whoever can`() {
        #expect(modelFamilies(files).diagnostics.isEmpty)
        let result = modelFamilies(files) { _ in
            { position, value in value.string != "b" || position["pattern"] == nil }
        }
        #expect(result.diagnostics.map(\.id) == ["lint-default-invalid"])
        #expect(result.families.isEmpty)
    }

    @Test func `An error stops the run after its stage`() {
        var broken = files
        broken["g/family.json"] = Array("{".utf8)
        let result = modelFamilies(broken)
        #expect(result.catalogue == nil)
        #expect(result.diagnostics.map(\.id) == ["schema-json-invalid"])
    }

    @Test func `What is no schema is left alone`() {
        var more = files
        more["README.md"] = Array("#".utf8)
        more["f/fixtures/v1.jsonl"] = Array("{".utf8)
        more["f/fixtures/deep.json"] = Array("{".utf8)
        #expect(modelFamilies(more).diagnostics.isEmpty)
    }

    @Test func `The same folder gives the same models`() {
        let first = modelFamilies(files).families.map(dump)
        for _ in 0..<5 { #expect(modelFamilies(files).families.map(dump) == first) }
    }
}
