import JSONCore
import SchemaDocuments

@testable import Compatibility

/// A schema that stands in a test.
func schema(_ text: String, path: String = "schema.json") throws -> ComparedSchema {
    var registry = SchemaRegistry()
    let document = try registry.add(JSONSource(path: path, bytes: Array(text.utf8)), as: "test:///\(path)")
    return ComparedSchema(document.rootPosition, in: registry)
}

func comparison(
    _ old: String,
    _ new: String,
    as mode: ComparisonMode,
    records: String...
) throws -> Comparison {
    let values = try records.map { try JSONValue(parsing: Array($0.utf8)) }
    return try compare(old: schema(old, path: "old.json"), new: schema(new, path: "new.json"), as: mode) { values }
}
