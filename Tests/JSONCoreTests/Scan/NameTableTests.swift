import Testing

@testable import JSONCore

struct NameTableTests {
    @Test(arguments: [1, 2, 11, 60, 64, 65, 200, 201, 3_000])
    func `Every name is found, and no other`(_ count: Int) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        let letters = Array("abcdefghijklmnopqrstuvwxyz_0123456789é/ ")
        var names: Set<String> = []
        while names.count < count {
            let length = Int.random(in: 0...40, using: &random)
            names.insert(String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }))
        }
        let list = names.sorted()
        let table = NameTable(tags: list)
        for (index, name) in list.enumerated() {
            for other in [name, name + "a", String(name.dropLast()), "b" + name.dropFirst()] {
                let start = memory.place(line: Array("\"\(other)\":1".utf8))
                let found = table.index(start + 1, other.utf8.count)
                #expect(found == table.index(of: other), "seed \(seed)")
                if other == name { #expect(found == index, "seed \(seed)") }
                // Longer names are left to the other way.
                let quoted = table.index(quotedAt: start + 1)
                #expect(quoted == (other.utf8.count <= 30 ? found : quoted < 0 ? quoted : found), "seed \(seed)")
            }
        }
    }

    /// Lists of tags as they are made: alike in front, behind, in length, or in all of that; and whether a word tells them.
    @Test(arguments: [
        (
            ["SESSION_START", "SESSION_END", "CHECKPOINT_LOADED", "CHECKPOINT_WRITTEN", "LLM_REQUEST", "LLM_RESPONSE"],
            true
        ),
        (["agent_started", "agent_stopped", "agent_stalled"], true),
        (["a", "b", "ab", "ba", ""], true),
        ((100..<160).map { "EVENT_\($0)" }, true),
        ((10..<50).map { "\($0).of_some_thirty_letters_each" }, true),
        (["x", String(repeating: "x", count: 30), String(repeating: "y", count: 30)], true),
        // The first has only two bytes with its quote, and in length the others are the same.
        (["x", "abcdefgh_1", "abcdefgh_2"], false),
        ((0..<201).map { "EVENT_\($0)" }, false),
        ([String(repeating: "x", count: 31)], false),
    ])
    func `Tags are told by a word of theirs and their length`(tags: [String], isTold: Bool) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let table = NameTable(tags: tags)
        #expect((table.content.pointee.quoted != nil) == isTold)
        #expect(NameTable(tags).content.pointee.quoted == nil)
        for (index, tag) in tags.enumerated() {
            #expect(table.index(quotedAt: memory.place(line: Array("\"\(tag)\"}".utf8)) + 1) == index, "\(tag)")
            for other in [tag + "_", tag + "\\", "_" + tag, String(tag.dropLast()) + "\u{1}", tag.lowercased() + "é"] {
                let found = table.index(quotedAt: memory.place(line: Array("\"\(other)\"}".utf8)) + 1)
                #expect(found == NameTable.unknown || tags[found] == other, "\(other)")
            }
        }
    }

    @Test func `A quote in a name is never taken for its end`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let table = NameTable(tags: ["a", #"a\"#, #"b""#, "\u{1}"])
        for (text, index) in [
            (#"a""#, 0), (#"a\"b""#, -1), (#"a\\""#, -1), (#"b\"""#, -1), (#"\u0001""#, -1), (#"""#, -1),
        ] {
            #expect(table.index(quotedAt: memory.place(line: Array("\"\(text)".utf8)) + 1) == index, "\(text)")
        }
    }

    @Test(arguments: ["SESSION_START", "a", "", "SESSION_", "SESSION_STARTED_TODAY"] as [StaticString])
    func `A string that is surely another one is one`(_ tag: StaticString) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let word = LeadingWord(tag)
        let name = tag.description
        for other in ["SESSION_END", "SESSION_START", "b", "a", "", "SESSION", "SESSION_STARTS", "tool_start"] {
            var spellings = [other]
            for place in other.indices {
                // The same text with one of its characters written as an escape.
                let escape = String(other[place].unicodeScalars.first?.value ?? 0, radix: 16)
                spellings.append("\(other[..<place])\\u00\(escape)\(other[other.index(after: place)...])")
            }
            for spelling in spellings {
                let differs = word.differs(from: memory.place(line: Array("\(spelling)\"".utf8)))
                // The same one never does; another does where the first sixteen bytes tell, and no escape stands there.
                #expect(!differs || other != name, "\(spelling)")
                if spelling == other, Array((other + "\"").utf8.prefix(16)) != Array((name + "\"").utf8.prefix(16)) {
                    #expect(differs, "\(spelling)")
                }
            }
        }
    }

    @Test func `Of a text with a backslash nothing is sure`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let word = LeadingWord(#"a\b"#)
        for spelling in [#"a\\b"#, #"a\u005cb"#, #"a\u005Cb"#, #"\u0061\\b"#] {
            #expect(!word.differs(from: memory.place(line: Array("\(spelling)\"".utf8))), "\(spelling)")
        }
    }

    @Test func `No bucket is shared in the tables that records have`() {
        let names = [
            "type", "timestamp", "job_id", "session_id", "seq", "invocation_id", "tool_name", "success", "duration_ms",
            "result_summary", "error_code", "input_hash", "input_summary", "is_side_effect", "model", "step_index",
            "prompt_hash", "message_count", "checkpoint_id", "checkpoint_size_bytes", "reason", "total_events",
        ]
        let table = NameTable(names)
        for (index, name) in names.enumerated() {
            let bytes = Array(name.utf8) + [UInt8](repeating: 0, count: 64)
            let candidate = bytes.withUnsafeBufferPointer {
                $0.baseAddress.map { table.candidate($0, name.utf8.count) }
            }
            #expect(candidate == index)
        }
    }
}
