import Testing

@testable import Compatibility

/// A variant added to a union within a record is free only where readers of the old version keep it.
@Suite struct UnknownVariantTests {
    struct Place: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var schema: @Sendable (_ branches: String) -> String
        var definitions = ""

        init(_ name: String, definitions: String = "", _ schema: @escaping @Sendable (String) -> String) {
            testDescription = name
            self.definitions = definitions
            self.schema = schema
        }

        func record(_ branches: String...) -> String {
            let more = definitions.isEmpty ? "" : #","$defs":{\#(definitions)}"#
            return #"{"type":"object","properties":{"n":\#(schema(branches.joined(separator: ",")))}\#(more)}"#
        }
    }

    private static func variant(_ name: String, _ required: String = #""t""#) -> String {
        let fields = #""t":{"const":"\#(name)"},"\#(name.lowercased())":{"type":"string"}"#
        return #"{"type":"object","required":[\#(required)],"properties":{\#(fields)}}"#
    }

    private static let a = variant("A")
    private static let b = variant("B")
    private static let c = variant("C")

    static let keeping = [
        Place("field") { #"{"oneOf":[\#($0)]}"# },
        Place("anyOf") { #"{"anyOf":[\#($0)]}"# },
        Place("element") { #"{"type":"array","items":{"oneOf":[\#($0)]}}"# },
        Place("element by its place") { #"{"type":"array","prefixItems":[{"oneOf":[\#($0)]}]}"# },
        Place("map") { #"{"type":"object","additionalProperties":{"oneOf":[\#($0)]}}"# },
        Place("or null") { #"{"oneOf":[\#($0),{"type":"null"}]}"# },
        Place("null first") { #"{"anyOf":[{"type":"null"},\#($0)]}"# },
        Place("a union or null") { #"{"anyOf":[{"oneOf":[\#($0)]},{"type":"null"}]}"# },
        Place("under a condition") {
            #"{"type":"object","properties":{"on":{"type":"string"}},"if":{"required":["on"]},"then":{"oneOf":[\#($0)]}}"#
        },
        Place("in a variant") {
            #"""
            {"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"x"},"u":{"oneOf":[\#($0)]}}},
            {"type":"object","required":["k"],"properties":{"k":{"const":"y"}}}]}
            """#
        },
        Place("union of unions") {
            #"{"oneOf":[{"oneOf":[\#($0)]},\#(variant("Z"))]}"#
        },
        Place("beside a field of all variants") {
            #"{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"oneOf":[\#($0)]}"#
        },
    ]

    static let refusing = [
        Place("what some element has to be") { #"{"type":"array","contains":{"oneOf":[\#($0)]}}"# },
        Place("what two elements have to be") {
            #"{"type":"array","contains":{"oneOf":[\#($0)]},"minContains":2}"#
        },
        Place("what some element has to be, and all are") {
            #"{"type":"array","items":{"oneOf":[\#($0)]},"contains":{"oneOf":[\#($0)]}}"#
        },
        Place("closed") { #"{"type":"object","oneOf":[\#($0)],"unevaluatedProperties":false}"# },
        Place("closed from around") {
            #"{"type":"object","allOf":[{"oneOf":[\#($0)]}],"unevaluatedProperties":false}"#
        },
        Place("closed, with a declared tag") {
            #"""
            {"type":"object","properties":{"t":{"type":"string"}},"oneOf":[\#($0)],"unevaluatedProperties":false}
            """#
        },
        Place("beside a number of fields") { #"{"type":"object","maxProperties":1,"oneOf":[\#($0)]}"# },
        Place("in a union without a tag") {
            #"""
            {"oneOf":[{"oneOf":[\#($0)]},{"type":"object","required":["z"],"properties":{"z":{"type":"integer"}}}]}
            """#
        },
        Place("beside texts") { #"{"oneOf":[\#($0),{"type":"string"}]}"# },
        Place("under not") { #"{"not":{"not":{"oneOf":[\#($0)]}}}"# },
    ]

    private var reading: ComparisonMode { .records(RecordReading(refusesUndeclared: true)) }

    @Test(arguments: keeping) func `An added variant is kept`(_ place: Place) throws {
        let result = try comparison(place.record(Self.a, Self.b), place.record(Self.a, Self.b, Self.c), as: reading)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.isEmpty, "\(told(result))")
    }

    @Test(arguments: refusing) func `An added variant is refused`(_ place: Place) throws {
        // Where it says how many fields there may be, that holds for what is added too.
        let isFree = place.testDescription == "beside a number of fields"
        let free = Place("") { #"{"type":"object","oneOf":[\#($0)]}"# }
        let old = place.record(Self.a, Self.b)
        let new = (isFree ? free : place).record(Self.a, Self.b, Self.c)
        let result = try comparison(old, new, as: reading)
        #expect(result.forward == false, "\(told(result))")
        #expect(result.findings.contains { $0.direction == .forward && $0.isBreak }, "\(told(result))")
    }

    @Test func `A tag that one branch does not require tells nothing apart`() throws {
        let place = Self.keeping[1]
        let result = try comparison(
            place.record(Self.a, Self.variant("B", "")),
            place.record(Self.a, Self.variant("B", ""), Self.variant("C", "")),
            as: reading
        )
        #expect(result.forward == false, "\(told(result))")
        #expect(result.findings.contains { $0.severity == .error && $0.direction == .forward }, "\(told(result))")
    }

    @Test func `A word added to a tag that is not required is refused where the record is closed`() throws {
        func record(_ words: String) -> String {
            #"""
            {"type":"object","oneOf":[\#(Self.a),{"type":"object","properties":{"t":{"enum":[\#(words)]}}}],
            "unevaluatedProperties":false}
            """#
        }
        let result = try comparison(record(#""B""#), record(#""B","C""#), as: reading)
        #expect(result.forward == false, "\(told(result))")
    }

    @Test func `What stands around the branches may require their tag`() throws {
        func field(_ names: String...) -> String {
            let list = names.map { #""\#($0)""# }.joined(separator: ",")
            let branches = names.map { Self.variant($0, "") }.joined(separator: ",")
            return #"""
                {"type":"object","properties":{"n":{"type":"object","required":["t"],
                "properties":{"t":{"enum":[\#(list)]}},"oneOf":[\#(branches)]}}}
                """#
        }
        let result = try comparison(field("A", "B"), field("A", "B", "C"), as: reading)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.isEmpty, "\(told(result))")
    }

    @Test func `A variant without what stands beside its union is refused`() throws {
        func record(_ variants: String, _ required: String) -> String {
            #"""
            {"type":"object","properties":{"n":{"type":"object","properties":{"id":{"type":"string"}}\#(required),
            "oneOf":[\#(variants)]}}}
            """#
        }
        let old = record("\(Self.a),\(Self.b)", #","required":["id"]"#)
        let with = #""t","id""#
        let new = record("\(Self.variant("A", with)),\(Self.variant("B", with)),\(Self.c)", "")
        let result = try comparison(old, new, as: reading)
        #expect(result.forward == false, "\(told(result))")
    }

    @Test func `The record itself is kept whatever stands beside its union`() throws {
        func record(_ branches: String...) -> String {
            #"{"type":"object","oneOf":[\#(branches.joined(separator: ","))],"unevaluatedProperties":false}"#
        }
        let result = try comparison(record(Self.a, Self.b), record(Self.a, Self.b, Self.c), as: reading)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
    }

    @Test func `A known variant of a union of unions is read as that`() throws {
        func record(_ type: String) -> String {
            let other = #"{"type":"object","required":["t"],"properties":{"t":{"const":"Z"},"z":{"type":"\#(type)"}}}"#
            return #"{"type":"object","properties":{"n":{"oneOf":[{"oneOf":[\#(Self.a),\#(Self.b)]},\#(other)]}}}"#
        }
        let result = try comparison(record("string"), record("integer"), as: reading)
        #expect(result.forward == false, "\(told(result))")
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
    }

    /// Each union requires another field of the next one, so that it stands in as many places as there are ways to it.
    @Test func `Unions that lead to each other in many ways are looked at within bounds`() throws {
        func kept(_ depth: Int) throws -> KeptUnions {
            let unions = (0..<depth).map { level in
                let branches = ["a", "b"].map { name in
                    ##"{"required":["\##(name)\##(level)"],"$ref":"#/$defs/u\##(level + 1)"}"##
                }
                return #""u\#(level)":{"oneOf":[\#(branches.joined(separator: ","))]}"#
            }
            let definitions = unions.joined(separator: ",") + #","u\#(depth)":{"type":"object"}"#
            let text = ##"{"type":"object","properties":{"u":{"$ref":"#/$defs/u0"}},"$defs":{\##(definitions)}}"##
            var compared = try schema(text, path: "old.json")
            var graph = SchemaGraph()
            let root = try graph.read(compared.root, in: &compared.registry)
            let tolerance = ReaderTolerance(ignoresUnknownFields: true, keepsUnknownVariants: true, guaranteed: [])
            return KeptUnions(from: root, graph, tolerance)
        }
        #expect(try !kept(6).gaveUp)
        #expect(try kept(16).gaveUp)
    }
}
