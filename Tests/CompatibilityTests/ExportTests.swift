import CompatibilityPairs
import Foundation
import JSONCore
import Testing

@testable import Compatibility

/// Writes what was decided about the table and about random changes as lines of JSON, for the script that asks an
/// independent implementation. Does nothing unless `COMPATIBILITY_EXPORT` names a file.
@Suite struct ExportTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["COMPATIBILITY_EXPORT"] != nil))
    func decisions() throws {
        let environment = ProcessInfo.processInfo.environment
        let path = try #require(environment["COMPATIBILITY_EXPORT"])
        let pairs = environment["COMPATIBILITY_PAIRS"].flatMap { Int($0) } ?? 1_000
        var lines: [String] = []
        for change in changeTable {
            lines.append(try line(change.name, JSONValue(parsing: change.old), JSONValue(parsing: change.new)))
        }
        for seed in 1...UInt64(max(pairs, 1)) {
            var random = RandomSchema(seed: seed)
            let (old, new) = random.pair()
            lines.append(try line("seed \(seed)", old, new))
        }
        #expect(lines.count == changeTable.count + max(pairs, 1))
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    }

    private func line(_ name: String, _ old: JSONValue, _ new: JSONValue) throws -> String {
        let result = try comparison(old.compactText, new.compactText, as: .values)
        func verdict(_ verdict: Bool?) -> JSONValue { verdict.map { .bool($0) } ?? .null }
        let witnesses = result.findings.filter(\.isBreak).compactMap { finding in
            finding.witness.map { witness in
                JSONValue.object(
                    JSONObject([
                        .init(key: "direction", value: .string(finding.direction.rawValue)),
                        .init(key: "value", value: witness),
                    ])
                )
            }
        }
        return JSONValue.object(
            JSONObject([
                .init(key: "name", value: .string(name)),
                .init(key: "old", value: old),
                .init(key: "new", value: new),
                .init(key: "backward", value: verdict(result.backward)),
                .init(key: "forward", value: verdict(result.forward)),
                .init(key: "witnesses", value: .array(witnesses)),
            ])
        ).compactText
    }
}
