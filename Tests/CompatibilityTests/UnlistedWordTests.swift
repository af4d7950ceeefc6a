import SchemaDocuments
import SchemaProgram
import Testing

@testable import Compatibility

/// A word added to an enumeration is free only where readers of the old version keep it.
@Suite struct UnlistedWordTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var schema: @Sendable (_ words: String) -> String

        init(_ name: String, _ schema: @escaping @Sendable (String) -> String) {
            testDescription = name
            self.schema = schema
        }

        func record(_ words: String) -> String {
            #"""
            {"type":"object","required":["id"],"properties":{"id":{"type":"string"},"s":\#(schema(words))},
            "additionalProperties":false}
            """#
        }
    }

    private static let besideALength = Place("beside a length") {
        #"{"type":"string","maxLength":1,"enum":[\#($0)]}"#
    }

    static let keeping = [
        Place("field") { #"{"enum":[\#($0)]}"# },
        Place("or null") { #"{"anyOf":[{"enum":[\#($0)]},{"type":"null"}]}"# },
        Place("element") { #"{"type":"array","items":{"enum":[\#($0)]}}"# },
        Place("map") { #"{"type":"object","additionalProperties":{"type":"string","enum":[\#($0)]}}"# },
        Place("and null") { #"{"enum":[\#($0),null]}"# },
        Place("beside a number of another type") { #"{"type":"string","enum":[\#($0),1]}"# },
        besideALength,
        Place("in a variant") {
            #"""
            {"oneOf":[{"type":"object","required":["t"],"properties":{"t":{"const":"A"},"k":{"enum":[\#($0)]}}},
            {"type":"object","required":["t"],"properties":{"t":{"const":"B"}}}]}
            """#
        },
    ]

    static let refusing = [
        Place("and an integer") { #"{"enum":[1,\#($0)]}"# },
        Place("and a boolean") { #"{"enum":[\#($0),true]}"# },
        Place("and an object") { #"{"enum":[{"x":1},\#($0)]}"# },
        Place("and an integer and null") { #"{"enum":[\#($0),1,null]}"# },
        Place("and an integer, by type") { #"{"type":["string","integer"],"enum":[\#($0),1]}"# },
        Place("or an integer") { #"{"anyOf":[{"enum":[\#($0)]},{"type":"integer"}]}"# },
        Place("or an object") {
            #"{"oneOf":[{"type":"string","enum":[\#($0)]},{"type":"object","properties":{"v":{"type":"string"}}}]}"#
        },
        Place("in an object that no tag tells from others") {
            #"""
            {"anyOf":[{"type":"object","required":["k"],"properties":{"k":{"enum":[\#($0)]}}},
            {"type":"object","required":["z"],"properties":{"z":{"type":"integer"}}}]}
            """#
        },
        Place("under a condition") {
            #"""
            {"type":"object","properties":{"on":{"type":"boolean"},"k":{"type":"string"}},
            "if":{"required":["on"]},"then":{"properties":{"k":{"enum":[\#($0)]}}}}
            """#
        },
    ]

    @Test(arguments: keeping) func isKept(_ place: Place) throws {
        let result = try comparison(place.record(#""a","c""#), place.record(#""a","b","c""#), as: .records)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.map(\.rule) == ["compat-enum-added"], "\(told(result))")
        #expect(result.findings.first?.severity == .warning)
    }

    @Test(arguments: refusing) func isRefused(_ place: Place) throws {
        let result = try comparison(place.record(#""a","c""#), place.record(#""a","b","c""#), as: .records)
        #expect(result.backward == true && result.forward == false, "\(told(result))")
        #expect(result.findings.map(\.severity) == [.error], "\(told(result))")
        #expect(result.findings.first?.message.contains("keep") == false, "\(told(result))")
    }

    /// One of two words breaks a rule beside the list, and that one is shown.
    @Test func wordThatBreaksAnotherRule() throws {
        func schema(_ words: String) -> String { Self.besideALength.record(words) }
        let longer = Self.besideALength.record(#""a","b","bb""#).replacing(#""maxLength":1"#, with: #""maxLength":2"#)
        let result = try comparison(schema(#""a""#), longer, as: .records)
        let added = result.findings.first { $0.rule == "compat-enum-added" }
        #expect(added?.severity == .error, "\(told(result))")
        #expect(added?.witness?["s"] == .string("bb"), "\(told(result))")
    }

    /// What else the same records are refused for says nothing about the word.
    @Test func wordBesideAnotherChange() throws {
        let old = #"{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"s":{"enum":["a"]}}}"#
        let new = #"{"type":"object","properties":{"id":{"type":"string"},"s":{"enum":["a","b"]}}}"#
        let result = try comparison(old, new, as: .records)
        let added = result.findings.first { $0.rule == "compat-enum-added" }
        #expect(added?.severity == .warning, "\(told(result))")
    }

    /// Constants, one a branch, are how an enumeration is written whose values are described.
    struct Constants: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var keyword = "oneOf"
        var beside = ""
        var others = ""

        func record(_ words: String...) -> String {
            let branches = words.map { #"{"const":"\#($0)"}"# }.joined(separator: ",") + others
            return #"{"type":"object","properties":{"s":{\#(beside)"\#(keyword)":[\#(branches)]}}}"#
        }
    }

    static let constants = [
        Constants(testDescription: "oneOf"),
        Constants(testDescription: "anyOf", keyword: "anyOf"),
        Constants(testDescription: "beside a type", beside: #""type":"string","#),
        Constants(testDescription: "or null", others: #",{"type":"null"}"#),
        Constants(testDescription: "or another constant", keyword: "anyOf", others: #",{"const":1}"#),
    ]

    @Test(arguments: constants) func `A constant added to a union of constants is kept`(_ place: Constants) throws {
        let result = try comparison(place.record("a", "c"), place.record("a", "b", "c"), as: .records)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.map(\.rule) == ["compat-enum-added"], "\(told(result))")
        #expect(result.findings.first?.severity == .warning)
    }

    @Test func `A constant added where any integer may stand is refused`() throws {
        let place = Constants(testDescription: "", keyword: "anyOf", others: #",{"type":"integer"}"#)
        let result = try comparison(place.record("a", "c"), place.record("a", "b", "c"), as: .records)
        #expect(result.forward == false, "\(told(result))")
        #expect(result.findings.map(\.severity) == [.error], "\(told(result))")
    }

    @Test func `A constant alone stays what it is`() throws {
        func record(_ schema: String) -> String { #"{"type":"object","properties":{"s":\#(schema)}}"# }
        for new in [#"{"enum":["a","b"]}"#, #"{"oneOf":[{"const":"a"},{"const":"b"}]}"#] {
            let result = try comparison(record(#"{"const":"a"}"#), record(new), as: .records)
            #expect(result.forward == false, "\(told(result))")
            #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
        }
    }

    static let conditions = [
        ("http://json-schema.org/draft-07/schema#", "dependencies"),
        ("https://json-schema.org/draft/2020-12/schema", "dependentSchemas"),
    ]

    @Test(arguments: conditions) func `A word that is listed for one condition is refused`(
        _ dialect: String,
        _ keyword: String
    ) throws {
        func record(_ words: String) -> String {
            #"""
            {"$schema":"\#(dialect)","type":"object",
            "properties":{"k":{"type":"string"},"e":{"type":"string"}},
            "\#(keyword)":{"k":{"properties":{"e":{"enum":[\#(words)]}}}}}
            """#
        }
        let result = try comparison(record(#""a""#), record(#""a","b""#), as: .records)
        #expect(result.forward == false, "\(told(result))")
        #expect(result.findings.contains { $0.rule == "compat-enum-added" && $0.severity == .error }, "\(told(result))")
    }

    @Test func `What the program says of a list under a condition is no unlisted word`() {
        func violation(_ location: String) -> Violation {
            Violation(
                instanceLocation: "/e",
                keywordLocation: location,
                absoluteKeywordLocation: "",
                keyword: "enum",
                message: "",
                offset: 0
            )
        }
        #expect(!violation("/dependencies/k/properties/e/enum").isUnlistedWord)
        #expect(!violation("/dependentSchemas/k/properties/e/enum").isUnlistedWord)
        #expect(violation("/properties/dependencies/enum").isUnlistedWord)
    }
}
