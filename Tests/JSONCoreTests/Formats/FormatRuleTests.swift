import Testing

@testable import JSONCore

/// Rules of the RFCs beyond what the public suite asks.
@Suite struct FormatRuleTests {
    @Test(arguments: [
        (StringFormat.dateTime, "2015-06-30T23:59:60Z"), (.dateTime, "2015-07-01T08:59:60.5+09:00"),
        (.dateTime, "0000-01-01T00:00:00Z"), (.dateTime, "9999-12-31T23:59:59.999999999-23:59"),
        (.dateTime, "2000-02-29T00:00:00-00:00"), (.date, "2400-02-29"), (.time, "00:59:60+01:00"),
        (.duration, "P0W"), (.duration, "PT5S"), (.duration, "P1M1D"),
        (.email, "a@b"), (.email, "\"\\\"\"@example.org"), (.email, "a+b@[ipv6:::1]"),
        (.email, "!#$%&'*+-/=?^_`{|}~@x"),
        (.idnEmail, "中a@例え.jp"), (.idnEmail, "\"中 a\"@example.com"),
        (.hostname, "ab--cd.example"), (.hostname, "3.14.15"), (.hostname, "XN--9N2BP8Q"),
        (.idnHostname, "bücher.example"), (.idnHostname, "אב1.example"), (.idnHostname, "Example.COM"),
        (.idnHostname, "نامه‌ای"),
        (.ipv6, "1:2:3:4:5:6:7::"), (.ipv6, "::2:3:4:5:6:7:8"), (.ipv6, "1:2:3:4:5:6:1.2.3.4"),
        (.ipv6, "::1.2.3.4"), (.ipv6, "1:2:3:4:5::1.2.3.4"),
        (.uri, "a:"), (.uri, "a:b:c"), (.uri, "http://[v1.a:b]:80"), (.uri, "http://h:"), (.uri, "a:?q/?#f/?"),
        (.uri, "file:///x"), (.uriReference, "a/b:c"), (.uriReference, "?#"), (.uriReference, "//@:"),
        (.iri, "a:\u{E000}".replacingLast(with: "é")), (.iriReference, "?\u{E000}"),
        (.uriTemplate, "{a%41.b_1*,c:9999}"), (.uriTemplate, "{=x}"), (.jsonPointer, ""), (.jsonPointer, "/~0~1"),
        (.relativeJSONPointer, "0+1/a"), (.relativeJSONPointer, "1-10#"),
        (.uuid, "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"),
    ])
    func accepted(_ format: StringFormat, _ text: String) {
        #expect(format.accepts(text), "\(format.rawValue) \(text.debugDescription)")
    }

    @Test(arguments: [
        (StringFormat.dateTime, "2015-06-29T23:59:60Z"), (.dateTime, "1900-02-29T00:00:00Z"),
        (.dateTime, "2015-06-30 23:59:59Z"), (.dateTime, "2015-06-30T23:59:59"), (.dateTime, "2015-06-30T23:59:59.Z"),
        (.dateTime, "2015-00-30T23:59:59Z"), (.dateTime, "2015-01-00T23:59:59Z"), (.dateTime, "2015-04-31T23:59:59Z"),
        (.dateTime, "2015-04-30T23:59:59+00:60"), (.dateTime, "2015-04-30T23:59:59.123456789x1Z"), (.dateTime, ""),
        (.date, "2100-02-29"), (.date, "2015-13-01"), (.time, "23:59:60+00:01"), (.time, "Z"), (.duration, "P1D1M"),
        (.duration, "PT1S1M"), (.duration, "P1DT"), (.duration, "P1W1D"),
        (.email, "\"a@b"), (.email, "a@-b"), (.email, "a@b-"), (.email, "a@b..c"), (.email, "a@[x:y]"), (.email, "é@b"),
        (.email, "\"\u{7F}\"@b"), (.email, "\u{0}@b"), (.idnEmail, "中@"), (.idnEmail, "@中"), (.idnEmail, "a中@@b"),
        (.email, String(repeating: "a", count: 65) + "@b"),
        (.hostname, "a..b"), (.hostname, "a.-b"), (.hostname, "xn--"), (.hostname, "xn--zzzzzzzzzzzzzz99999999"),
        (.idnHostname, "ab--cd"), (.idnHostname, "e\u{301}"), (.idnHostname, "\u{1112}\u{1161}"), (.idnHostname, "Ü"),
        (.idnHostname, "ａ"), (.idnHostname, "a\u{200D}b"), (.idnHostname, "☃"), (.idnHostname, "1א"),
        (.ipv4, "1.2.3"), (.ipv4, "01.2.3.4"), (.ipv4, "1.2.3.4."), (.ipv6, "1:2:3:4:5:6:7:8::"), (.ipv6, ":"),
        (.ipv6, "1::2:3:4:5:6:7:8"), (.ipv6, "1:2:3:4:5:6:7:1.2.3.4"), (.ipv6, "1:2:3:4:5:6::1.2.3.4"), (.ipv6, ":::"),
        (.uri, ""), (.uri, "a"), (.uri, "http://[::1"), (.uri, "http://[::1]x"), (.uri, "http://[v.a]"),
        (.uri, "a:%"), (.uri, "a:#a#b"), (.uri, "a:\u{0}"), (.iri, "a:\u{E000}"), (.iri, "a:\u{FFFE}"),
        (.iri, "a:#\u{E000}"),
        (.uriReference, ":a"), (.uriReference, "a:b c"), (.uriTemplate, "{a"), (.uriTemplate, "{a:}"),
        (.uriTemplate, "%4"),
        (.uriTemplate, "{.}"), (.uriTemplate, "{a*b}"), (.jsonPointer, "a"), (.jsonPointer, "/~"),
        (.jsonPointer, "/~2"),
        (.relativeJSONPointer, "0+0"), (.relativeJSONPointer, "0+"), (.relativeJSONPointer, "0a"), (.uuid, ""),
        (.uuid, "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFG"), (.uuid, "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFF\u{C0}"),
    ])
    func refused(_ format: StringFormat, _ text: String) {
        #expect(!format.accepts(text), "\(format.rawValue) \(text.debugDescription)")
    }

