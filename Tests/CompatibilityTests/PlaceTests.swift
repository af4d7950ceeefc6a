import JSONCore
import SchemaDocuments
import Testing

@testable import Compatibility

/// A change is the same change wherever the schema that it is made in stands.
@Suite struct PlaceTests {
    struct Keeper: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// An object whose field `x` holds values of this schema.
        var holding: @Sendable (String) -> String

        func record(_ schema: String) -> String {
            #"{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"x":\#(holding(schema))}}"#
        }
    }

    static let keepers = [
        Keeper(testDescription: "field") { $0 },
        Keeper(testDescription: "map") { #"{"type":"object","additionalProperties":\#($0)}"# },
        Keeper(testDescription: "pattern") { #"{"type":"object","patternProperties":{"^k":\#($0)}}"# },
        Keeper(testDescription: "unevaluated") { #"{"type":"object","unevaluatedProperties":\#($0)}"# },
        Keeper(testDescription: "dependent") {
            #"""
            {"type":"object","properties":{"a":{"type":"string"}},"dependentSchemas":{"a":{"properties":{"b":\#($0)}}}}
            """#
        },
        Keeper(testDescription: "map of objects") {
            #"{"type":"object","additionalProperties":{"type":"object","properties":{"n":\#($0)}}}"#
        },
    ]

    @Test(arguments: keepers) func retyped(_ keeper: Keeper) throws {
        let old = keeper.record(#"{"type":"string"}"#)
        let result = try comparison(old, keeper.record(#"{"type":"integer"}"#), as: .records)
        #expect(result.backward == false && result.forward == false, "\(told(result))")
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
        #expect(result.findings.first?.severity == .error)
        #expect(result.findings.first?.new?.pointer.hasSuffix("/type") ?? false, "\(told(result))")
    }

    @Test(arguments: keepers) func wordAdded(_ keeper: Keeper) throws {
        let old = keeper.record(#"{"enum":["a","c"]}"#)
        let result = try comparison(old, keeper.record(#"{"enum":["a","b","c"]}"#), as: .records)
        #expect(result.findings.map(\.rule) == ["compat-enum-added"], "\(told(result))")
    }

    @Test(arguments: keepers) func formatThatGivesATypeAdded(_ keeper: Keeper) throws {
        let old = keeper.record(#"{"type":"string"}"#)
        let result = try comparison(old, keeper.record(#"{"type":"string","format":"uuid"}"#), as: .records)
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
        #expect(result.findings.first?.severity == .error)
    }

    @Test(arguments: keepers) func boundTightened(_ keeper: Keeper) throws {
        let old = keeper.record(#"{"type":"integer"}"#)
        let result = try comparison(old, keeper.record(#"{"type":"integer","minimum":1}"#), as: .records)
        #expect(result.findings.map(\.rule) == ["compat-constraint-tightened"], "\(told(result))")
        #expect(result.findings.first?.severity == .warning)
    }

    /// A map's values are records of their own: what they need is no constraint of the map's.
    @Test func requiredOfAMapsValues() throws {
        func schema(_ required: String) -> String {
            Self.keepers[1].record(
                #"{"type":"object","properties":{"n":{"type":"string"}},"required":[\#(required)]}"#
            )
        }
        let result = try comparison(schema(""), schema(#""n""#), as: .records)
        #expect(result.findings.map(\.rule) == ["compat-required-added"], "\(told(result))")
    }

    @Test func fieldThatMayNoLongerBeThere() throws {
        let old = Self.keepers[0].record(#"{"type":"string"}"#)
        let new = Self.keepers[0].record("false")
        let result = try comparison(old, new, as: .records)
        #expect(result.backward == false, "\(told(result))")
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
        #expect(result.findings.first?.message == "\"x\" changed string → nothing", "\(told(result))")
        let back = try comparison(new, old, as: .records)
        #expect(back.forward == false, "\(told(back))")
        #expect(back.findings.map(\.severity) == [.error], "\(told(back))")
    }
}
