import Testing

@testable import JSONCore

/// Numbers where they stand in a text, against the plain readers of whole texts.
struct NumberReadingTests {
    @Test(arguments: [
        "0", "-0", "1", "-1", "9", "10", "1234567", "12345678", "-12345678", "123456789", "999999999999999999",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616", "1.0", "1e3",
        "1.5", "-0.0", "0.1", "0.10000000000000001", "0.30000000000000004", "123456789.12345678", "1.7976931348623157",
        "9007199254740993", "9007199254740992.5", "0.1234567890123456789", "0.12345678901234567890", "5e-324",
        "1.00000000000000000000", "100000000000000000000", "1e400", "-1e-400", "12345678901234567.8", "0.00000001",
        "7205759403792793.25", "1E5", "0e99", "99999999.99999999", "4.35", "0.000001", "-2.5e-7",
    ])
    func `Numbers are read as their text is`(_ text: String) throws {
        try check(text)
    }

    @Test func `Random numbers are read as their text is`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        for _ in 0..<(randomRounds / 5) {
            var text = Bool.random(using: &random) ? "-" : ""
            let digits = Int.random(in: 1...22, using: &random)
            text += (0..<digits).map {
                "\($0 == 0 ? Int.random(in: 1...9, using: &random) : Int.random(in: 0...9, using: &random))"
            }
            .joined()
            if Int.random(in: 0..<4, using: &random) > 0 {
                text += "."
                text += (0..<Int.random(in: 1...20, using: &random)).map { _ in
                    "\(Int.random(in: 0...9, using: &random))"
                }
                .joined()
            }
            if Int.random(in: 0..<8, using: &random) == 0 { text += "e\(Int.random(in: -330...310, using: &random))" }
            try check(text)
            // What programs write most: the shortest text of a double.
            let double = Double(bitPattern: random.next())
            if double.isFinite { try check("\(double)") }
            try check("\(Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &random)) / 997)")
        }
    }

    @Test(arguments: ["", "-", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "+1", "00", "--1", "a", "\"1\""])
    func `Other texts are refused`(_ text: String) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        for end in [",", "]", " ", ""] {
            let start = memory.place(line: Array((text + end).utf8))
            var number = JSONCursor(at: start)
            let isRead = (try? number.number()) != nil && number.p == start + text.utf8.count
            #expect(!isRead, "\(text)")
            var integer = JSONCursor(at: start)
            let isInteger = (try? integer.int64()) != nil && integer.p == start + text.utf8.count
            #expect(!isInteger, "\(text)")
        }
    }

    private func check(_ text: String) throws {
        let memory = try #require(GuardedMemory(pages: 1))
        let exact = try #require(JSONNumber(text: text))
        for end in ["", ",", "]", "}", " ", "\t"] {
            let start = memory.place(line: Array((text + end).utf8))
            var c = JSONCursor(at: start)
            let number = try c.number()
            #expect(c.p == start + text.utf8.count, "\(text)")
            #expect(number.exact == exact, "\(text)")
            #expect(number.double.bitPattern == exact.double.bitPattern, "\(text)")
            // The text is kept where the double loses something, and only there.
            #expect((number.text == nil) == (Number(exact).text == nil), "\(text)")
            c = JSONCursor(at: start)
            #expect(try c.double().bitPattern == exact.double.bitPattern, "\(text)")
            c = JSONCursor(at: start)
            #expect((try? c.int64()) == (exact.isInteger ? exact.int64 : nil), "\(text)")
        }
    }
}
