import SchemaDocuments
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

    static let keeping = [
        Place("field") { #"{"enum":[\#($0)]}"# },
        Place("or null") { #"{"anyOf":[{"enum":[\#($0)]},{"type":"null"}]}"# },
        Place("element") { #"{"type":"array","items":{"enum":[\#($0)]}}"# },
        Place("map") { #"{"type":"object","additionalProperties":{"type":"string","enum":[\#($0)]}}"# },
        Place("beside a length") { #"{"type":"string","maxLength":1,"enum":[\#($0)]}"# },
        Place("in a variant") {
            #"""
            {"oneOf":[{"type":"object","required":["t"],"properties":{"t":{"const":"A"},"k":{"enum":[\#($0)]}}},
            {"type":"object","required":["t"],"properties":{"t":{"const":"B"}}}]}
            """#
        },
    ]

    static let refusing = [
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
        func schema(_ words: String) -> String { Self.keeping[4].record(words) }
        let longer = Self.keeping[4].record(#""a","b","bb""#).replacing(#""maxLength":1"#, with: #""maxLength":2"#)
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
}
