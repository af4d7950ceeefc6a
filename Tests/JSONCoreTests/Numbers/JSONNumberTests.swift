import Testing

@testable import JSONCore

private func number(_ text: String) throws -> JSONNumber { try #require(JSONNumber(text: text), "\(text)") }

@Suite struct JSONNumberTests {
    @Test(arguments: [
        "0", "-0", "1", "-1", "1.50", "0.001", "-0.001", "-0.0", "1e3", "1E+3", "10e-1", "12345678901234567890",
        "123456789012345678901234567890.5", "9223372036854775807", "-9223372036854775808", "0.10", "0e0",
        "1e99999999999999999999999", "922337203685477580.7",
    ])
    func textSurvives(_ text: String) throws {
        let read = try number(text)
        #expect(read.text == text)
        #expect(read.description == text)
    }

    @Test(arguments: [
        "", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "0x10", "1 ", " 1", "1_000", "NaN", "Infinity",
        "1e5.5",
        "--1", "１", "1.5.5", "00", "-e5",
    ])
    func otherTextIsRefused(_ text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test func smallNumbersAreSmall() {
        #expect(MemoryLayout<JSONNumber>.stride == 16)
    }

    /// Each row holds spellings of one value; rows ascend.
    private static let rows: [[String]] = [
        ["-1e99999999999999999999"], ["-1e99999999999999999998"], ["-1e400"],
        ["-12345678901234567890.5"], ["-12345678901234567890"], ["-9223372036854775808", "-9223372036854775808.0"],
        ["-1", "-1.0", "-10e-1"], ["-0.5"], ["-1e-400"], ["-1e-99999999999999999999"],
        ["0", "-0", "0.0", "-0.0e5", "0e99999999999999999999"],
        ["1e-99999999999999999999", "10e-100000000000000000000"], ["1e-400", "0.1e-399"],
        ["0.1", "1e-1", "0.10"], ["0.1000000000000000000000000000000000000001"], ["0.5"],
        ["1", "1.0", "10e-1", "0.1e1", "1.000000000000000000000000000000", "1000e-3"], ["1.5"], ["9"], ["10", "1e1"],
        ["100", "1e2", "1E+2", "100.00"], ["9007199254740992"], ["9007199254740993", "9007199254740993.0"],
        ["9223372036854775807"], ["9223372036854775808", "9.223372036854775808e18"],
        ["18446744073709551615"], ["18446744073709551616"], ["1e20", "100000000000000000000"],
        ["100000000000000000001"], ["123456789012345678901234567890", "1.2345678901234567890123456789e29"],
        ["1e400"], ["1e99999999999999999998"], ["1e99999999999999999999", "0.1e100000000000000000000"],
    ]

    @Test func orderAndEqualityAreByValue() throws {
        for (i, row) in Self.rows.enumerated() {
            for (j, other) in Self.rows.enumerated() {
                for a in try row.map(number) {
                    for b in try other.map(number) {
                        #expect((a < b) == (i < j), "\(a) < \(b)")
                        #expect((a == b) == (i == j), "\(a) == \(b)")
                        if i == j { #expect(a.hashValue == b.hashValue, "\(a), \(b)") }
                    }
                }
            }
        }
        #expect(try number("1").sameText(as: number("1")))
        #expect(try !number("1").sameText(as: number("1.0")))
        #expect(try !number("1e1").sameText(as: number("1E1")))
    }

    @Test func randomOrderAgreesWithDouble() throws {
        let seed: UInt64 = 11
        var random = RandomSource(seed: seed)
        func any() -> Double {
            let value = Double(Int64(bitPattern: random.next()) >> (random.next() % 60 + 4))
            return random.next() % 2 == 0 ? value : value / 1024
        }
        for _ in 0..<20_000 {
            let (x, y) = (any(), any())
            let (a, b) = (try number(x.description), try number(y.description))
            #expect((a < b) == (x < y), "seed \(seed): \(x) \(y)")
            #expect((a == b) == (x == y), "seed \(seed): \(x) \(y)")
            #expect(a.double == x, "seed \(seed)")
        }
    }

    @Test func integersByValue() throws {
        #expect(try number("1.0").int64 == 1)
        #expect(try number("1e3").int64 == 1000)
        #expect(try number("10e-1").int64 == 1)
        #expect(try number("-0").int64 == 0)
        #expect(try number("1.5").int64 == nil)
        #expect(try number("9223372036854775808").int64 == nil)
        #expect(try number("-9223372036854775808.0").int64 == .min)
        #expect(try number("9223372036854775808").uint64 == 9_223_372_036_854_775_808)
        #expect(try number("18446744073709551615.00").uint64 == .max)
        #expect(try number("18446744073709551616").uint64 == nil)
        #expect(try number("-1").uint64 == nil)
        #expect(try number("1e1000000000").int64 == nil)
        for text in ["1.0", "1e3", "10e-1", "-0.0", "1e99999999999999999999"] { #expect(try number(text).isInteger) }
        for text in ["0.5", "1e-1", "1e-99999999999999999999", "123456789012345678901234567890.5"] {
            #expect(try !number(text).isInteger)
        }
    }

    @Test func fromSwiftValues() throws {
        #expect(JSONNumber(Int64.min).text == "-9223372036854775808")
        #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
        #expect(JSONNumber(UInt64.max).uint64 == .max)
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(1e-7)?.text == "1e-07")
        #expect(JSONNumber(-0.0)?.double.sign == .minus)
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(try number("1e400").double == .infinity)
        #expect(try number("0.30").double == 0.3)
    }

    @Test(arguments: [
        ("6", "3", true), ("7", "3", false), ("0", "3", true), ("0", "0", true), ("3", "0", false), ("-6", "3", true),
        ("6", "-3", true), ("19.99", "0.01", true), ("19.995", "0.01", false), ("0.3", "0.1", true),
        ("1", "0.5", true), ("1e1000000000", "3", false), ("1e1000000000", "1e-7", true),
        ("1e1000000000", "1024", true),
        ("3e1000000000", "3", true), ("1e-1000000000", "3", false), ("1e308", "1e-308", true),
        ("1e308", "0.123456789", false),
        ("1e308", "1e308", true), ("12391239123", "1e-8", true), ("0.0075", "0.0001", true),
        ("0.00751", "0.0001", false),
        ("1e308", "0.5", true), ("9007199254740993", "2", false), ("12", "0.24", true), ("12", "0.7", false),
        ("1", "3e-99999999999999999999", false), ("3", "3e-99999999999999999999", true),
        ("1e99999999999999999999", "1e99999999999999999999", true),
        ("1e99999999999999999999", "2e99999999999999999999", false),
        ("1e100000000000000000000", "2e99999999999999999999", true),
        ("123456789012345678901234567890", "12345678901234567890123456789", true),
        ("123456789012345678901234567891", "12345678901234567890123456789", false),
        ("340282366920938463463374607431768211456", "18446744073709551616", true),
        ("340282366920938463463374607431768211457", "18446744073709551616", false),
        ("340282366920938463463374607431768211456", "7", false), ("1e25", "18446744073709551616", false),
        ("1e64", "18446744073709551616", true), ("1e63", "18446744073709551616", false),
        ("1e28", "37252902984619140625", true), ("1e27", "37252902984619140625", false),
    ])
    func multiples(_ text: String, _ divisor: String, _ expected: Bool) throws {
        #expect(try number(text).isMultiple(of: number(divisor)) == expected, "\(text) of \(divisor)")
    }

    /// A hostile length is answered in linear time where the divisor fits 64 bits.
    @Test func multiplesOfManyDigits() throws {
        let digits = String(repeating: "9", count: 300_000)
        #expect(try number(digits).isMultiple(of: number("9")))
        #expect(try number(digits).isMultiple(of: number("0.01")))
        #expect(try !number(digits).isMultiple(of: number("8")))
        #expect(try number(digits + "e3").isMultiple(of: number("8")))
        // 10^6 - 1 divides 10^(6n) - 1.
        #expect(try number(digits).isMultiple(of: number("999999")))
        #expect(try !number(digits + "8").isMultiple(of: number("999999")))
        #expect(try number(digits).isMultiple(of: number("18446744073709551615")) == false)
    }

    /// Products of random factors are multiples of each, and stop being so when one is added.
    @Test func randomMultiples() throws {
        let seed: UInt64 = 3
        var random = RandomSource(seed: seed)
        for _ in 0..<5_000 {
            let a = random.next() >> (random.next() % 40)
            let b = random.next() >> (random.next() % 40) | 2
            let (high, low) = a.multipliedFullWidth(by: b)
            var product = BigNatural(high)
            product.shiftLeft(64)
            // 2^64 · high + low, in decimal.
            var digits: [UInt8] = []
            var limbs = [low, high]
            while limbs.contains(where: { $0 != 0 }) {
                var remainder: UInt64 = 0
                for index in limbs.indices.reversed() {
                    (limbs[index], remainder) = UInt64(10).dividingFullWidth((remainder, limbs[index]))
                }
                digits.append(UInt8(remainder))
            }
            let text = digits.isEmpty ? "0" : digits.reversed().map(String.init).joined()
            let scale = Int(random.next() % 50) - 25
            let scaled = try number("\(text)e\(scale)")
            #expect(scaled.isMultiple(of: try number("\(b)e\(scale)")), "seed \(seed): \(text) \(b)")
            #expect(scaled.isMultiple(of: try number("\(b)e\(scale - 3)")), "seed \(seed): \(text) \(b)")
            #expect(try number("\(text).5").isMultiple(of: number("\(b)")) == false, "seed \(seed): \(text) \(b)")
        }
    }
}
