import Dispatch
import JSONCore
import SchemaProgram
import Testing

struct LineValidatorTests {
    private struct Found: Equatable {
        var number: Int
        var offset: Int
        var text: String
    }

    private struct Result: Equatable {
        var found: [Found] = []
        var count = LineValidator.Count()
    }

    /// Feeds the text in pieces of these sizes, over and over.
    private func run(
        _ bytes: [UInt8],
        pieces: [Int],
        longestLine: Int = 1 << 20,
        reportsAll: Bool = false,
        cores: Int
    ) throws -> Result {
        let program = try compile(#"{"type": "integer"}"#)
        let lines = LineValidator(program, longestLine: longestLine, reportsAll: reportsAll, cores: cores)
        var at = 0
        var reads = 0
        var result = Result()
        result.count = lines.validate { space in
            let count = min(pieces[reads % pieces.count], space.count, bytes.count - at)
            space.copyBytes(from: bytes[at..<at + count])
            at += count
            reads += 1
            return count
        } report: { finding in
            let text = String(decoding: finding.text.prefix(20), as: UTF8.self)
            result.found.append(Found(number: finding.number, offset: finding.offset, text: text))
        }
        return result
    }

    @Test(arguments: [1, 2, 7, 1000], [1, 2, 5])
    func `Lines are decided however they arrive`(_ piece: Int, _ cores: Int) throws {
        let result = try run(Array("1\n\n2.5\r\n 3 \n\"x\"\n{\n4".utf8), pieces: [piece], cores: cores)
        #expect(
            result.found == [
                Found(number: 3, offset: 3, text: "2.5\r"), Found(number: 5, offset: 12, text: "\"x\""),
                Found(number: 6, offset: 16, text: "{"),
            ]
        )
        #expect(result.count == LineValidator.Count(valid: 3, invalid: 3))
    }

    @Test(arguments: [1, 3])
    func `A line beyond the limit is passed over, and said once`(_ cores: Int) throws {
        let long = String(repeating: "7", count: 2_000_000)
        let text = "1\n\(long)\n2\n\(long)\nx\n\(long)"
        let result = try run(Array(text.utf8), pieces: [100_000], longestLine: 300_000, cores: cores)
        #expect(result.found.map(\.number) == [2, 4, 5, 6])
        #expect(result.found.map(\.offset) == [2, 2_000_005, 4_000_006, 4_000_008])
        #expect(result.count == LineValidator.Count(valid: 2, invalid: 4))
    }

    @Test(arguments: [1, 3])
    func `A long line within the limit is one line`(_ cores: Int) throws {
        let text = "[" + String(repeating: "1,", count: 500_000) + "1]\n5"
        let result = try run(Array(text.utf8), pieces: [1 << 16], longestLine: 1 << 21, cores: cores)
        #expect(result.found.map(\.number) == [1])
        #expect(result.count.valid == 1)
    }

    /// What a validator has to say, by a reader that has the whole text at once.
    private func expected(_ bytes: [UInt8], longestLine: Int, reportsAll: Bool) -> Result {
        var result = Result()
        var offset = 0
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let hasMark = index == 0 && line.starts(with: [0xEF, 0xBB, 0xBF])
            let text = hasMark ? line.dropFirst(3) : line
            let words = text.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if !words.isEmpty {
                let isInteger = words.count == 1 && Int(String(decoding: words[0], as: UTF8.self)) != nil
                let isValid = line.count <= longestLine && isInteger
                if isValid { result.count.valid += 1 } else { result.count.invalid += 1 }
                if reportsAll || !isValid {
                    let shown = String(decoding: text.prefix(20), as: UTF8.self)
                    result.found.append(Found(number: index + 1, offset: offset + line.count - text.count, text: shown))
                }
            }
            offset += line.count + 1
        }
        return result
    }

    /// Blocks hold some 200 KB, so the streams are long enough for many of them, on their way at once.
    @Test(arguments: 0..<12)
    func `Many cores say what one says, and what the whole text says`(_ seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed))
        var bytes: [UInt8] = seed % 3 == 0 ? [0xEF, 0xBB, 0xBF] : []
        let longestLine = 400_000
        while bytes.count < 3_000_000 {
            switch random.next() % 200 {
            case 0: bytes += Array(repeating: 0x20, count: Int(random.next() % 300_000)) + Array("12".utf8)
            case 1: bytes += Array(repeating: UInt8(ascii: "x"), count: Int(random.next() % 399_000))
            case 2 where seed % 4 == 0: bytes += Array(repeating: UInt8(ascii: "y"), count: 800_000)
            case 3..<20: bytes += Array("\"no\"\r".utf8)
            case 20..<30: break
            default:
                for _ in 0..<random.next() % 40 { bytes += Array("  \(random.next() % 1000)".utf8.suffix(5)) + [0x0A] }
            }
            bytes.append(0x0A)
        }
        if seed % 2 == 0 { bytes.removeLast() }
        let pieces = (0..<20).map { _ in 1 + Int(random.next() % (1 << 18)) }
        for reportsAll in [false, true] {
            let expected = expected(bytes, longestLine: longestLine, reportsAll: reportsAll)
            for cores in [1, 2, 4] {
                let result = try run(
                    bytes,
                    pieces: pieces,
                    longestLine: longestLine,
                    reportsAll: reportsAll,
                    cores: cores
                )
                #expect(result == expected, "\(cores) cores")
            }
        }
    }

    @Test(arguments: [1, 2])
    func `A line is decided before the next one arrives`(_ cores: Int) throws {
        let lines = LineValidator(try compile("false"), cores: cores)
        let reported = DispatchSemaphore(value: 0)
        var written = 0
        let count = lines.validate { space in
            // Nothing more comes before the line that was written last is known to be wrong.
            if written > 0, reported.wait(timeout: .now() + 60) == .timedOut { return 0 }
            if written == 100 { return 0 }
            space.copyBytes(from: Array("1\n".utf8))
            written += 1
            return 2
        } report: { _ in
            reported.signal()
        }
        #expect(count == LineValidator.Count(valid: 0, invalid: 100))
    }

    private struct Broken: Error, Equatable {
        var after: Int
    }

    @Test(arguments: [1, 4])
    func `What was read before a failure is reported before it is thrown`(_ cores: Int) throws {
        let lines = LineValidator(try compile("false"), cores: cores)
        var reads = 0
        var found: [Int] = []
        #expect(throws: Broken(after: 50)) {
            _ = try lines.validate { (space) throws(Broken) in
                if reads == 50 { throw Broken(after: reads) }
                reads += 1
                let text = Array(repeating: Array("1\n".utf8), count: 100).joined()
                space.copyBytes(from: Array(text))
                return 200
            } report: {
                found.append($0.number)
            }
        }
        #expect(found == Array(1...5000))
    }

    @Test
    func `Counts are told on the way, in order`() throws {
        let lines = LineValidator(try compile("true"), cores: 3)
        var reads = 0
        var told: [Int] = []
        let count = lines.validate { space in
            reads += 1
            if reads > 30 { return 0 }
            space.copyBytes(from: Array("1\n".utf8))
            return 2
        } report: { _ in
        } passed: {
            told.append($0.valid)
        }
        #expect(told.last == 30 && count.valid == 30)
        #expect(told == told.sorted())
    }
}
