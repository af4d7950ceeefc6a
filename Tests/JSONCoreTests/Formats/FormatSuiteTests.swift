import Foundation
import Testing

@testable import JSONCore

/// The public JSON Schema test suite, beside the checkout or where SCHEMAGEN_TEST_DATA says.
private let suite: URL = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        ?? root.deletingLastPathComponent().appendingPathComponent("shared")
    return data.appendingPathComponent("json-schema-test-suite/tests")
}()

@Suite struct FormatSuiteTests {
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: suite.path),
            "skipped: no json-schema-test-suite beside the checkout; SCHEMAGEN_TEST_DATA names its folder's parent"
        ),
        arguments: ["draft7", "draft2019-09", "draft2020-12"]
    )
    func everyFormatCase(_ draft: String) throws {
        let folder = suite.appendingPathComponent("\(draft)/optional/format")
        var cases = 0
        for format in StringFormat.allCases {
            let file = folder.appendingPathComponent("\(format.rawValue).json")
            guard let data = FileManager.default.contents(atPath: file.path) else { continue }
            let groups = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
            for test in groups.flatMap({ $0["tests"] as? [[String: Any]] ?? [] }) {
                let expected = try #require(test["valid"] as? Bool)
                // Formats say nothing of other types.
                let verdict = (test["data"] as? String).map { format.accepts($0) } ?? true
                cases += 1
                #expect(verdict == expected, "\(draft) \(format.rawValue): \(test["description"] ?? "")")
            }
        }
        #expect(cases > 200, "\(draft): \(cases) cases")
    }
}
