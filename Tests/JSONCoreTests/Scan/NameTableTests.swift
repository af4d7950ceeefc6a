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
        let table = NameTable(list)
        for (index, name) in list.enumerated() {
            for other in [name, name + "a", String(name.dropLast()), "b" + name.dropFirst()] {
                let start = memory.place(line: Array("\"\(other)\":1".utf8))
                let found = table.index(start + 1, other.utf8.count)
                #expect(found == table.index(of: other), "seed \(seed)")
                if other == name { #expect(found == index, "seed \(seed)") }
            }
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
