import FoundationEssentials
import JSONCore

@testable import SessionRecords

/// Twelve turns of four sessions: one that grows, forks within and across harnesses with the child first, a turn that
/// comes twice, another organisation's, and one without an envelope.
func mixedTurns() -> [JSONValue] {
    func session(_ harness: String, _ id: String, _ more: [(String, JSONValue)] = []) -> [(String, JSONValue)] {
        [
            ("org_id", .string(someOrganisation)), ("harness_id", .string(harness)),
            ("harness_session_id", .string(id)),
        ] + more
    }
    func fork(_ harness: String, _ id: String) -> [(String, JSONValue)] {
        [("parent_harness_id", .string(harness)), ("parent_harness_session_id", .string(id))]
    }
    let metadata = JSONValue.object(JSONObject([.init(key: "b", value: .null), .init(key: "a", value: .bool(true))]))
    return [
        envelope(session("claude-code", "one"), conversation(["a", "b"])),
        envelope(session("claude-code", "one", [("name", .string("n"))]), conversation(["a", "b", "c", "d"])),
        envelope(session("claude-code", "child", fork("cursor", "parent")), conversation(["x", "y"])),
        envelope(session("claude-code", "one"), conversation(["a", "b"])),
        envelope(session("cursor", "parent", [("harness_metadata", metadata)]), conversation(["x", "y"])),
        envelope(session("cursor", "parent", [("cwd", .string("/é"))]), conversation(["x", "y", "z"])),
        envelope(session("claude-code", "second", fork("claude-code", "one")), conversation(["a", "b", "c2"])),
        envelope([("harness_id", .string("h"))], conversation(["a", "b", "c"])),
        envelope(nil, conversation(["lonely"])),
        envelope(session("claude-code", "child", fork("cursor", "parent")), conversation(["x", "y", "w", "v"])),
        envelope(session("claude-code", "one"), conversation(["a", "b", "c", "d", "e", "f"])),
        envelope(session("cursor", "late", fork("nobody", "ever")), conversation(["q"])),
    ]
}

func lines(_ values: [JSONValue]) -> [UInt8] {
    values.flatMap { Array($0.jsonText.utf8) + [0x0A] }
}

func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
}

func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
}
