import CJSONScan
import Foundation
import Testing

@testable import JSONCore

/// Arrays and the strings in them, in memory that ends where a reader may read to.
struct ArrayReadingTests {
    /// Counts how many of it there are.
    private final class Guest {
        nonisolated(unsafe) static var present = 0
        init() { Self.present += 1 }
        deinit { Self.present -= 1 }
    }

    private struct Wide: Equatable {
        var first: Int64
        var rest: (Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0)
        static func == (a: Self, b: Self) -> Bool { a.first == b.first }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 15, 16, 17, 61, 62, 63, 64, 65, 200, 247, 248, 249, 1_000])
    func `Arrays of every length are read whole`(_ count: Int) throws {
        let memory = try #require(GuardedMemory(pages: 8))
        for gap in ["", " "] {
            let text = "[\(gap)" + (0..<count).map { "\($0)" }.joined(separator: "\(gap),\(gap)") + "\(gap)]"
            let start = memory.place(line: Array(text.utf8))
            var c = JSONCursor(at: start)
            let numbers = try c.array { (c: inout JSONCursor) throws(JSONFault) in try c.int64() }
            #expect(numbers == (0..<count).map(Int64.init))
            #expect(c.offset == text.utf8.count)
            #expect(c.depthLeft == JSONCursor.standardDepth)
            c = JSONCursor(at: start)
            let wide = try c.array { (c: inout JSONCursor) throws(JSONFault) in Wide(first: try c.int64()) }
            #expect(wide == (0..<count).map { Wide(first: Int64($0)) })
        }
    }

    @Test func `Lengths beyond their bounds are violations of the array`() throws {
        for count in 0...70 {
            let text = PaddedBytes(Array(" [\((0..<count).map { "\($0)" }.joined(separator: ","))]".utf8))
            for bound in 0...70 {
                text.withPointer { start in
                    var c = JSONCursor(at: start + 1)
                    let most = Result { () throws(JSONFault) in
                        try c.array(max: bound) { (c: inout JSONCursor) throws(JSONFault) in try c.int64() }.count
                    }
                    #expect((try? most.get()) == (count <= bound ? count : nil))
                    if case .failure(let fault) = most { #expect(fault == JSONFault(.violation, at: 0)) }
                    c = JSONCursor(at: start + 1)
                    let least = Result { () throws(JSONFault) in
                        try c.array(min: bound) { (c: inout JSONCursor) throws(JSONFault) in try c.int64() }.count
                    }
                    #expect((try? least.get()) == (count >= bound ? count : nil))
                    if case .failure(let fault) = least { #expect(fault == JSONFault(.violation, at: 0)) }
                }
            }
        }
    }

    @Test func `An element that cannot be read leaves none of the others behind`() {
        for count in [1, 3, 4, 5, 16, 17, 100] {
            for broken in [
                "[" + String(repeating: "1,", count: count) + "x]", "[1" + String(repeating: ",1", count: count),
            ] {
                PaddedBytes(Array(broken.utf8)).withPointer { start in
                    var c = JSONCursor(at: start)
                    let guests = try? c.array { (c: inout JSONCursor) throws(JSONFault) in
                        _ = try c.int64()
                        return Guest()
                    }
                    #expect(guests == nil)
                }
                #expect(Guest.present == 0)
            }
        }
    }

    @Test func `Strings are read as a parser of any value reads them`() throws {
        let memory = try #require(GuardedMemory(pages: 4))
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        let pieces = ["a", "b", " ", "~", "\\n", "\\\"", "\\u00e9", "é", "日", "😀", "\\ud83d\\ude00", "{", ",", "]"]
        for round in 0..<2_000 {
            let plain = round % 2 == 0 ? 4 : pieces.count
            // Now and then more than is put together on the stack.
            let length = round % 150 * (round % 101 == 0 ? 40 : 1)
            let text = (0..<length).map { _ in pieces[Int.random(in: 0..<plain, using: &random)] }.joined()
            let start = memory.place(line: Array("\"\(text)\"".utf8))
            var c = JSONCursor(at: start)
            let read = try c.string()
            let end = c.offset
            c = JSONCursor(at: start)
            let slice = try c.text()
            #expect(end == c.offset, "seed \(seed), round \(round)")
            let other = try JSONDecoder().decode([String].self, from: Data("[\"\(text)\"]".utf8))
            #expect(other.map { Array($0.utf8) } == [Array(read.utf8)], "seed \(seed), round \(round)")
            #expect(Array(c.string(slice).utf8) == Array(read.utf8), "seed \(seed), round \(round)")
            // One byte that no string may hold.
            let place = Int.random(in: 0...text.utf8.count, using: &random)
            for byte in [0x0A, 0x00, 0x1F, 0xFF, 0xC0] as [UInt8] {
                var bytes = Array("\"\(text)\"".utf8)
                bytes.insert(byte, at: place + 1)
                let start = memory.place(line: bytes)
                c = JSONCursor(at: start)
                let string = Result { () throws(JSONFault) in try c.string().utf8.count }
                c = JSONCursor(at: start)
                let text = Result { () throws(JSONFault) in try c.text().count }
                if case .failure(let fault) = text {
                    #expect(throws: fault, "seed \(seed), round \(round)") { try string.get() }
                } else {
                    Issue.record("seed \(seed), round \(round): \(byte) at \(place) was read")
                }
            }
        }
    }

    @Test func `Plain text ends where a byte at a time finds its end`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        for length in 0...200 {
            for stop in [0x22, 0x5C, 0x0A, 0x1F, 0x00, 0x80, 0xFF] as [UInt8] {
                let text = [UInt8](repeating: 0x78, count: length) + [stop] + (0..<64).map { UInt8(0x20 + $0) }
                let start = memory.place(text)
                #expect(cjson_plain_run(start) == length)
                #expect(cjson_long_plain_run(start) == length)
                #expect(cjson_text_run(start) == length)
                #if arch(x86_64)
                if cjson_has_avx2() { #expect(cjson_long_plain_run_avx2(start) == length) }
                #endif
            }
        }
    }
}
