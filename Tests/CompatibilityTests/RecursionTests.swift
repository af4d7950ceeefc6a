import Testing

@testable import Compatibility

/// Schemas that lead back to themselves, where a proof may lean on what is still being proven.
@Suite struct RecursionTests {
    /// That `x` is empty can be shown only while "each a is a b" is taken for granted, which turns out to be wrong.
    @Test func whatWasTakenForGrantedMakesNothingEmptyForGood() throws {
        func schema(_ type: String) -> String {
            ##"""
            {"type":"object",
             "properties":{"q":{"$ref":"#/$defs/q"},"z":\##(type)},
             "$defs":{
              "p":{"type":"object","properties":{"x":{"$ref":"#/$defs/x"}}},
              "a":{"allOf":[{"$ref":"#/$defs/p"}],"required":["y"],"properties":{"y":{"type":"string"}}},
              "b":{"type":"object","required":["y"],"properties":{"y":{"type":"integer"}}},
              "w":{"type":"object","required":["r"],"properties":{"r":{"$ref":"#/$defs/a"}}},
              "v":{"type":"object","required":["r"],"properties":{"r":{"$ref":"#/$defs/b"}}},
              "x":{"allOf":[{"$ref":"#/$defs/w"}],"not":{"allOf":[{"$ref":"#/$defs/v"}],"minProperties":1}},
              "q":{"allOf":[{"$ref":"#/$defs/w"}],"not":{"allOf":[{"$ref":"#/$defs/v"}],"minProperties":0,"title":"Q"}}
             }}
            """##
        }
        let result = try comparison(
            schema(##"{"$ref":"#/$defs/p"}"##),
            schema(#"{"type":"object","properties":{"x":{"type":"integer"}}}"#),
            as: .values
        )
        #expect(result.backward == false, "\(told(result))")
        #expect(result.forward == false, "\(told(result))")
    }

    /// Readers keep unknown variants wherever the union stands, also in itself.
    @Test func variantAddedToAUnionThatHoldsItself() throws {
        func schema(_ names: String...) -> String {
            let branches = names.map { name in
                ##"""
                {"type":"object","required":["type"],"properties":{"type":{"const":"\##(name)"},
                 "inner":{"type":"array","items":{"$ref":"#"}}}}
                """##
            }
            return #"{"oneOf":[\#(branches.joined(separator: ","))]}"#
        }
        let result = try comparison(schema("A", "B"), schema("A", "B", "C"), as: .records)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.isEmpty, "\(told(result))")
        let gone = try comparison(schema("A", "B", "C"), schema("A", "B"), as: .records)
        #expect(gone.backward == false, "\(told(gone))")
        #expect(gone.findings.first?.rule == "compat-event-removed", "\(told(gone))")
    }

    /// There are more ways through such schemas than could be counted: what is told in the end is not that all is well.
    @Test func schemasThatAllReferToEachOther() throws {
        func schema(_ least: Int) -> String {
            let fields = (0..<20).map { ##""p\##($0)":{"$ref":"#/$defs/d\##($0)"}"## }.joined(separator: ",")
            let definitions = (0..<20).map { index in
                let own = #""v":{"type":"string","minLength":\#(index == 19 ? least : 0)}"#
                return #""d\#(index)":{"type":"object","properties":{\#(fields),\#(own)}}"#
            }
            return ##"{"$ref":"#/$defs/d0","$defs":{\##(definitions.joined(separator: ","))}}"##
        }
        for mode in [ComparisonMode.values, .records] {
            let result = try comparison(schema(1), schema(2), as: mode)
            #expect(result.backward != true, "\(told(result))")
            #expect(!result.findings.isEmpty)
        }
    }

    /// Where each question raises more of its kind, what has been spent is an end that comes soon.
    @Test func questionsWithoutEndAreUndecided() throws {
        func schema(_ inner: String) -> String {
            ##"""
            {"type":"object","unevaluatedProperties":{"contains":{"type":["number","null"],"$ref":"#"},"minContains":1,
            "anyOf":[{"$ref":"#"},true,{"maxItems":1,"propertyNames":{"type":"null","minItems":0}}],
            "if":{"type":"string","prefixItems":[{"type":"boolean","minimum":0},{"minProperties":0,"multipleOf":0.25}],
            "dependentRequired":{"b":[]}},"then":{"type":["array","null","integer"]}},
            "not":{"patternProperties":{"^\\S+$":{\##(inner)"uniqueItems":true,
            "not":{"minItems":2,"pattern":"^\\S+$","exclusiveMaximum":7}},"^(?!a)":{"type":"array","minimum":0.3}},
            "multipleOf":2}}
            """##
        }
        let result = try comparison(schema(#""allOf":[{"maximum":100.0}],"#), schema(""), as: .values)
        #expect(result.backward == nil && result.forward == nil, "\(told(result))")
        #expect(result.findings.contains { $0.rule == "compat-undecided" }, "\(told(result))")
    }

    /// Elements of a list are compared place by place, however many places there are.
    @Test func placesBeyondAThousandAreCompared() throws {
        func schema(_ last: String) -> String {
            let places = Array(repeating: "true", count: 1_010).joined(separator: ",")
            return #"{"type":"array","prefixItems":[\#(places),{"type":"\#(last)"}]}"#
        }
        let result = try comparison(schema("string"), schema("integer"), as: .values)
        #expect(result.backward == false, "\(told(result))")
        #expect(result.forward == false, "\(told(result))")
    }
}
