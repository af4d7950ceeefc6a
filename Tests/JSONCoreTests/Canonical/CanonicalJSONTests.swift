import Testing

@testable import JSONCore

@Suite struct CanonicalJSONTests {
    /// RFC 8785, appendix B: the bits of a Double and its text.
    static let numbers: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
        (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xC340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
        (0x44B5_2D02_C7E1_4AF6, "1e+23"),
        (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
        (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
        (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
        (0x444B_1AE4_D6E2_EF50, "1e+21"),
        (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
        (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
        (0x41B3_DE43_5555_5553, "333333333.3333332"),
        (0x41B3_DE43_5555_5554, "333333333.33333325"),
        (0x41B3_DE43_5555_5555, "333333333.3333333"),
        (0x41B3_DE43_5555_5556, "333333333.3333334"),
        (0x41B3_DE43_5555_5557, "333333333.33333343"),
        (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
        (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ]

    @Test(arguments: numbers.indices)
    func numbersOfAppendixB(_ index: Int) throws {
        let (bits, text) = Self.numbers[index]
        let value = Double(bitPattern: bits)
        #expect(String(decoding: ecmaScriptText(value), as: UTF8.self) == text)
        let number = try #require(JSONNumber(value))
        #expect(try canonical(JSONValue.number(number)) == text)
        #expect(try canonical(parsing: text) == text)
    }

    /// RFC 8785, section 3.2.2.
    @Test func exampleOfTheStandard() throws {
        let input = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let output =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try canonical(parsing: input) == output)
    }

    /// RFC 8785, section 3.2.3: UTF-16 order puts the emoji's surrogates before U+FB33, UTF-8 order would not.
    @Test func namesAreSortedByUTF16() throws {
        let input =
            #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","#
            + #""\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#
        let sorted = [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
            "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
        ]
        let text = try canonical(parsing: input)
        let object = try #require(try JSONValue(parsing: text).object)
        #expect(object.members.map { $0.value.string } == sorted)
    }

    @Test func orderAgreesWithUTF16OnAllPairs() {
        let pieces = [
            "", "a", "b", "aa", "\u{7F}", "\u{80}", "é", "e\u{301}", "\u{D7FF}", "\u{E000}", "\u{FB33}", "\u{FFFD}",
            "😀",
            "a😀", "a\u{E000}", "\u{10000}", "\u{10FFFF}", "\u{FFFF}b", "𝄞b",
        ]
        for a in pieces {
            for b in pieces {
                #expect(precedesAsUTF16(a, b) == a.utf16.lexicographicallyPrecedes(b.utf16), "\(a) \(b)")
            }
        }
    }

    @Test(arguments: [
        "9007199254740993", "-9007199254740993", "18446744073709551615", "1e400", "-1e400", "1e-400",
        "0.1234567890123456789", "100000000000000000000000000000000001",
    ])
    func numbersThatADoubleWouldChangeAreRefused(_ text: String) throws {
        let value = try JSONValue(parsing: #"{"a":[0,\#(text)]}"#)
        #expect(throws: CanonicalFault(.number(text: text), at: JSONPointer(["a", "1"]))) {
            try value.canonicalBytes()
        }
    }

    @Test func equalValuesHaveEqualBytes() throws {
        let texts = [
            #"{"a":1,"b":[1.50,"é",{"d":1e2,"c":-0}]}"#,
            #" { "b" : [ 15e-1 , "\u00e9" , { "c":0, "d":100 } ] , "a" : 1.0 } "#,
        ]
        let expected = #"{"a":1,"b":[1.5,"é",{"c":0,"d":100}]}"#
        for text in texts { #expect(try canonical(parsing: text) == expected) }
        #expect(try canonical(parsing: expected) == expected)
    }

    /// Two spellings that Swift's strings hold equal stay two names.
    @Test func namesAreComparedAsBytes() throws {
        #expect(try canonical(parsing: #"{"é":1,"e\u0301":2}"#) == "{\"e\u{301}\":2,\"é\":1}")
        let twice = JSONObject(distinct: [.init(key: "a", value: .null), .init(key: "a", value: .null)])
        #expect(throws: CanonicalFault(.duplicateKey("a"), at: JSONPointer())) {
            try JSONValue.object(twice).canonicalBytes()
        }
    }

    @Test func depthIsBounded() {
        var value = JSONValue.null
        for _ in 0..<513 { value = .array([value]) }
        #expect(throws: CanonicalFault.self) { try value.canonicalBytes() }
        #expect((try? value.canonicalBytes(depth: 513))?.count == 2 * 513 + 4)
    }

    private func canonical(parsing text: String) throws -> String {
        try canonical(JSONValue(parsing: text))
    }

    private func canonical(_ value: JSONValue) throws -> String {
        String(decoding: try value.canonicalBytes(), as: UTF8.self)
    }
}
