import JSONCore
import SchemaProgram
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

struct GuardPageTests {
    /// The text ends so close to a page that nobody may read that one byte beyond the padding kills the test.
    @Test
    func `Nothing is read beyond the padding`() throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let flags = MAP_PRIVATE | MAP_ANON
        let memory = try #require(mmap(nil, page * 2, PROT_READ | PROT_WRITE, flags, -1, 0))
        try #require(memory != MAP_FAILED)
        defer { munmap(memory, page * 2) }
        try #require(mprotect(memory + page, page, PROT_NONE) == 0)
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        let program = try compile(
            """
            {"properties": {"id": {"format": "uuid"}, "at": {"format": "date-time"}, "text": {"pattern": "^[a-z ]*$"}},
             "additionalProperties": {"type": ["string", "number", "array", "null"], "maxLength": 30, "minimum": 0.5}}
            """
        )
        var validator = Validator(program)
        let whole = """
            {"id":"123e4567-e89b-12d3-a456-426614174000","at":"2026-02-01T00:00:00.123Z","text":"plain text",\
            "long name of a member, of many bytes":"é\\ud83d\\ude00","n":12345678.123456789,"l":[1,2.5e3]}
            """
        let texts = [whole, "\"abc", "12345678", "1.", "nul", "[", "{\"a", "\"\\u12", "tru", "-", "\"\\", "1e", "é"]
        for text in texts {
            for length in 0...text.utf8.count {
                let start = page - JSONCursor.padding - 1 - length
                for (place, byte) in text.utf8.prefix(length).enumerated() { bytes[start + place] = byte }
                bytes[start + length] = 0x0A
                for place in start + length + 1..<page { bytes[place] = 0x22 }
                let padded = validator.check(UnsafePointer(bytes + start), count: length)
                let copied = validator.check(UnsafeBufferPointer(start: UnsafePointer(bytes + start), count: length))
                #expect(padded == copied)
                #expect(program.isValidPadded(UnsafePointer(bytes + start), count: length) == (padded == .valid))
            }
        }
        #expect(program.isValid(whole))
    }
}
