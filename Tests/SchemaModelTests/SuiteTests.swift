import FoundationEssentials
import JSONCore
import SchemaDocuments
import SchemaModel
import Testing

/// The public JSON Schema test suite, where it is at hand.
private let suite: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"]
        ?? root.deletingLastPathComponent().appending(path: "shared").path
    let folder = data + "/json-schema-test-suite/tests"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

struct SuiteTests {
    /// Each schema of the suite is the type of a property. What it accepts, the type must accept; what it refuses, the
    /// type must refuse or leave to the program.
    @Test(
        .enabled(if: suite != nil, "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"),
        arguments: [
            ("draft7", Dialect.draft07), ("draft2019-09", .draft2019), ("draft2020-12", .draft2020),
        ]
    )
    func `Types refuse nothing that is valid and what they let pass is left to the program`(
        _ folder: String,
        _ dialect: Dialect
    ) throws {
        let suite = try #require(suite)
        var modelled = 0
        var wrong: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(suite)/\(folder)").sorted()
        where name.hasSuffix(".json") {
            let bytes = try #require(FileManager.default.contents(atPath: "\(suite)/\(folder)/\(name)"))
            let file = JSONSource(path: name, bytes: Array(bytes))
            for group in try file.parse().array ?? [] {
                guard let schema = group["schema"], let model = model(of: schema, in: file, dialect) else { continue }
                modelled += 1
                wrong += disagreements(group, model, "\(folder)/\(name)")
            }
        }
        #expect(wrong == [])
        #expect(modelled > 200)
        print("\(folder): \(modelled) schemas have types")
    }
}

/// The version model of a record with the schema as its property `v`; nil when a family may not say what it says.
private func model(of schema: JSONNode, in file: JSONSource, _ dialect: Dialect) -> VersionModel? {
    let text = Array(file.bytes[schema.span])
    // The dialect is the folder's; a schema that is a boolean or names one itself stays as it is.
    var shared = text
    if schema.members != nil, schema["$schema"] == nil {
        let comma = schema.members?.isEmpty == true ? "" : ","
        shared = Array("{\"$schema\":\"\(dialect.metaschema)\"\(comma)".utf8) + text.dropFirst()
    }
    let wrapper = #"{"type":"object","required":["v"],"properties":{"v":{"$ref":"../s.json"}}}"#
    var diagnostics: [Diagnostic] = []
    let parsed = parse(
        ["f/family.json": Array("{}".utf8), "f/v1.json": Array(wrapper.utf8), "s.json": shared],
        &diagnostics
    )
    let catalogue = link(parsed, &diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { return nil }
    return lower(catalogue, &diagnostics).first?.versions.first
}

private func disagreements(_ group: JSONNode, _ model: VersionModel, _ place: String) -> [String] {
    guard case .object(let record) = model.types[model.root].shape, let field = record.fields.first else {
        return ["\(place): no record"]
    }
    let reader = ModelReader(version: model)
    let text = "\(model.types)"
    let isPartial =
        model.needsProgram || text.contains("PatternModel(") || text.contains("format: Optional(")
        || text.contains("typedString")
    return (group["tests"]?.array ?? []).compactMap { test in
        guard let data = test["data"]?.value, let isValid = test["valid"]?.bool else { return "\(place): no test" }
        let isAccepted = reader.accepts(data, field.value)
        let label = "\(place): \(group["description"]?.string ?? ""): \(test["description"]?.string ?? "")"
        if isValid, !isAccepted { return "\(label): refused, and valid" }
        if !isValid, isAccepted, !isPartial { return "\(label): accepted, and not valid" }
        return nil
    }
}
