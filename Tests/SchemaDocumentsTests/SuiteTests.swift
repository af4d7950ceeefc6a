import FoundationEssentials
import JSONCore
import SchemaDocuments
import Testing

/// The public JSON Schema test suite, where it is at hand.
private let suite: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"]
        ?? root.deletingLastPathComponent().appending(path: "shared").path
    let folder = data + "/json-schema-test-suite"
    return FileManager.default.fileExists(atPath: folder + "/remotes") ? folder : nil
}()

private func read(_ path: String) -> JSONSource? {
    FileManager.default.contents(atPath: path).map { JSONSource(path: path, bytes: Array($0)) }
}

struct SuiteTests {
    @Test(
        .enabled(if: suite != nil, "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"),
        arguments: [("draft7", Dialect.draft07), ("draft2019-09", .draft2019), ("draft2020-12", .draft2020)]
    )
    func `Every reference of the suite resolves`(_ folder: String, _ dialect: Dialect) throws {
        let suite = try #require(suite)
        var schemas = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(suite)/tests/\(folder)").sorted()
        where name.hasSuffix(".json") {
            let file = try #require(read("\(suite)/tests/\(folder)/\(name)"))
            for group in try file.parse().array ?? [] {
                var registry = SchemaRegistry(defaultDialect: dialect) { uri in
                    let base = "http://localhost:1234/"
                    return uri.hasPrefix(base) ? read("\(suite)/remotes/\(uri.dropFirst(base.count))") : nil
                }
                let root = try #require(group["schema"])
                let document = registry.add(root, of: file, as: "http://localhost:1234/schema.json")
                #expect(unresolved(below: document.rootPosition, in: &registry) == [], "\(name)")
                #expect(registry.diagnostics.map(\.description) == [], "\(name)")
                schemas += 1
            }
        }
        #expect(schemas > 200)
    }
}
