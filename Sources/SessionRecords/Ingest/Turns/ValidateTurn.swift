import Digest
public import JSONCore

extension Turn {
    /// Reads and checks an envelope of any version. Unknown fields are passed over.
    ///
    /// - Throws: all violations that can be told apart, not only the first.
    public init(validating bytes: [UInt8]) throws(TurnRefusal) {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch {
            throw TurnRefusal(violations: [.init(path: JSONPointer(), problem: .notJSON(error))])
        }
        try self.init(validating: value)
    }

    public init(validating value: JSONValue) throws(TurnRefusal) {
        var reader = EnvelopeReader()
        let turn = reader.turn(value)
        guard let turn, reader.violations.isEmpty else { throw TurnRefusal(violations: reader.violations) }
        self = turn
    }
}

/// Collects violations while it reads; what it returns counts only when there are none.
private struct EnvelopeReader {
    var violations: [TurnRefusal.Violation] = []

    mutating func turn(_ value: JSONValue) -> Turn? {
        guard let object = value.object else {
            note([], .wrongType(expected: "an object"))
            return nil
        }
        let nodes = nodes(object["nodes"])
        var envelope = JSONObject()
        switch object["session"] {
        case nil, .null?: break
        case .object(let object)?: envelope = object
        case .some: note(["session"], .wrongType(expected: "an object"))
        }
        let org = organisation(envelope)
        let harness = text(envelope, ["session", "harness_id"]) ?? SessionKey.unknownHarness
        let session = text(envelope, ["session", "harness_session_id"])
        let parentSession = text(envelope, ["session", "parent_harness_session_id"])
        let parentHarness = text(envelope, ["session", "parent_harness_id"])
        let details = SessionDetails(
            authSubject: text(envelope, ["session", "auth_subject"]),
            harnessVersion: text(envelope, ["session", "harness_version"]),
            workingFolder: text(envelope, ["session", "cwd"]),
            name: text(envelope, ["session", "name"]),
            metadata: metadata(envelope["harness_metadata"])
        )
        guard let root = nodes.first else { return nil }

        let key = SessionKey(
            orgID: org,
            harnessID: harness,
            harnessSessionID: session ?? String(root.hash.prefix(16))
        )
        // Version 1 could not name the parent's harness, and a fork then stayed within its own.
        let parent = parentSession.map {
            SessionKey(orgID: org, harnessID: parentHarness ?? harness, harnessSessionID: $0)
        }
        if parent == key { note(["session", "parent_harness_session_id"], .ownParent) }
        return Turn(session: key, details: details, parent: parent, nodes: nodes)
    }

    private mutating func nodes(_ value: JSONValue?) -> [TurnNode] {
        guard let value else {
            note(["nodes"], .missing)
            return []
        }
        guard let elements = value.array else {
            note(["nodes"], .wrongType(expected: "an array"))
            return []
        }
        if elements.isEmpty { note(["nodes"], .noNodes) }
        var nodes: [TurnNode] = []
        for (index, element) in elements.enumerated() {
            let path = ["nodes", String(index)]
            guard let object = element.object else {
                note(path, .wrongType(expected: "an object"))
                continue
            }
            let node = node(object, path)
            if let previous = nodes.last {
                if nodes.count == index, node.parentHash != previous.hash {
                    note(path + ["parent_hash"], .wrongParent(expected: previous.hash))
                }
            } else if index == 0, node.parentHash != nil {
                note(path + ["parent_hash"], .rootHasParent)
            }
            nodes.append(node)
        }
        return nodes
    }

    private mutating func node(_ object: JSONObject, _ path: [String]) -> TurnNode {
        let content = canonical(object["content"], path + ["content"])
        let node = TurnNode(
            hash: hash(object["hash"], path + ["hash"], mayBeNull: false) ?? "",
            parentHash: hash(object["parent_hash"], path + ["parent_hash"], mayBeNull: true),
            role: role(object["role"], path + ["role"]),
            content: content,
            model: hashedText(object["model"], path + ["model"]),
            provider: hashedText(object["provider"], path + ["provider"]),
            tokens: TokenCounts(
                input: count(object, path + ["input_tokens"]),
                output: count(object, path + ["output_tokens"]),
                cacheCreation: count(object, path + ["cache_creation_input_tokens"]),
                cacheRead: count(object, path + ["cache_read_input_tokens"])
            )
        )
        if violations.isEmpty {
            let computed = nodeHash(object, content: content)
            if computed != node.hash { note(path + ["hash"], .wrongHash(computed: computed)) }
        }
        return node
    }

