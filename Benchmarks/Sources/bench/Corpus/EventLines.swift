/// Writes session events, 1 % starts and ends, mostly tool calls and model calls.
struct EventLines {
    private var random: SeededRandom
    private let input: Input
    private var seq = 0
    private var job = ""
    private var session = ""

    private static let words = """
        the agent called tool with input and returned error result file path deploy database schema migration token
        usage request response stack trace value user config
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
    private static let foreign = ["Übergröße", "naïve", "файл", "ошибка", "结果", "数据库", "エラー", "😀", "señal", "τιμή"]

    init(_ input: Input, seed: UInt64) {
        self.input = input
        random = SeededRandom(seed: seed)
    }

    /// One line without its end.
    mutating func next() -> String {
        if seq == 0 || seq > 200 { (seq, job, session) = (0, random.uuid(), random.uuid()) }
        let kind = seq == 0 ? "SESSION_START" : pickKind()
        var members: [(String, String)] = [
            ("type", quoted(kind)), ("timestamp", quoted(timestamp())), ("job_id", quoted(job)),
            ("session_id", quoted(session)), ("seq", "\(seq)"),
        ]
        members += fields(of: kind)
        if input == .unknown { members.append(("trace", "{\"id\":\(quoted(random.hex(16))),\"sampled\":true}")) }
        if input == .shuffled { members.shuffle(using: &random) }
        seq += 1
        let (colon, comma) = input == .spaced ? (": ", ", ") : (":", ",")
        return "{" + members.map { "\"\($0)\"\(colon)\($1)" }.joined(separator: comma) + "}"
    }

    private mutating func pickKind() -> String {
        switch random.int(1...98) {
        case 1: "CHECKPOINT_LOADED"
        case 2...16: "LLM_REQUEST"
        case 17...31: "LLM_RESPONSE"
        case 32...59: "TOOL_START"
        case 60...87: "TOOL_RESULT"
        case 88...97: "CHECKPOINT_WRITTEN"
        default: "SESSION_END"
        }
    }

    private mutating func fields(of kind: String) -> [(String, String)] {
        let tools = ["bash", "read_file", "search", "deploy_service"]
        switch kind {
        case "SESSION_START":
            return [
                ("buffer_schema_version", "1"), ("agent_id", quoted(random.uuid())),
                ("pod_name", quoted("agent-worker-7b9f4-xk2n3")), ("worker_job_id", "null"),
            ]
        case "CHECKPOINT_LOADED":
            return [
                ("checkpoint_id", quoted(random.uuid())), ("step_index", "\(random.int(0...50))"),
                ("schema_version", "1"),
            ]
        case "LLM_REQUEST":
            return [
                ("model", quoted("claude-sonnet-4-5-20250929")), ("step_index", "\(random.int(0...50))"),
                ("prompt_hash", quoted(random.hex(64))), ("message_count", "\(random.int(1...40))"),
            ]
        case "LLM_RESPONSE":
            return [
                ("step_index", "\(random.int(0...50))"), ("prompt_tokens", "\(random.int(10...100_000))"),
                ("completion_tokens", "\(random.int(1...4000))"),
                ("finish_reason", quoted(random.pick(["end_turn", "tool_use", "max_tokens"]))),
                ("tool_use_count", "\(random.int(0...3))"), ("duration_ms", "\(random.int(100...20_000))"),
            ]
        case "TOOL_START":
            return [
                ("invocation_id", quoted(random.uuid())), ("tool_name", quoted(random.pick(tools))),
                ("input_hash", quoted(random.hex(64))), ("input_summary", text(50...400)),
                ("is_side_effect", random.chance(30) ? "true" : "false"),
            ]
        case "TOOL_RESULT":
            return [
                ("invocation_id", quoted(random.uuid())), ("tool_name", quoted(random.pick(tools))),
                ("success", random.chance(90) ? "true" : "false"), ("duration_ms", "\(random.int(1...9000))"),
                ("result_summary", text(50...900)), ("error_code", "null"),
            ]
        case "CHECKPOINT_WRITTEN":
            return [
                ("checkpoint_id", quoted(random.uuid())), ("step_index", "\(random.int(0...50))"),
                ("checkpoint_size_bytes", "\(random.int(100...90_000))"),
            ]
        default:
            return [("reason", quoted("completed")), ("total_events", "\(seq + 1)"), ("final_step_index", "9")]
        }
    }

    private mutating func timestamp() -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let milliseconds = String("\(1000 + random.int(0...999))".dropFirst())
        let day = two(random.int(1...28))
        let time = "\(two(random.int(0...23))):\(two(random.int(0...59))):\(two(random.int(0...59)))"
        return "2026-02-\(day)T\(time).\(milliseconds)Z"
    }

    /// Free text as a JSON string. A tenth of the plain ones holds an escape, as logs do.
    private mutating func text(_ range: ClosedRange<Int>) -> String {
        let length = random.int(range)
        let escapes = random.chance(input == .escaped ? 50 : 10)
        var text = ""
        while text.utf8.count < length {
            if !text.isEmpty { text += escapes && random.chance(10) ? random.pick(["\\n", "\\\"", "\\t"]) : " " }
            text += input == .unicode && random.chance(30) ? random.pick(Self.foreign) : random.pick(Self.words)
        }
        return quoted(text)
    }

    private func quoted(_ text: String) -> String {
        "\"\(text)\""
    }
}
