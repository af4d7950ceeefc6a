import SchemaDocuments
import Testing

@testable import Compatibility

/// Old records that lack a field mean something else when its default changes, wherever the default stands.
@Suite struct DefaultTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var subject: String
        var pointer: String
        /// The record with this schema for the field `n`.
        var record: @Sendable (_ field: String) -> String
    }

    private static func fields(_ fields: String) -> String { #"{"type":"object","properties":{\#(fields)}}"# }

    static let places = [
        Place(testDescription: "field", subject: "n", pointer: "/properties/n/default") { fields(#""n":\#($0)"#) },
        Place(testDescription: "reference", subject: "n", pointer: "/$defs/N/default") {
            ##"{"type":"object","properties":{"n":{"$ref":"#/$defs/N"}},"$defs":{"N":\##($0)}}"##
        },
        Place(testDescription: "part", subject: "n", pointer: "/properties/n/allOf/0/default") {
            fields(#""n":{"allOf":[\#($0)]}"#)
        },
        Place(
            testDescription: "map",
            subject: "m.*.n",
            pointer: "/properties/m/additionalProperties/properties/n/default"
        ) { fields(#""m":{"type":"object","additionalProperties":\#(fields(#""n":\#($0)"#))}"#) },
        Place(
            testDescription: "pattern",
            subject: "m.^x.n",
            pointer: "/properties/m/patternProperties/^x/properties/n/default"
        ) { fields(#""m":{"type":"object","patternProperties":{"^x":\#(fields(#""n":\#($0)"#))}}"#) },
        Place(testDescription: "or null", subject: "m.n", pointer: "/properties/m/anyOf/1/properties/n/default") {
            fields(#""m":{"anyOf":[{"type":"null"},\#(fields(#""n":\#($0)"#))]}"#)
        },
        Place(
            testDescription: "list or null",
            subject: "m.n",
            pointer: "/properties/m/oneOf/0/items/properties/n/default"
        ) {
            fields(#""m":{"oneOf":[{"type":"array","items":\#(fields(#""n":\#($0)"#))},{"const":null}]}"#)
        },
    ]

    @Test(arguments: places) func changeIsTold(_ place: Place) throws {
        let old = place.record(#"{"type":"string","default":"x"}"#)
        let result = try comparison(old, place.record(#"{"type":"string","default":"y"}"#), as: .records)
        #expect(result.findings.map(\.rule) == ["compat-default-changed"], "\(told(result))")
        #expect(result.findings.first?.subject == place.subject, "\(told(result))")
        #expect(result.findings.first?.new?.pointer == place.pointer, "\(told(result))")
        #expect(try comparison(old, old, as: .records).findings.isEmpty)
    }

    /// What is said beside a reference counts, and not what it leads to.
    @Test func ownDefaultComesFirst() throws {
        func schema(_ far: String) -> String {
            ##"""
            {"type":"object","properties":{"n":{"$ref":"#/$defs/N","default":"own"}},
            "$defs":{"N":{"type":"string","default":"\##(far)"}}}
            """##
        }
        #expect(try comparison(schema("x"), schema("y"), as: .records).findings.isEmpty)
    }

    /// An object that may be null now is still the same object.
    @Test func objectThatMayBeNullNow() throws {
        let old = Self.fields(#""m":\#(Self.fields(#""n":{"type":"string","default":"x"}"#))"#)
        let new = Self.places[5].record(#"{"type":"string","default":"y"}"#)
        let result = try comparison(old, new, as: .records)
        #expect(Set(result.findings.map(\.rule)) == ["compat-default-changed", "compat-field-retyped"])
    }
}
