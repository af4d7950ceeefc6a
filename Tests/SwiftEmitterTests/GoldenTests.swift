import FoundationEssentials
import SwiftEmitter
import Testing

/// Every folder under `Cases` is a test: what is generated from its `Schemas` must be what lies in `expected`. The same
/// files are compiled and run by GeneratedTests. `RECORD_CASES=1` writes what is found and fails.
struct GoldenTests {
    @Test(arguments: goldenNames())
    func `What is generated is what was reviewed`(_ name: String) throws {
        let folder = goldenCases.appending(path: name)
        let expected = folder.appending(path: "expected")
        let files = try generateSwift(try schemaTexts(in: folder.appending(path: "Schemas")))
        var orphans = Set((try? FileManager.default.contentsOfDirectory(atPath: expected.path)) ?? [])
        for file in files {
            orphans.remove(file.name)
            try compare(file, with: expected.appending(path: file.name))
        }
        #expect(orphans.isEmpty, "files that nothing generates any more")
    }

    @Test func `Generating twice gives the same bytes`() throws {
        for name in ["history", "recursion", "unions"] {
            let texts = try schemaTexts(in: goldenCases.appending(path: "\(name)/Schemas"))
            let once = try generateSwift(texts)
            let twice = try generateSwift(texts)
            #expect(once == twice)
        }
    }

    /// GeneratedTests reaches each golden through a link; a case without one would never be compiled.
    @Test func `Every golden is compiled`() throws {
        let links = goldenCases.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "GeneratedTests/Goldens")
        let linked = try FileManager.default.contentsOfDirectory(atPath: links.path)
        #expect(linked.sorted() == goldenNames())
        #expect(goldenNames().count >= 13)
    }
}

let goldenCases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

func goldenNames() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: goldenCases.path)) ?? []).filter { !$0.hasPrefix(".") }
        .sorted()
}

private func compare(_ file: GeneratedFile, with url: URL) throws {
    let expected = FileManager.default.contents(atPath: url.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if file.text == expected { return }
    if ProcessInfo.processInfo.environment["RECORD_CASES"] != nil {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.text.write(toFile: url.path, atomically: true, encoding: .utf8)
        Issue.record("recorded \(url.path): read the difference")
        return
    }
    let found = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(found, wanted).prefix { $0 == $1 }.count
    func at(_ lines: [Substring]) -> Substring { line < lines.count ? lines[line] : "(the end)" }
    Issue.record("\(url.path):\(line + 1): found \"\(at(found))\", expected \"\(at(wanted))\"")
}
