import Foundation
import JSONCore
import PatternCompiler
import Testing

/// The JSON Schema test suite, beside the checkout or where SCHEMAGEN_TEST_DATA says.
enum PublicSuite {
    static let folder: URL = {
        if let place = ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"] { return URL(fileURLWithPath: place) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared")
    }()
    static let tests = folder.appendingPathComponent("json-schema-test-suite/tests")
    static var isPresent: Bool { FileManager.default.fileExists(atPath: tests.path) }

    static let files: [String] = ["draft7", "draft2019-09", "draft2020-12"].flatMap { draft in
        [
            "pattern.json", "patternProperties.json", "optional/ecmascript-regex.json", "optional/non-bmp-regex.json",
            "optional/format/ecmascript-regex.json", "optional/format/regex.json",
        ].map { "\(draft)/\($0)" }
    }.filter { FileManager.default.fileExists(atPath: tests.appendingPathComponent($0).path) }
}

@Suite(.enabled(if: PublicSuite.isPresent, "the public JSON Schema suite is not there; set SCHEMAGEN_TEST_DATA"))
struct PublicSuiteTests {
    @Test(arguments: PublicSuite.files)
    func agrees(_ file: String) throws {
        let data = try Data(contentsOf: PublicSuite.tests.appendingPathComponent(file))
        let groups = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var checked = 0
        for group in groups {
            guard let schema = group["schema"] as? [String: Any], let cases = group["tests"] as? [[String: Any]] else {
                continue
            }
            for test in cases {
                guard let verdict = try verdict(schema, test["data"]) else { continue }
                checked += 1
                #expect(
                    verdict == test["valid"] as? Bool,
                    "\(group["description"] ?? ""): \(test["description"] ?? "")"
                )
            }
        }
        #expect(checked > 0)
    }

    /// What the schema's pattern keywords say; nil where other keywords decide.
    private func verdict(_ schema: [String: Any], _ value: Any?) throws -> Bool? {
        if let text = value as? String {
            if schema["format"] as? String == "regex" { return (try? checkPatternSyntax(text)) != nil }
            guard let pattern = schema["pattern"] as? String else { return nil }
            return try compilePattern(pattern).pattern.matches(text)
        }
        guard let object = value as? [String: Any], let rules = schema["patternProperties"] as? [String: Any] else {
            return nil
        }
        let closed = schema["additionalProperties"] as? Bool == false
        for (key, member) in object {
            var known = false
            for (source, rule) in rules where try compilePattern(source).pattern.matches(key) {
                known = true
                switch rule {
                case let allowed as Bool where !allowed: return false
                case let rule as [String: Any]:
                    guard rule["type"] as? String == "integer", rule.count == 1 else { return nil }
                    if !(member is Int) { return false }
                default: break
                }
            }
            if closed && !known { return false }
        }
        return true
    }
}
