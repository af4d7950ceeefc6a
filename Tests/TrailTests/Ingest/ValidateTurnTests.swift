import JSONCore
import Testing

@testable import SessionRecords

@Suite struct ValidateTurnTests {
    /// Hashes that were computed outside of this project.
    @Test func pinnedNodeHashes() throws {
        let user =
            #"{"parent_hash":null,"role":"user","content":[{"text":"\u00e9","type":"text"}],"hash":"0da5c616e9c0fc0fc3e4b7ed7805c805a76cd4799f591dbd20e2ae52d4513377"}"#
        let answer =
            #"{"hash":"48ae976f5146a24625bd8dbee3f830e1513cc7023665de51fa524002518bb2b0","content":"hi","model":"m","provider":"","role":"assistant","parent_hash":null}"#
        for node in [user, answer] {
            let turn = try Turn(validating: Array(#"{"nodes":[\#(node)]}"#.utf8))
            #expect(turn.nodes.count == 1)
        }
    }

    private static let hash = String(repeating: "0", count: 64)

    @Test(arguments: [
        (#"[]"#, "the turn: must be an object"),
        (#"{"#, "the turn: byte 1: the text ends in the middle of a value"),
        (#"{}"#, "/nodes: required, and not there"),
        (#"{"nodes":{}}"#, "/nodes: must be an array"),
        (#"{"nodes":[]}"#, "/nodes: a turn has one node at least"),
        (#"{"nodes":[1]}"#, "/nodes/0: must be an object"),
        (#"{"nodes":[],"session":3}"#, "/session: must be an object"),
        (#"{"session":{"org_id":"x"},"nodes":[]}"#, "/session/org_id: this is not a UUID"),
        (#"{"session":{"org_id":7},"nodes":[]}"#, "/session/org_id: must be a string"),
        (#"{"session":{"harness_metadata":"x"},"nodes":[]}"#, "/session/harness_metadata: must be an object"),
        (#"{"session":{"harness_metadata":[]},"nodes":[]}"#, "/session/harness_metadata: must be an object"),
        (
            #"{"session":{"harness_metadata":{"a":[1e400]}},"nodes":[]}"#,
            "/session/harness_metadata/a/0: canonical JSON has no spelling for the number 1e400"
        ),
        (#"{"session":{"harness_id":[]},"nodes":[]}"#, "/session/harness_id: must be a string"),
        (#"{"session":{"name":"a\u0000b"},"nodes":[]}"#, "/session/name: the text holds U+0000"),
        (#"{"nodes":[{}]}"#, "/nodes/0/hash: required"),
        (#"{"nodes":[{}]}"#, "/nodes/0/parent_hash: required"),
        (#"{"nodes":[{}]}"#, "/nodes/0/role: required"),
        (#"{"nodes":[{}]}"#, "/nodes/0/content: required"),
        (#"{"nodes":[{"content":{"x":1e400}}]}"#, "/nodes/0/content/x: canonical JSON has no spelling for the number"),
        (#"{"nodes":[{"content":1e400}]}"#, "/nodes/0/content: canonical JSON has no spelling for the number"),
        (#"{"nodes":[{"hash":null}]}"#, "/nodes/0/hash: must be a string"),
        (#"{"nodes":[{"hash":"ABC"}]}"#, "/nodes/0/hash: this is not a hash"),
        (#"{"nodes":[{"parent_hash":3}]}"#, "/nodes/0/parent_hash: must be a string or null"),
        (#"{"nodes":[{"role":"boss"}]}"#, "/nodes/0/role: \"boss\" is none of"),
        (#"{"nodes":[{"role":1}]}"#, "/nodes/0/role: must be a string"),
        (#"{"nodes":[{"model":null}]}"#, "/nodes/0/model: must be a string"),
        (#"{"nodes":[{"input_tokens":-1}]}"#, "/nodes/0/input_tokens: must not be negative"),
        (#"{"nodes":[{"input_tokens":-1e30}]}"#, "/nodes/0/input_tokens: must not be negative"),
        (#"{"nodes":[{"output_tokens":1.5}]}"#, "/nodes/0/output_tokens: must be an integer"),
        (#"{"nodes":[{"cache_read_input_tokens":"1"}]}"#, "/nodes/0/cache_read_input_tokens: must be an integer"),
        (#"{"nodes":[{"cache_creation_input_tokens":1e30}]}"#, "/nodes/0/cache_creation_input_tokens: no turn has"),
        (
            #"{"nodes":[{"hash":"\#(hash)","parent_hash":"\#(hash)","role":"user","content":""}]}"#,
            "/nodes/0/parent_hash: the first node"
        ),
        (
            #"{"nodes":[{"hash":"\#(hash)","parent_hash":null,"role":"user","content":""}]}"#,
            "/nodes/0/hash: the node's content gives"
        ),
    ])
    func refusalsNameTheField(_ text: String, _ message: String) {
        let refusal = #expect(throws: TurnRefusal.self) { try Turn(validating: Array(text.utf8)) }
        let messages = refusal?.violations.map(String.init(describing:)) ?? []
        #expect(messages.contains { $0.hasPrefix(message) }, "\(messages)")
    }

    @Test func brokenChainAndOwnParent() throws {
        var nodes = conversation(["a", "b", "c"])
        nodes.remove(at: 1)
        let gap = #expect(throws: TurnRefusal.self) { try Turn(validating: envelope(nil, nodes)) }
        #expect(gap?.violations.map(\.path) == [JSONPointer(["nodes", "1", "parent_hash"])])

        let own = #expect(throws: TurnRefusal.self) { try turn(["a"], harness: "h", session: "s", parent: ("h", "s")) }
        #expect(own?.violations.map(\.problem) == [.ownParent])
        #expect(try turn(["a"], harness: "h", session: "s", parent: ("other", "s")).parent != nil)
    }

    @Test func everyChangeOfANodeIsFound() throws {
        let text = envelope(nil, conversation(["hello", "there"])).jsonText
        for (old, new) in [("hello", "hellO"), ("\"user\"", "\"tool\""), ("m-1", "m-2"), ("\"p\"", "\"q\"")] {
            #expect(throws: TurnRefusal.self) { try Turn(validating: Array(text.replacing(old, with: new).utf8)) }
        }
        // Token counts come in later and are no part of the hash.
        let counted = text.replacing("\"input_tokens\":10", with: "\"input_tokens\":11")
        #expect(try Turn(validating: Array(counted.utf8)).nodes[0].tokens.input == 11)
    }

    @Test func whatIsNotSaidIsNil() throws {
        let fields = ["auth_subject", "harness_id", "harness_session_id", "harness_version", "cwd", "name"]
        let empty = try Turn(
            validating: envelope(
                fields.map { ($0, .string("")) } + [
                    ("org_id", .null), ("parent_harness_session_id", .string("")), ("parent_harness_id", .null),
                ],
                conversation(["a"])
            )
        )
        let absent = try Turn(validating: envelope([], conversation(["a"])))
        for turn in [empty, absent] {
            #expect(turn.parent == nil)
            #expect(turn.details.name == nil)
            #expect(turn.details.authSubject == nil)
            #expect(turn.session.harnessID == "unknown")
        }
        #expect(empty.session == absent.session)
        let upper = try turn(["a"], org: someOrganisation.uppercased())
        #expect(upper.session.orgID == someOrganisation)
    }

    @Test func hostileTurnsAreBounded() {
        let nodes = [JSONValue](repeating: .object(JSONObject()), count: 10_000)
        let refusal = #expect(throws: TurnRefusal.self) { try Turn(validating: envelope(nil, nodes)) }
        #expect(refusal?.violations.count == 100)
    }
}
