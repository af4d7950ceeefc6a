import CJSONScan
import Testing

@testable import JSONCore

/// The way that most numbers are read, against its plain twins: `NumberScan`, `nearestDouble` and `shortestDecimal`.
struct ShortDecimalTests {
    @Test(arguments: [
        "0", "-0", "0.0", "-0.00000000", "1", "7", "1.0", "1.5", "-1.5", "0.1", "0.25", "1234567",
        "1234567.1234567",
        "12345678", "12345678.5", "1.12345678", "1.123456789", "1.1234567890123456", "1.12345678901234567",
        "0.123456789012345678", "0.000000000000000001", "-1.123456789012345678", "9.999999999999999999",
        "9007199254740993", "9007199254740992.5", "4503599627370496.5", "4503599627370497.5", "4503599627370495.5",
        "0.30000000000000004", "0.1000000000000000055", "9999999999999999999", "1.7976931348623157",
        "2.2250738585072014",
        "0.9999999999999999", "1.0000000000000002", "0.99999999999999994", "1.00000000000000011", "5.0000000000000000",
        "72057594037927936.0", "36028797018963968.5", "0.50000000000000001", "0.062499999999999993",
    ])
    func `Known numbers are read as by the plain way`(_ text: String) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        _ = try check(text, memory)
    }

    @Test func `Random decimals are read as by the plain way`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        for round in 0..<randomRounds {
            let digits = 1 + round % 20
            var text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
            let point = Int.random(in: 1...digits, using: &random)
            if point < digits { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
            if point > 1, text.first == "0" { text = "1" + text.dropFirst() }
            _ = try check((Bool.random(using: &random) ? "-" : "") + text, memory, "seed \(seed)")
        }
    }

    /// What programs write: the shortest text of a double. The proof has to find that it is, or reading it is slow.
    @Test func `The shortest text of a double is known for what it is`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        var known = 0
        var all = 0
        for round in 0..<randomRounds {
            let value = Double.random(in: -1...1, using: &random) * [1, 10, 1_000, 1e6, 1e9, 1e12][round % 6]
            for near in [value, value.nextUp] where near.magnitude > 1e-3 {
                guard let isKnown = try check("\(near)", memory, "seed \(seed)") else { continue }
                all += 1
                known += isKnown ? 1 : 0
            }
        }
        #expect(known > all - all / 1_000, "seed \(seed): \(known) of \(all)")
    }

    /// The number halfway between two doubles, which are rounded to even, and those right beside it.
    @Test func `Numbers between two doubles go to the right one`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        for _ in 0..<(randomRounds / 20) {
            // Of 2^50 to 2^57, so that what is halfway has one to three digits behind the point, or none.
            let exponent = Int.random(in: 0...7, using: &random)
            let whole = (random.next() >> 12 | 1 << 52) &* 2 &+ 1
            let behind = UInt64(max(3 - exponent, 0))
            let thousandths = (whole & (1 << behind - 1)) * 1000 >> behind
            let integer = exponent < 3 ? whole >> behind : whole << UInt64(exponent - 3)
            for text in ["\(integer)", "\(integer).\(thousandths + 1000)".replacingPoint()] {
                _ = try check(text, memory, "seed \(seed)")
            }
            _ = try check("\(integer + 1)", memory, "seed \(seed)")
            _ = try check("\(integer - 1)", memory, "seed \(seed)")
        }
    }

    @Test func `Bytes that are no digits are found as one at a time finds them`() throws {
        let memory = try #require(GuardedMemory(pages: 1))
        for byte in UInt8.min...UInt8.max {
            for place in 0..<32 {
                var text = (0..<32).map { UInt8(0x30 + $0 % 10) }
                text[place] = byte
                let start = memory.place(text)
                #expect(cjson_no_digits(start) == cjson_no_digits_plainly(start), "\(byte) at \(place)")
            }
        }
    }

    /// Whether the number is known for the shortest text of its double; nil where it is not read this way.
    private func check(_ text: String, _ memory: GuardedMemory, _ comment: Comment? = nil) throws -> Bool? {
        let bytes = Array(text.utf8)
        let scan = try #require(bytes.withUnsafeBufferPointer { NumberScan($0) }, "\(text)")
        let start = memory.place(line: bytes)
        let digits = scan.wholeCount + scan.fractionCount
        guard let decimal = JSONCursor(at: start).shortDecimal() else {
            #expect(digits > 19 || scan.exponentStart > 0, "\(text) \(comment ?? "")")
            return nil
        }
        #expect(digits <= 19, "\(text) \(comment ?? "")")
        #expect(decimal.mantissa == scan.mantissa, "\(text) \(comment ?? "")")
        #expect(decimal.scale == -scan.fractionCount, "\(text) \(comment ?? "")")
        #expect(decimal.sign == (scan.negative ? 1 : 0), "\(text) \(comment ?? "")")
        #expect(decimal.end == start + bytes.count, "\(text) \(comment ?? "")")
        let (value, isShortest) = decimal.nearest()
        let plain = nearestDouble(scan.mantissa, scale: decimal.scale, negative: scan.negative)
        #expect(value.bitPattern == plain.bitPattern, "\(text) \(comment ?? "")")
        #expect(!isShortest || decimal.isShortest(value), "\(text) \(comment ?? "")")
        #expect(decimal.isShortest(value) == (JSONNumber(value) == JSONNumber(text: text)), "\(text) \(comment ?? "")")
        return isShortest
    }
}

extension String {
    /// `12.1345` is `12.345`: what stands behind the point, without the digit that kept its zeros.
    fileprivate func replacingPoint() -> String {
        guard let point = firstIndex(of: ".") else { return self }
        return String(self[...point] + dropFirst(distance(from: startIndex, to: point) + 2))
    }
}
