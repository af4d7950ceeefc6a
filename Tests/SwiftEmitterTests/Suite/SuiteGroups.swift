import FoundationEssentials
import JSONCore
import SchemaDocuments
import SchemaModel

/// One schema of the public suite as the property `value` of a record, and the tests for it.
struct SuiteGroup {
    var family: String
    var label: String
    var texts: [String: [UInt8]]
    var tests: [(text: String, isValid: Bool, label: String)]
}

/// Where the public JSON Schema test suite lies; nil when it is not at hand.
let suiteFolder: String? = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"]
        ?? root.deletingLastPathComponent().appending(path: "shared").path
    let folder = data + "/json-schema-test-suite"
    return FileManager.default.fileExists(atPath: folder + "/tests") ? folder : nil
}()

/// The groups of the required tests of draft 2020-12. Formats are annotations there, and rules in generated code: their
/// file is left out, and what generated code makes of formats is tested with the format tests.
func suiteGroups(in folder: String) throws -> [SuiteGroup] {
    let remotes = try remoteDocuments(in: folder + "/remotes")
    var groups: [SuiteGroup] = []
    let tests = folder + "/tests/draft2020-12"
    var files = try FileManager.default.contentsOfDirectory(atPath: tests).filter {
        $0.hasSuffix(".json") && $0 != "format.json"
    }
    files += try FileManager.default.contentsOfDirectory(atPath: tests + "/optional/format").map {
        "optional/format/\($0)"
    }
    for name in files.sorted() {
        guard let bytes = FileManager.default.contents(atPath: "\(tests)/\(name)") else { continue }
        let source = JSONSource(path: name, bytes: Array(bytes))
        for group in try source.parse().array ?? [] {
            guard let schema = group["schema"] else { continue }
            let family = "suite-\(groups.count)"
            let wrapper = #"{"type":"object","required":["value"],"properties":{"value":{"$ref":"../subject.json"}}}"#
            let subject = Array(source.bytes[schema.span])
            let needsRemotes = String(decoding: subject, as: UTF8.self).contains("localhost:1234")
            var texts = needsRemotes ? remotes : [:]
            texts["\(family)/family.json"] = Array("{}".utf8)
            texts["\(family)/v1.json"] = Array(wrapper.utf8)
            texts["subject.json"] = subject
            let tests = (group["tests"]?.array ?? []).compactMap { test -> (String, Bool, String)? in
                guard let data = test["data"], let isValid = test["valid"]?.bool else { return nil }
                // Line ends can only be white space here.
                let text = String(decoding: source.bytes[data.span].map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
                return ("{\"value\":\(text)}", isValid, test["description"]?.string ?? "")
            }
            let label = "\(name): \(group["description"]?.string ?? "")"
            groups.append(SuiteGroup(family: family, label: label, texts: texts, tests: tests))
        }
    }
    return groups
}

/// The suite's remote documents, each with the `$id` under which it would be fetched.
private func remoteDocuments(in folder: String) throws -> [String: [UInt8]] {
    var documents: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".json") {
        let isOther = path.hasPrefix("v1/") || path.hasPrefix("draft") && !path.hasPrefix("draft2020-12/")
        guard !isOther, let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)").map({ Array($0) }),
            let root = try? JSONSource(path: path, bytes: bytes).parse(), root.members != nil
        else { continue }
        if root["$id"] != nil {
            documents["shared/\(path)"] = bytes
        } else {
            let id = "{\"$id\":\"http://localhost:1234/\(path)\"" + (root.members?.isEmpty == true ? "" : ",")
            documents["shared/\(path)"] = Array(id.utf8) + bytes.drop { $0 != UInt8(ascii: "{") }.dropFirst()
        }
    }
    return documents
}
