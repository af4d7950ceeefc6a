import JSONCore
import SchemaDocuments
import Testing

private func source(_ text: String, path: String = "a.json") -> JSONSource {
    JSONSource(path: path, bytes: Array(text.utf8))
}

struct RegistryTests {
    @Test func `An id inside enum, const or an unknown keyword is none`() throws {
        var registry = SchemaRegistry()
        let document = try registry.add(
            source(
                """
                {"$id": "http://x/root", "enum": [{"$id": "http://x/enum"}], "const": {"$id": "http://x/const"},
                 "unknown": {"$id": "http://x/unknown"}, "not": {"$id": "real", "$anchor": "here"}}
                """
            ),
            as: "http://x/file"
        )
        #expect(document.resources.map(\.uri) == ["http://x/root", "http://x/real"])
        let target = try registry.resolve("real#here", from: document.rootPosition)
        #expect(target.pointer.description == "/not")
        #expect(target.absoluteURI == "http://x/real#")
        #expect(throws: UnresolvedReference.self) { try registry.resolve("enum", from: document.rootPosition) }
    }

    @Test func `Draft-07 hides what stands beside a reference`() throws {
        var registry = SchemaRegistry()
        let document = try registry.add(
            source(
                """
                {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "http://x/base/",
                 "definitions": {"a": {"$id": "a.json"}, "b": {"$id": "#b", "type": "string"}},
                 "allOf": [{"$id": "http://x/other/", "$ref": "a.json", "type": "null"}]}
                """
            ),
            as: "http://x/file"
        )
        let reference = document.rootPosition.children(inList: "allOf")[0]
        #expect(reference["type"] == nil)
        #expect(reference.baseURI == "http://x/base/")
        #expect(try registry.resolve("a.json", from: reference).pointer.description == "/definitions/a")
        #expect(try registry.resolve("#b", from: document.rootPosition).pointer.description == "/definitions/b")
    }

    @Test func `A resource has the dialect that it names, also inside another`() throws {
        var registry = SchemaRegistry(defaultDialect: .draft2019)
        let document = try registry.add(
            source(
                """
                {"$defs": {"old": {"$id": "http://x/old", "$schema": "http://json-schema.org/draft-07/schema",
                  "items": [{"$id": "#first"}]}}}
                """
            ),
            as: "http://x/file"
        )
        #expect(document.resources.map(\.dialect) == [.draft2019, .draft07])
        #expect(try registry.resolve("old#first", from: document.rootPosition).pointer.tokens.last == "0")
    }

    @Test func `A metaschema of one's own decides dialect and vocabularies`() throws {
        var registry = SchemaRegistry { uri in
            guard uri == "http://x/meta" else { return nil }
            return source(
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "http://x/meta",
                 "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true,
                                 "https://json-schema.org/draft/2020-12/vocab/format-assertion": true,
                                 "http://x/optional": false}}
                """,
                path: "meta.json"
            )
        }
        let document = try registry.add(source(#"{"$schema": "http://x/meta"}"#), as: "http://x/file")
        #expect(document.rootPosition.vocabularies == [.core, .formatAssertion])
        #expect(registry.diagnostics.isEmpty)
    }

    @Test(arguments: [
        (#"{"$schema": "http://x/none"}"#, "a.json:1:13: error: unknown dialect http://x/none"),
        (#"{"$schema": 7}"#, "a.json:1:13: error: $schema must be a string"),
        (#"{"$schema": "http://x/file", "$id": "http://x/file"}"#, "a.json:1:13: error: unknown dialect"),
        (#"{"$defs": {"a": {"$id": "http://x/file"}}}"#, "a.json:1:17: error: the identifier http://x/file is taken"),
        (#"{"$anchor": "n", "not": {"$anchor": "n"}}"#, "a.json:1:37: error: the anchor \"n\" is taken"),
    ])
    func `What is wrong with a document is said with its place`(_ text: String, _ message: String) throws {
        var registry = SchemaRegistry()
        try registry.add(source(text), as: "http://x/file")
        let found = registry.diagnostics.map(\.description)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(message) == true, "\(found)")
    }

    @Test func `Text that is no JSON is refused with its place`() {
        var registry = SchemaRegistry()
        #expect {
            try registry.add(source("{\n  \"a\": 1,\n  \"a\": 2\n}"), as: "http://x/file")
        } throws: { error in
            (error as? Diagnostic)?.description
                == "a.json:3:3: error: the same name stands twice in one object [schema-json-invalid]"
        }
    }

    @Test(arguments: [
        ("#/$defs/none", "has no member \"none\""), ("#none", "names the anchor \"none\""),
        ("#/$defs/%", "broken percent escape"), ("#/a~2", "is no JSON pointer"), ("#/allOf/01", "no member \"01\""),
        ("http://y/else.json", "leads to http://y/else.json, which is not among the schemas"),
        ("broken.json", "leads to a document that is not JSON"),
    ])
    func `A reference to nowhere says why`(_ reference: String, _ reason: String) throws {
        var registry = SchemaRegistry { $0 == "http://x/broken.json" ? source("{", path: "broken.json") : nil }
        let document = try registry.add(source(#"{"$defs": {}, "allOf": [true, true]}"#), as: "http://x/file")
        #expect {
            try registry.resolve(reference, from: document.rootPosition)
        } throws: { error in
            (error as? UnresolvedReference)?.message.contains(reason) == true
        }
    }

    @Test func `Files of a folder find each other by path although each has an id elsewhere`() throws {
        var registry = SchemaRegistry()
        try registry.add(source(#"{"$id": "http://y/common"}"#, path: "c.json"), as: "file:///s/shared/c.json")
        let document = try registry.add(source(#"{"$id": "http://x/v1"}"#), as: "file:///s/f/v1.json")
        #expect(try registry.resolve("../shared/c.json", from: document.rootPosition).path == "c.json")
    }

    @Test(arguments: Dialect.allCases)
    func `The published metaschemas are there and all of their references resolve`(_ dialect: Dialect) throws {
        var registry = SchemaRegistry()
        let root = try #require(try registry.resource(dialect.metaschema))
        #expect(root.dialect == dialect)
        #expect(root.baseURI == dialect.metaschema)
        #expect(root.vocabularies == dialect.vocabularies)
        #expect(unresolved(below: root, in: &registry).isEmpty)
        #expect(registry.diagnostics.isEmpty)
    }

    @Test func `Ten thousand definitions that refer to each other resolve without searching each anew`() throws {
        var text = #"{"$defs": {"d0": true"#
        for index in 1..<10_000 { text += ",\"d\(index)\": {\"$ref\": \"#/$defs/d\(index - 1)\"}" }
        var registry = SchemaRegistry()
        let document = try registry.add(source(text + "}}"), as: "http://x/file")
        #expect(unresolved(below: document.rootPosition, in: &registry).isEmpty)
    }
}

/// References in real subschema positions that lead nowhere.
func unresolved(below root: SchemaPosition, in registry: inout SchemaRegistry) -> [String] {
    var found: [String] = []
    var open = [root]
    while let position = open.popLast() {
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            guard let reference = position[keyword]?.string else { continue }
            do {
                _ = try registry.resolve(reference, from: position)
            } catch {
                found.append("\(position.absoluteURI): \(error.message)")
            }
        }
        open += position.subschemas
    }
    return found
}