    /// Bytes that are not UTF-8 are refused where code points matter, and read out of bounds nowhere.
    @Test func brokenUTF8() {
        for bytes: [UInt8] in [
            [0xC3], [0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0x80],
        ] {
            let scheme = Array("a:".utf8) + bytes
            let mail = bytes + Array("@b".utf8)
            scheme.withUnsafeBufferPointer { #expect(!StringFormat.iri.accepts($0)) }
            mail.withUnsafeBufferPointer { #expect(!StringFormat.idnEmail.accepts($0)) }
            bytes.withUnsafeBufferPointer { #expect(!StringFormat.idnHostname.accepts($0)) }
            bytes.withUnsafeBufferPointer { #expect(!StringFormat.uriTemplate.accepts($0)) }
        }
        for format in StringFormat.allCases { _ = format.accepts(UnsafeBufferPointer(start: nil, count: 0)) }
    }

    /// No input makes a format trap; what is cut from an accepted text is never read.
    @Test func mutatedTexts() {
        let seed: UInt64 = 99
        var random = RandomSource(seed: seed)
        let seeds = [
            "2015-06-30T23:59:60.123456789+00:00", "P1Y2M3DT4H5M6S", "\"a b\"@[IPv6:1::2]", "xn--bcher-kva.example",
            "bücher.例え", "1:2::3:1.2.3.4", "http://u@[::1]:80/p?q#f", "{+a.b*,c:12}x", "0+1/a~0", "xn--ngba5hb2804a",
            "98d80576-482e-427f-8434-7f86890ab222",
        ].map { Array($0.utf8) }
        var accepted = 0
        for _ in 0..<randomRounds / 5 {
            guard var bytes = seeds.randomElement(using: &random) else { continue }
            for _ in 0...random.next() % 3 where !bytes.isEmpty {
                let at = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                default: bytes.insert(bytes[Int(random.next() % UInt64(bytes.count))], at: at)
                }
            }
            bytes.withUnsafeBufferPointer { text in
                for format in StringFormat.allCases where format.accepts(text) { accepted += 1 }
            }
        }
        #expect(accepted > randomRounds / 100, "seed \(seed)")
    }
}

extension String {
    fileprivate func replacingLast(with text: String) -> String { String(dropLast()) + text }

    /// The table of bits against the rule of each character.
    @Test
    func `Each part of a URI takes the characters that its rule names`() {
        let sets: [(URICharacters, [URICharacter])] = [
            (.host, [.plain]), (.userInfo, [.plain, .colon]), (.segmentWithoutColon, [.plain, .at]),
            (.path, [.plain, .colon, .at, .slash]), (.fragment, [.plain, .colon, .at, .slash, .question]),
            (.query, [.plain, .colon, .at, .slash, .question, .privateUse]),
        ]
        for (set, kinds) in sets {
            for byte in UInt8.min...UInt8.max {
                let wanted = byte < 0x80 && URICharacter(ascii: byte).map { kinds.contains($0) } ?? false
                #expect(set.containsASCII(byte) == wanted, "\(byte)")
            }
            for kind in [URICharacter.plain, .colon, .at, .slash, .question, .privateUse] {
                #expect(set.contains(kind) == kinds.contains(kind))
            }
        }
    }
}
