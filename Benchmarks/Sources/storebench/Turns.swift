import Digest
import JSONCore
import SessionRecords

/// Conversations that grow: each turn brings two new messages of some 400 bytes and all that were there before, as
/// harnesses send them.
func makeTurns(sessions: Int, turnsEach: Int) -> [JSONValue] {
    var turns: [JSONValue] = []
    for session in 0..<sessions {
        var nodes: [JSONValue] = []
        var parent = JSONValue.null
        for turn in 0..<turnsEach {
            for role in ["user", "assistant"] {
                let text =
                    "session \(session), turn \(turn), \(role): é "
                    + String(repeating: "lorem \u{1F9ED} ipsum ", count: 22)
                var node = JSONObject([
                    .init(key: "parent_hash", value: parent), .init(key: "role", value: .string(role)),
                    .init(key: "content", value: .string(text)),
                ])
                if role == "assistant" {
                    node["model"] = .string("model-1")
                    node["provider"] = .string("provider")
                }
                let bytes = (try? JSONValue.object(node).canonicalBytes()) ?? []
                let hash = JSONValue.string(sha256(bytes).hex)
                node["hash"] = hash
                node["input_tokens"] = .number(JSONNumber(Int64(100 + turn)))
                node["output_tokens"] = .number(JSONNumber(Int64(7)))
                nodes.append(.object(node))
                parent = hash
            }
            let envelope = JSONObject([
                .init(key: "org_id", value: .string("0190aaaa-0000-7000-8000-000000000001")),
                .init(key: "harness_id", value: .string("harness")),
                .init(key: "harness_session_id", value: .string("session-\(session)")),
            ])
            turns.append(
                .object(
                    JSONObject([
                        .init(key: "session", value: .object(envelope)), .init(key: "nodes", value: .array(nodes)),
                    ])
                )
            )
        }
    }
    // Sessions run beside each other: the first turns of all, then the second ones.
    return (0..<turnsEach).flatMap { turn in (0..<sessions).map { turns[$0 * turnsEach + turn] } }
}
