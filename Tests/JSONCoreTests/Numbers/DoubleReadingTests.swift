import Testing

@testable import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

private func parsed(_ text: String) -> Double {
    var text = text
    return text.withUTF8 { parseDouble($0) }
}

/// The same bytes through the C library, which rounds correctly by big-integer arithmetic.
private func agrees(_ text: String) -> Bool {
    parsed(text).bitPattern == strtod(text, nil).bitPattern
}

@Suite struct DoubleReadingTests {
    @Test(arguments: [
        "0", "-0", "0.0", "1", "-1", "1e400", "-1e400", "1e-400", "4.9406564584124654e-324", "2.4703282292062327e-324",
        "2.4703282292062328e-324", "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308",
        "1.7976931348623158e308", "1.7976931348623159e308", "9007199254740993", "9007199254740992.5",
        "9007199254740993.00000000000000000000000000001", "1e22", "1e23", "123456789012345678901234567890",
        "0.000000000000000000000000000000000000000000000001234567890123456789012345", "1e-10000000000000000000000",
        "1e10000000000000000000000", "0e99999999999999999999", "6.8985865317742005e-309", "7.2057594037927933e16",
        "8.5e-0", "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126",
        "179769313486231580793728971405303415079934132710037"
            + "826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681"
            + "908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704"
            + "342711559699508093042880000000000000000000",
    ])
    func knownHardCases(_ text: String) {
        #expect(agrees(text), "\(text) became \(parsed(text))")
    }

    @Test func longZeroRuns() {
        let zeros = String(repeating: "0", count: 5000)
        for text in ["0.\(zeros)1e5001", "1\(zeros)e-5000", "0.\(zeros)123456789012345678901234e5001", "1\(zeros)"] {
            #expect(agrees(text), "\(text.prefix(10))… became \(parsed(text))")
        }
    }

    @Test func randomNumbersAgreeWithTheCLibrary() {
        let seed: UInt64 = 20_260_101
        var random = RandomSource(seed: seed)
        var failures: [String] = []
        for round in 0..<randomRounds {
            let text: String
            switch round % 4 {
            case 0:  // Any bit pattern, in its shortest spelling.
                let value = Double(bitPattern: random.next())
                text = value.isFinite ? value.description : "1e999"
            case 1:  // Any digits and exponent.
                text = "\(random.next() >> (random.next() % 64))e\(Int(random.next() % 700) - 360)"
            case 2:  // Money and measurements.
                text = "\(random.next() >> 40).\(random.next() >> (random.next() % 64))"
            default:  // More than 19 digits.
                text = "\(random.next()).\(random.next())\(random.next())e\(Int(random.next() % 660) - 340)"
            }
            if !agrees(text) { failures.append(text) }
        }
        let failed = failures.count
        #expect(failed == 0, "seed \(seed): \(failures.prefix(5))")
    }

    /// The exact decimal number halfway between two neighbours, and that number nudged in its last digit.
    @Test func tiesAgreeWithTheCLibrary() {
        let seed: UInt64 = 7
        var random = RandomSource(seed: seed)
        var failures: [String] = []
        for round in 0..<3_000 {
            let bits = round % 3 == 0 ? random.next() >> 12 : random.next() >> 1
            let value = Double(bitPattern: bits)
            guard value.isFinite else { continue }
            let (digits, scale) = tie(above: value)
            for text in [digits, digits + "0000", digits + "1", String(digits.dropLast()) + "4" + "999"] {
                let spelled = "\(text)e\(scale - (text.utf8.count - digits.utf8.count))"
                if !agrees(spelled) { failures.append(spelled) }
            }
        }
        let failed = failures.count
        #expect(failed == 0, "seed \(seed): \(failures.prefix(2))")
    }

    /// (2m + 1) · 2^(e - 1) in decimal digits.
    private func tie(above value: Double) -> (digits: String, scale: Int) {
        let subnormal = value.exponentBitPattern == 0
        let m = value.significandBitPattern | (subnormal ? 0 : 1 << 52)
        let exponent = (subnormal ? 1 : Int(value.exponentBitPattern)) - 1076
        var limbs: [UInt64] = []
        var rest = 2 * m + 1
        while rest > 0 {
            limbs.append(rest % 1_000_000_000)
            rest /= 1_000_000_000
        }
        for _ in 0..<exponent.magnitude {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let product = limbs[index] * (exponent < 0 ? 5 : 2) + carry
                limbs[index] = product % 1_000_000_000
                carry = product / 1_000_000_000
            }
            if carry > 0 { limbs.append(carry) }
        }
        var digits = String(limbs.last ?? 0)
        for limb in limbs.dropLast().reversed() {
            let part = String(limb)
            digits += String(repeating: "0", count: 9 - part.utf8.count) + part
        }
        return (digits, min(exponent, 0))
    }
}
