import Foundation
import Testing

@testable import JSONCore

@Suite struct InternationalNameTests {
    /// RFC 3492, section 7.1, and some of everyday life.
    @Test(arguments: [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"), ("bücher", "bcher-kva"), ("そのスピードで", "d9juau41awczczp"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ])
    func punycodeSamples(_ text: String, _ code: String) {
        #expect(String(decoding: encodePunycode(Array(text.unicodeScalars)), as: UTF8.self) == code)
        #expect(decodePunycode(ArraySlice(code.utf8)) == Array(text.unicodeScalars))
    }

    @Test func punycodeRoundTripsAndRefusesOverflow() {
        var random = RandomSource(seed: 8)
        for _ in 0..<5_000 {
            let scalars = (0...random.next() % 20).compactMap { _ in
                Unicode.Scalar(UInt32(truncatingIfNeeded: random.next() >> (43 + random.next() % 20)))
            }
            #expect(decodePunycode(encodePunycode(scalars)[...]) == scalars)
        }
        for code in ["99999999999999", "zzzzzzzzzzzzzzzzzzzzzzzz", "a-é", "ü", "a-9"] {
            _ = decodePunycode(ArraySlice(code.utf8))
        }
        #expect(decodePunycode(ArraySlice("99999999999999999999".utf8)) == nil)
    }

    /// Agreement with Foundation's composed form, on scalars that a label may hold.
    @Test func compositionAgreesWithFoundation() {
        let seed: UInt64 = 12
        var random = RandomSource(seed: seed)
        var pool: [Unicode.Scalar] = ["a", "e", "i", "o", "u", "s", "d", "가", "각"]
        for row in stride(from: 0, to: canonicalCompositions.count, by: 3) {
            pool += canonicalCompositions[row..<(row + 3)].compactMap(Unicode.Scalar.init)
        }
        pool += (UInt32(0x300)...0x36F).compactMap(Unicode.Scalar.init)
        // Foundation's tables may be older than the standard library's and ours.
        pool = pool.filter { DerivedProperty($0) == .valid && ($0.properties.age?.major ?? .max) < 15 }
        var composed = 0
        var failures: [[Unicode.Scalar]] = []
        for _ in 0..<20_000 {
            let scalars = (0...random.next() % 4).compactMap { _ in pool.randomElement(using: &random) }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let normal = Array(String(view).precomposedStringWithCanonicalMapping.unicodeScalars)
            if isComposed(scalars) != (normal == scalars) { failures.append(scalars) }
            if normal == scalars { composed += 1 }
        }
        #expect(failures == [], "seed \(seed)")
        #expect(composed > 2_000 && composed < 18_000)
        #expect(!isComposed(["\u{1112}", "\u{1161}", "\u{11AB}"]))
    }

    @Test func tablesAscend() {
        for table in [
            dualJoiningRanges, leftJoiningRanges, rightJoiningRanges, greekRanges, hebrewRanges, japaneseRanges,
            rightToLeftRanges, arabicNumberRanges, europeanNumberRanges, bidiNeutralRanges,
        ] {
            #expect(table.count.isMultiple(of: 2))
            for (a, b) in zip(table, table.dropFirst()) { #expect(a <= b) }
        }
    }
}
