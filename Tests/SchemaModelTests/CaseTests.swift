import FoundationEssentials
import SchemaModel
import Testing

/// Every folder under `Cases` is a test: `Schemas/` goes in, `expected-diagnostics.txt` and `expected-model.txt` come out.
/// A missing file means that there is nothing of the kind. `RECORD_CASES=1` writes what is found and fails.
struct CaseTests {
    @Test(arguments: caseNames())
    func `Every case comes out as expected`(_ name: String) throws {
        let folder = casesFolder.appending(path: name)
        let result = modelFamilies(try schemaTexts(in: folder.appending(path: "Schemas")))
        let diagnostics = result.diagnostics.map { $0.description + "\n" }.joined()
        let model = result.families.map(dump).joined(separator: "\n")
        try compare(diagnostics, with: folder.appending(path: "expected-diagnostics.txt"))
        try compare(model, with: folder.appending(path: "expected-model.txt"))
    }

    @Test func `There are cases`() {
        #expect(caseNames().count > 40)
    }
}

private let casesFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

private func caseNames() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: casesFolder.path)) ?? []).filter { !$0.hasPrefix(".") }
        .sorted()
}

private func compare(_ found: String, with file: URL) throws {
    let expected = FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if found == expected { return }
    if ProcessInfo.processInfo.environment["RECORD_CASES"] == nil {
        Issue.record("\(file.path)\nfound:\n\(found)\nexpected:\n\(expected)")
        return
    }
    if found.isEmpty {
        try FileManager.default.removeItem(atPath: file.path)
    } else {
        try found.write(toFile: file.path, atomically: true, encoding: .utf8)
    }
    Issue.record("recorded \(file.path): read the difference")
}

/// The `.json` files below a folder by their path from it.
func schemaTexts(in folder: URL) throws -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".json") {
        texts[path] = FileManager.default.contents(atPath: folder.appending(path: path).path).map { Array($0) }
    }
    return texts
}
