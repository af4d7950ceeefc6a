import JSONCore
import SchemaCompiler
import SchemaDocuments
import Testing

struct BundleTests {
    private let files = [
        "file:///s/root.json":
            ##"{"$id": "https://example.com/root", "properties": {"a": {"$ref": "part.json#/$defs/n"}, "b": {"$ref": "old.json"}, "c": {"$ref": "#/$defs/own"}}, "$defs": {"own": {"type": "null"}}}"##,
        "file:///s/part.json":
            #"{"$id": "https://example.com/elsewhere/part", "$defs": {"n": {"$ref": "root.json#/$defs/own"}}}"#,
        "file:///s/old.json":
            #"{"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "integer"}], "additionalItems": false}"#,
    ]

    @Test
    func `A bundle decides alone what its documents decide together`() throws {
        let files = files
        var registry = SchemaRegistry { uri in files[uri].map { JSONSource(path: uri, bytes: Array($0.utf8)) } }
        let source = JSONSource(path: "root.json", bytes: Array(try #require(files["file:///s/root.json"]).utf8))
        let root = try registry.add(source, as: "file:///s/root.json")
        let together = try compileProgram(root.rootPosition, in: &registry)
        let bundled = try bundle(root, in: &registry)
        #expect(bundled["$id"]?.string == "https://example.com/root")
        #expect(
            bundled["$defs"]?.object?.members.map(\.key) == [
                "own", "file:///s/old.json", "https://example.com/elsewhere/part",
            ]
        )
        let alone = try compile(jsonText(bundled))
        for text in [#"{"a": null}"#, #"{"a": 1}"#, #"{"b": [1]}"#, #"{"b": [1, 2]}"#, #"{"b": ["x"]}"#, #"{"c": 1}"#] {
            #expect(alone.isValid(text) == together.isValid(text), "\(text)")
        }
        #expect(!alone.isValid(#"{"a": 1, "b": [1]}"#))
    }

    /// Beside `$ref` draft-07 ignores everything, the `$id` by which the others refer to a part too.
    @Test
    func `A draft-07 part that is one reference keeps its name`() throws {
        let old = "http://json-schema.org/draft-07/schema#"
        let files = [
            "file:///s/root.json": ##"{"$schema": "\##(old)", "$ref": "middle.json", "title": "T"}"##,
            "file:///s/middle.json":
                ##"{"$schema": "\##(old)", "$ref": "#/definitions/n", "definitions": {"n": {"$ref": "end.json"}}}"##,
            "file:///s/end.json": ##"{"$schema": "\##(old)", "type": "integer"}"##,
            "file:///s/beside.json": ##"{"$schema": "\##(old)", "$ref": "end.json", "minimum": 3}"##,
        ]
        var registry = SchemaRegistry { uri in files[uri].map { JSONSource(path: uri, bytes: Array($0.utf8)) } }
        func document(_ name: String) throws -> SchemaDocument {
            let uri = "file:///s/\(name)"
            return try registry.add(JSONSource(path: name, bytes: Array(try #require(files[uri]).utf8)), as: uri)
        }
        let bundled = try bundle(try document("root.json"), in: &registry)
        let alone = try compile(jsonText(bundled))
        #expect(alone.isValid("1"))
        #expect(!alone.isValid(#""x""#))
        let beside = try document("beside.json")
        let fault = #expect(throws: Diagnostic.self) { try bundle(beside, in: &registry) }
        #expect(fault?.message.contains(#"ignores "minimum" beside"#) == true)
    }

    @Test
    func `A reference that leads nowhere has a place`() throws {
        var registry = SchemaRegistry()
        let source = JSONSource(path: "root.json", bytes: Array(#"{"$ref": "missing.json"}"#.utf8))
        let root = try registry.add(source, as: "file:///root.json")
        let fault = #expect(throws: Diagnostic.self) { try bundle(root, in: &registry) }
        #expect(fault?.location?.column == 10)
    }
}
