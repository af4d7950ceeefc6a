import JSONCore

/// Reads a stored line as a record. Fields that it does not know are allowed: a newer release may write them.
func readTrailRecord(_ bytes: [UInt8]) throws(TrailProblem) -> TrailRecord {
    let object = try readCanonicalObject(bytes)
    return TrailRecord(
        id: try object.text("id"),
        type: try object.text("type"),
        taskID: try object.text("task_id"),
        agentID: try object.text("agent_id"),
        content: try object.text("content"),
        timestamp: try object.text("timestamp"),
        prevHash: try object.text("prev_hash"),
        hash: try object.text("hash"),
        createdAt: try object.optionalText("created_at"),
        sessionID: try object.optionalText("session_id")
    )
}

/// Reads an object whose bytes are its canonical JSON. Any other spelling of the same value was not written by a
/// trail: somebody has touched the line.
func readCanonicalObject(_ bytes: [UInt8]) throws(TrailProblem) -> JSONObject {
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
    guard let object = value.object else { throw .notAnObject }
    guard (try? value.canonicalBytes()) == bytes else { throw .notCanonical }
    return object
}

extension JSONObject {
    /// A text that must be there and not be empty.
    func text(_ name: String) throws(TrailProblem) -> String {
        guard let text = self[name]?.string, !text.isEmpty else { throw .badField(name) }
        return text
    }

    func optionalText(_ name: String) throws(TrailProblem) -> String? {
        switch self[name] {
        case nil, .null?: nil
        case .string(let text)? where !text.isEmpty: text
        default: throw .badField(name)
        }
    }

    func count(_ name: String) throws(TrailProblem) -> Int {
        guard case .number(let number)? = self[name], let value = number.int64, let count = Int(exactly: value),
            count >= 0
        else { throw .badField(name) }
        return count
    }
}