    private mutating func hash(_ value: JSONValue?, _ path: [String], mayBeNull: Bool) -> String? {
        switch value {
        case nil: note(path, .missing)
        case .null? where mayBeNull: break
        case .string(let text)?:
            if SHA256Digest(hex: text) != nil { return text }
            note(path, .notAHash)
        case .some: note(path, .wrongType(expected: mayBeNull ? "a string or null" : "a string"))
        }
        return nil
    }

    private mutating func role(_ value: JSONValue?, _ path: [String]) -> String {
        switch value {
        case nil: note(path, .missing)
        case .string(let role)?:
            if ["system", "user", "assistant", "tool"].contains(role) { return role }
            note(path, .unknownRole(role))
        case .some: note(path, .wrongType(expected: "a string"))
        }
        return ""
    }

    private mutating func organisation(_ envelope: JSONObject) -> String {
        let path = ["session", "org_id"]
        guard let text = text(envelope, path) else { return SessionKey.noOrganisation }
        guard let id = UUID128(text) else {
            note(path, .notAUUID)
            return SessionKey.noOrganisation
        }
        return id.description
    }

    private mutating func metadata(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null?: return nil
        case .object?: return canonical(value, ["session", "harness_metadata"])
        case .some:
            note(["session", "harness_metadata"], .wrongType(expected: "an object"))
            return nil
        }
    }

    private mutating func canonical(_ value: JSONValue?, _ path: [String]) -> String {
        guard let value else {
            note(path, .missing)
            return ""
        }
        do { return String(decoding: try value.canonicalBytes(), as: UTF8.self) } catch {
            note(path + error.path.tokens, .notCanonical(error.kind))
            return ""
        }
    }

    /// Nil for null, absent and empty, which all mean that nothing is said.
    private mutating func text(_ object: JSONObject, _ path: [String]) -> String? {
        guard let name = path.last else { return nil }
        switch object[name] {
        case nil, .null?: return nil
        case .string(let text)?:
            if text.utf8.contains(0) { note(path, .containsNull) }
            return text.isEmpty ? nil : text
        case .some:
            note(path, .wrongType(expected: "a string"))
            return nil
        }
    }

    /// A text that is part of the hash: kept as it is, even where it is empty.
    private mutating func hashedText(_ value: JSONValue?, _ path: [String]) -> String? {
        switch value {
        case nil: return nil
        case .string(let text)?:
            if text.utf8.contains(0) { note(path, .containsNull) }
            return text
        case .some:
            note(path, .wrongType(expected: "a string"))
            return nil
        }
    }

    private mutating func count(_ object: JSONObject, _ path: [String]) -> Int64? {
        guard let name = path.last else { return nil }
        switch object[name] {
        case nil, .null?: return nil
        case .number(let number)?:
            guard number.isInteger else { break }
            guard let value = number.int64, value < 1 << 40 else {
                note(path, number < JSONNumber(0 as Int64) ? .negative : .tooLarge)
                return nil
            }
            if value < 0 { note(path, .negative) }
            return value
        case .some: break
        }
        note(path, .wrongType(expected: "an integer"))
        return nil
    }

    private mutating func note(_ path: [String], _ problem: TurnProblem) {
        // Bounded: a hostile turn can be all violations.
        if violations.count < 100 { violations.append(.init(path: JSONPointer(path), problem: problem)) }
    }
}

/// SHA-256 over the canonical JSON of `parent_hash`, `role`, `content`, `model` and `provider`, those that are absent
/// left out; null is not absent.
func nodeHash(_ object: JSONObject, content: String) -> String {
    var writer = JSONWriter(capacity: content.utf8.count + 256)
    writer.raw("{\"content\":")
    writer.raw(Array(content.utf8))
    for name in ["model", "parent_hash", "provider", "role"] {
        guard let value = object[name] else { continue }
        writer.byte(UInt8(ascii: ","))
        writer.string(name)
        writer.byte(UInt8(ascii: ":"))
        writer.value(value)
    }
    writer.raw("}")
    return writer.withBytes { sha256($0) }.hex
}
