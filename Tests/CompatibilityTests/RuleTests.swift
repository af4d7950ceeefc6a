import Foundation
import JSONCore
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

private let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Rules"

/// A case is a folder named after the rule: what the schemas were (`baseline`), what they are (`new`), both as changes
/// of the base, what to run `before` the files of `after` are written, and the `command`. `expected.txt` holds what is
/// told of the rule; a missing one is recorded and fails.
@Suite struct RuleTests {
    static let ids = explanations.map(\.id)

    @Test func everyRuleHasACaseAndEveryCaseARule() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: rules).filter { $0.contains("-") }
        #expect(folders.sorted() == Self.ids)
        #expect(Self.ids.count >= 40)
    }

    @Test(arguments: ids) func isReported(_ id: String) throws {
        let folder = "\(rules)/\(id)"
        let base = try value("\(rules)/base.json")
        let given = try value("\(folder)/case.json")
        let bench = try CheckBench()
        for side in ["baseline", "new"] {
            let prefix = side == "baseline" ? "baseline/" : ""
            try write(base, below: prefix, bench)
            if let changes = given[side] { try write(changes, below: prefix, bench) }
        }
        for command in given["before"]?.array ?? [] {
            let run = bench.run((command.array ?? []).compactMap(\.string))
            #expect(run.status == .clean, "\(run.output)\(run.errors)")
        }
        if let changes = given["after"] { try write(changes, below: "", bench) }
        if given["edit"] != nil {
            let path = bench.folder + "/Schemas/schemagen.lock"
            var lock = try #require(LockFile(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
            lock.generator = "0.0.1"
            try Data(lock.bytes).write(to: URL(fileURLWithPath: path))
        }
        let command = given["command"]?.array?.compactMap(\.string) ?? ["check", "--against", "baseline"]
        let run = bench.run(command)
        let text = (run.output + run.errors).split(separator: "\n").filter { $0.contains("[\(id)]") }
            .joined(separator: "\n")
        #expect(!text.isEmpty, "\(run.output)\(run.errors)")
        let path = "\(folder)/expected.txt"
        guard let expected = try? String(contentsOfFile: path, encoding: .utf8) else {
            if !text.isEmpty { try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8) }
            Issue.record("expected.txt was missing and has been recorded: read it")
            return
        }
        #expect(expected == text + "\n")
    }

    private func value(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// Texts as they are, other values as JSON, null for a file that is not there.
    private func write(_ files: JSONValue, below prefix: String, _ bench: CheckBench) throws {
        for member in files.object?.members ?? [] {
            switch member.value {
            case .null: try bench.remove(prefix + member.key)
            case .string(let text): try bench.write(text, to: prefix + member.key)
            default: try bench.write(indentedJSON(member.value) + "\n", to: prefix + member.key)
            }
        }
    }
}
