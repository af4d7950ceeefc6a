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
        var records = 0
        var wrong: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(suite)/\(folder)").sorted()
        where name.hasSuffix(".json") {
            let bytes = try #require(FileManager.default.contents(atPath: "\(suite)/\(folder)/\(name)"))
            let file = JSONSource(path: name, bytes: Array(bytes))
            for group in try file.parse().array ?? [] {
                guard let schema = group["schema"] else { continue }
                let text = text(of: schema, in: file, dialect)
                if let model = model(of: text, wrapped: true), let value = model.wrapped {
                    modelled += 1
                    wrong += disagreements(group, model, value, "\(folder)/\(name)")
                }
                // The same schema as the record itself, for the instances that are records.
                if let model = model(of: text, wrapped: false) {
                    records += 1
                    wrong += disagreements(group, model, ValueModel(.type(model.root)), "record \(folder)/\(name)")
                }
            }
        }
        #expect(wrong == [])
        #expect(modelled > 200)
        #expect(records > 100)
        print("\(folder): \(modelled) schemas have types, \(records) as records")
    }
}

/// The schema as a file of its own. The dialect is the folder's, unless the schema is a boolean or names one itself.
private func text(of schema: JSONNode, in file: JSONSource, _ dialect: Dialect) -> [UInt8] {
    let text = Array(file.bytes[schema.span])
    guard let members = schema.members, schema["$schema"] == nil else { return text }
    let comma = members.isEmpty ? "" : ","
    return Array("{\"$schema\":\"\(dialect.metaschema)\"\(comma)".utf8) + text.dropFirst()
}

/// The version model of the schema, or of a record with it as its property `v`; nil when a family may not say what it
/// says.
private func model(of schema: [UInt8], wrapped: Bool) -> VersionModel? {
    let wrapper = #"{"type":"object","required":["v"],"properties":{"v":{"$ref":"../s.json"}}}"#
    var files = ["f/family.json": Array("{}".utf8), "f/v1.json": schema]
    if wrapped {
        files["f/v1.json"] = Array(wrapper.utf8)
        files["s.json"] = schema
    }
    var diagnostics: [Diagnostic] = []
    let catalogue = link(parse(files, &diagnostics), &diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { return nil }
    let version = lower(catalogue, &diagnostics).first?.versions.first
    // A root that no object satisfies is no record.
    return !wrapped && diagnostics.contains { $0.id == "lint-unsatisfiable" } ? nil : version
}

extension VersionModel {
    fileprivate var wrapped: ValueModel? {
        if case .object(let record) = types[root].shape { record.fields.first?.value } else { nil }
    }
}

private func disagreements(
    _ group: JSONNode,
    _ model: VersionModel,
    _ value: ValueModel,
    _ place: String
) -> [String] {
    let reader = ModelReader(version: model)
    let text = "\(model.types)"
    let isPartial =
        model.needsProgram || text.contains("PatternModel(") || text.contains("format: Optional(")
        || text.contains("typedString")
    return (group["tests"]?.array ?? []).compactMap { test in
        guard let data = test["data"]?.value, let isValid = test["valid"]?.bool else { return "\(place): no test" }
        if place.hasPrefix("record"), data.object == nil { return nil }
        let isAccepted = reader.accepts(data, value)
        let label = "\(place): \(group["description"]?.string ?? ""): \(test["description"]?.string ?? "")"
        if isValid, !isAccepted { return "\(label): refused, and valid" }
        if !isValid, isAccepted, !isPartial { return "\(label): accepted, and not valid" }
        return nil
    }
}
