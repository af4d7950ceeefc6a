import JSONCore
import SchemaCompiler
import SchemaDocuments
import Testing

struct MetaschemaTests {
    private func findings(_ text: String) throws -> [String] {
        var registry = SchemaRegistry()
        let source = JSONSource(path: "schema.json", bytes: Array(text.utf8))
        let document = try registry.add(source, as: "file:///schema.json")
        return checkMetaschema(document, in: &registry).map(\.description)
    }

    @Test(arguments: Dialect.allCases)
    func `A schema's mistake is named once, where it stands`(_ dialect: Dialect) throws {
        let text = """
            {"$schema": "\(dialect.metaschema)",
             "properties": {"a": {"type": "strnig"},
                            "b": {"minLength": -1}}}
            """
        let findings = try findings(text)
        #expect(findings.count == 2)
        #expect(
            findings.first?.hasPrefix("schema.json:2:31: error: /properties/a/type: expected ") == true,
            "\(findings)"
        )
        #expect(
            findings.last
                == "schema.json:3:36: error: /properties/b/minLength: expected at least 0, found the integer -1 [schema-metaschema]"
        )
    }

    @Test
    func `A good schema has no findings`() throws {
        #expect(
            try findings(#"{"type": "object", "properties": {"a": true}, "$defs": {"x": {"anyOf": [{"const": 1}]}}}"#)
                == []
        )
    }

    @Test
    func `The deepest cause is named, not all ways to it`() throws {
        let findings = try findings(#"{"allOf": [{"properties": {"a": {"items": [1]}}}]}"#)
        #expect(findings.count == 1)
        #expect(findings.first?.contains("/allOf/0/properties/a/items: expected") == true, "\(findings)")
    }

    @Test
    func `An embedded resource is held to its own metaschema`() throws {
        let findings = try findings(
            """
            {"$defs": {"old": {"$id": "https://example.com/old", "$schema": "http://json-schema.org/draft-07/schema#",
             "items": [true], "dependencies": {"a": "b"}}}}
            """
        )
        #expect(findings.count == 1)
        #expect(findings.first?.contains("/$defs/old/dependencies/a") == true, "\(findings)")
    }

    @Test
    func `An unknown metaschema is said`() throws {
        #expect(
            try findings(#"{"$schema": "https://example.com/none"}"#).first?.contains("not among the schemas") == true
        )
    }

    @Test(arguments: Dialect.allCases)
    func `The published metaschemas conform to themselves`(_ dialect: Dialect) throws {
        var registry = SchemaRegistry()
        let metaschema = try #require(try registry.resource(dialect.metaschema))
        #expect(checkMetaschema(metaschema.document, in: &registry).map(\.description) == [])
    }
}
