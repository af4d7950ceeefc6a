import Testing

@testable import Compatibility

/// One change of the table: the schemas around it, the verdicts both ways in both modes, the rules that records break.
struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    /// Backward, forward.
    var values: (Bool, Bool)
    var records: (Bool, Bool)
    var rules: Set<String>

    init(
        _ name: String,
        _ old: String,
        _ new: String,
        values: (Bool, Bool),
        records: (Bool, Bool)? = nil,
        _ rules: Set<String> = []
    ) {
        self.name = name
        self.old = old
        self.new = new
        self.values = values
        self.records = records ?? values
        self.rules = rules
    }

    var testDescription: String { name }
}

/// A field `x` with this schema, in an object that requires it.
private func field(_ schema: String) -> String {
    #"{"type":"object","properties":{"x":\#(schema)},"required":["x"]}"#
}

private func x(
    _ name: String,
    _ old: String,
    _ new: String,
    values: (Bool, Bool),
    records: (Bool, Bool)? = nil,
    _ rules: Set<String> = []
) -> Change {
    Change(name, field(old), field(new), values: values, records: records, rules)
}

private func object(_ fields: String, _ required: String = "", rest: String = "") -> String {
    let more = rest.isEmpty ? "" : "," + rest
    return #"{"type":"object","properties":{\#(fields)},"required":[\#(required)]\#(more)}"#
}

private func events(_ branches: String..., tag: String = "type", keyword: String = "oneOf") -> String {
    #"{"type":"object","required":["\#(tag)"],"\#(keyword)":[\#(branches.joined(separator: ","))]}"#
}

private func event(_ name: String, _ fields: String = #""a":{"type":"string"}"#, tag: String = "type") -> String {
    #"{"properties":{"\#(tag)":{"const":"\#(name)"},\#(fields)},"required":["\#(tag)","a"]}"#
}

private let retyped: Set<String> = ["compat-field-retyped"]
private let tightened: Set<String> = ["compat-constraint-tightened"]

let changeTable: [Change] = [
    // Type
    x("integer to number", #"{"type":"integer"}"#, #"{"type":"number"}"#, values: (true, false), retyped),
    x("string to integer", #"{"type":"string"}"#, #"{"type":"integer"}"#, values: (false, false), retyped),
    x("null allowed", #"{"type":"string"}"#, #"{"type":["string","null"]}"#, values: (true, false), retyped),
    x("type to anything", #"{"type":"string"}"#, "{}", values: (true, false), retyped),
    x("type list reordered", #"{"type":["string","null"]}"#, #"{"type":["null","string"]}"#, values: (true, true)),
    // Enum and const
    x(
        "enum value added",
        #"{"enum":["a","b"]}"#,
        #"{"enum":["a","b","c"]}"#,
        values: (true, false),
        records: (true, true),
        ["compat-enum-added"]
    ),
    x(
        "typed enum value added",
        #"{"type":"string","enum":["a"]}"#,
        #"{"type":"string","enum":["a","b"]}"#,
        values: (true, false),
        records: (true, true),
        ["compat-enum-added"]
    ),
    x(
        "enum value removed",
        #"{"enum":["a","b"]}"#,
        #"{"enum":["a"]}"#,
        values: (false, true),
        ["compat-enum-removed"]
    ),
    x(
        "enum value swapped",
        #"{"enum":["a","b"]}"#,
        #"{"enum":["a","c"]}"#,
        values: (false, false),
        records: (false, true),
        ["compat-enum-removed", "compat-enum-added"]
    ),
    x("enum to string", #"{"enum":["a","b"]}"#, #"{"type":"string"}"#, values: (true, false), retyped),
    x("const changed", #"{"const":"a"}"#, #"{"const":"b"}"#, values: (false, false), retyped),
    x("const to enum", #"{"const":"a"}"#, #"{"enum":["a","b"]}"#, values: (true, false), retyped),
    x("const to string", #"{"const":"a"}"#, #"{"type":"string"}"#, values: (true, false), retyped),
    x("enum of one to const", #"{"enum":["a"]}"#, #"{"const":"a"}"#, values: (true, true)),
    x(
        "oneOf consts to enum",
        #"{"oneOf":[{"const":"a"},{"const":"b"}]}"#,
        #"{"enum":["a","b"]}"#,
        values: (true, true)
    ),
    // Numbers
    x(
        "minimum raised",
        #"{"type":"integer","minimum":1}"#,
        #"{"type":"integer","minimum":2}"#,
        values: (false, true),
        tightened
    ),
    x("minimum added", #"{"type":"number"}"#, #"{"type":"number","minimum":2}"#, values: (false, true), tightened),
    x(
        "maximum lowered",
        #"{"type":"number","maximum":9}"#,
        #"{"type":"number","maximum":8.5}"#,
        values: (false, true),
        tightened
    ),
    x(
        "exclusiveMaximum lowered",
        #"{"type":"number","exclusiveMaximum":9}"#,
        #"{"type":"number","exclusiveMaximum":8}"#,
        values: (false, true),
        tightened
    ),
    x(
        "maximum made exclusive",
        #"{"type":"number","maximum":9}"#,
        #"{"type":"number","exclusiveMaximum":9}"#,
        values: (false, true),
        tightened
    ),
    x(
        "minimum beyond doubles",
        #"{"type":"integer","minimum":9007199254740992}"#,
        #"{"type":"integer","minimum":9007199254740993}"#,
        values: (false, true),
        tightened
    ),
    x(
        "exclusive bound of integers",
        #"{"type":"integer","exclusiveMinimum":4}"#,
        #"{"type":"integer","minimum":5}"#,
        values: (true, true)
    ),
    x(
        "multipleOf added",
        #"{"type":"integer"}"#,
        #"{"type":"integer","multipleOf":2}"#,
        values: (false, true),
        tightened
    ),
    x(
        "multipleOf expanded",
        #"{"type":"number","multipleOf":2}"#,
        #"{"type":"number","multipleOf":4}"#,
        values: (false, true),
        tightened
    ),
    x(
        "multipleOf changed",
        #"{"type":"integer","multipleOf":2}"#,
        #"{"type":"integer","multipleOf":3}"#,
        values: (false, false),
        tightened
    ),
    x("multipleOf 1 of integers", #"{"type":"integer"}"#, #"{"type":"integer","multipleOf":1}"#, values: (true, true)),
    // Strings
    x(
        "minLength raised",
        #"{"type":"string","minLength":1}"#,
        #"{"type":"string","minLength":3}"#,
        values: (false, true),
        tightened
    ),
    x("minLength 0", #"{"type":"string"}"#, #"{"type":"string","minLength":0}"#, values: (true, true)),
    x(
        "maxLength lowered",
        #"{"type":"string","maxLength":9}"#,
        #"{"type":"string","maxLength":8}"#,
        values: (false, true),
        tightened
    ),
    x("maxLength added", #"{"type":"string"}"#, #"{"type":"string","maxLength":8}"#, values: (false, true), tightened),
    x("pattern added", #"{"type":"string"}"#, #"{"type":"string","pattern":"^a"}"#, values: (false, true), tightened),
    x(
        "pattern narrowed",
        #"{"type":"string","pattern":"^a"}"#,
        #"{"type":"string","pattern":"^ab"}"#,
        values: (false, true),
        tightened
    ),
    x(
        "pattern spelled otherwise",
        #"{"type":"string","pattern":"^[0-9]+$"}"#,
        #"{"type":"string","pattern":"^\\d\\d*$"}"#,
        values: (true, true)
    ),
    x(
        "pattern and length",
        #"{"type":"string","pattern":"^[a-z]{2,4}$"}"#,
        #"{"type":"string","pattern":"^[a-z]{2,3}$"}"#,
        values: (false, true),
        tightened
    ),
    x(
        "typed format added",
        #"{"type":"string"}"#,
        #"{"type":"string","format":"uuid"}"#,
        values: (true, true),
        records: (false, true),
        retyped
    ),
    x(
        "typed format changed",
        #"{"type":"string","format":"date"}"#,
        #"{"type":"string","format":"date-time"}"#,
        values: (true, true),
        records: (false, false),
        retyped
    ),
    x(
        "plain format added",
        #"{"type":"string"}"#,
        #"{"type":"string","format":"email"}"#,
        values: (true, true),
        records: (false, true),
        tightened
    ),
    // Open object
    Change(
        "optional added",
        object(#""a":{"type":"string"}"#, #""a""#),
        object(#""a":{"type":"string"},"b":{"type":"integer"}"#, #""a""#),
        values: (false, true),
        records: (true, true)
    ),
    Change(
        "optional removed",
        object(#""a":{"type":"string"},"zzz":{"type":"integer"}"#),
        object(#""a":{"type":"string"}"#),
        values: (true, false),
        records: (true, true)
    ),
    Change(
        "optional anything added",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"},"b":{}"#),
        values: (true, true)
    ),
    Change(
        "required added",
        object(#""a":{"type":"string"}"#, #""a""#),
        object(#""a":{"type":"string"},"b":{"type":"integer"}"#, #""a","b""#),
        values: (false, true),
        ["compat-required-added"]
    ),
    Change(
        "optional to required",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"}"#, #""a""#),
        values: (false, true),
        ["compat-required-added"]
    ),
    Change(
        "required to optional",
        object(#""a":{"type":"string"}"#, #""a""#),
        object(#""a":{"type":"string"}"#),
        values: (true, false),
        ["compat-required-removed"]
    ),
    Change(
        "required removed",
        object(#""a":{"type":"string"},"bbb":{"type":"string"}"#, #""a","bbb""#),
        object(#""a":{"type":"string"}"#, #""a""#),
        values: (true, false),
        ["compat-required-removed"]
    ),
    Change(
        "required names an undeclared field",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"}"#, #""q""#),
        values: (false, true),
        ["compat-required-added"]
    ),
    Change(
        "optional renamed",
        object(#""a":{"type":"string"},"colour":{"type":"string"}"#, #""a""#),
        object(#""a":{"type":"string"},"color":{"type":"string"}"#, #""a""#),
        values: (false, false),
        records: (true, true),
        ["compat-field-renamed"]
    ),
    Change(
        "optional renamed by declaration",
        object(#""colour":{"type":"string"}"#),
        object(#""paint":{"type":"string","x-renamed-from":"colour"}"#),
        values: (false, false),
        records: (true, true),
        ["compat-field-renamed"]
    ),
    Change(
        "required renamed",
        object(#""colour":{"type":"string"}"#, #""colour""#),
        object(#""paint":{"type":"string"}"#, #""paint""#),
        values: (false, false),
        ["compat-required-added", "compat-required-removed"]
    ),
    // Closed object
    Change(
        "optional added to closed",
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":false"#),
        object(#""a":{"type":"string"},"b":{"type":"integer"}"#, rest: #""additionalProperties":false"#),
        values: (true, false),
        records: (true, true)
    ),
    Change(
        "required added to closed",
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":false"#),
        object(#""a":{"type":"string"},"b":{"type":"integer"}"#, #""b""#, rest: #""additionalProperties":false"#),
        values: (false, false),
        records: (false, true),
        ["compat-required-added"]
    ),
    Change(
        "covered by the rest",
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":{"type":"integer"}"#),
        object(#""a":{"type":"string"},"b":{"type":"integer"}"#, rest: #""additionalProperties":{"type":"integer"}"#),
        values: (true, true)
    ),
    Change(
        "not covered by the rest",
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":{"type":"integer"}"#),
        object(#""a":{"type":"string"},"b":{"type":"string"}"#, rest: #""additionalProperties":{"type":"integer"}"#),
        values: (false, false),
        retyped
    ),
    Change(
        "open to closed",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":false"#),
        values: (false, true),
        records: (true, true)
    ),
    Change(
        "open to typed rest",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"}"#, rest: #""additionalProperties":{"type":"integer"}"#),
        values: (false, true),
        records: (true, true)
    ),
    Change(
        "unevaluated closed",
        object(#""a":{"type":"string"}"#),
        object(#""a":{"type":"string"}"#, rest: #""unevaluatedProperties":false"#),
        values: (false, true),
        records: (true, true)
    ),
    Change(
        "map values narrowed",
        #"{"type":"object","additionalProperties":{"type":"number"}}"#,
        #"{"type":"object","additionalProperties":{"type":"integer"}}"#,
        values: (false, true),
        retyped
    ),
    Change(
        "patternProperties added",
        #"{"type":"object"}"#,
        #"{"type":"object","patternProperties":{"^a":{"type":"integer"}}}"#,
        values: (false, true),
        tightened
    ),
    Change(
        "patternProperties changed",
        #"{"type":"object","patternProperties":{"^a":{"type":"string"}}}"#,
        #"{"type":"object","patternProperties":{"^a":{"type":"integer"}}}"#,
        values: (false, false),
        retyped
    ),
    Change(
        "propertyNames added",
        #"{"type":"object"}"#,
        #"{"type":"object","propertyNames":{"pattern":"^a"}}"#,
        values: (false, true),
        tightened
    ),
    Change(
        "propertyNames widened",
        #"{"type":"object","propertyNames":{"pattern":"^ab"}}"#,
        #"{"type":"object","propertyNames":{"pattern":"^a"}}"#,
        values: (true, false),
        tightened
    ),
    Change(
        "minProperties raised",
        #"{"type":"object","minProperties":1}"#,
        #"{"type":"object","minProperties":2}"#,
        values: (false, true),
        tightened
    ),
    Change(
        "maxProperties lowered",
        #"{"type":"object","maxProperties":3}"#,
        #"{"type":"object","maxProperties":2}"#,
        values: (false, true),
        tightened
    ),
    Change(
        "dependentRequired added",
        object(#""a":{"type":"string"},"b":{"type":"string"}"#),
        object(#""a":{"type":"string"},"b":{"type":"string"}"#, rest: #""dependentRequired":{"a":["b"]}"#),
        values: (false, true),
        tightened
    ),
    Change(
        "dependentSchemas added",
        object(#""a":{"type":"string"},"b":{"type":"string"}"#),
        object(#""a":{"type":"string"},"b":{"type":"string"}"#, rest: #""dependentSchemas":{"a":{"required":["b"]}}"#),
        values: (false, true),
        tightened
    ),
    // Arrays
    x(
        "items narrowed",
        #"{"type":"array","items":{"type":"number"}}"#,
        #"{"type":"array","items":{"type":"integer"}}"#,
        values: (false, true),
        retyped
    ),
    x(
        "items added",
        #"{"type":"array"}"#,
        #"{"type":"array","items":{"type":"integer"}}"#,
        values: (false, true),
        retyped
    ),
    x(
        "prefixItems appended, open",
        #"{"type":"array","prefixItems":[{"type":"string"}]}"#,
        #"{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]}"#,
        values: (false, true),
        retyped
    ),
    x(
        "prefixItems appended, closed",
        #"{"type":"array","prefixItems":[{"type":"string"}],"items":false}"#,
        #"{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}"#,
        values: (true, false),
        tightened
    ),
    x(
        "prefixItems reordered",
        #"{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]}"#,
        #"{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}"#,
        values: (false, false),
        retyped
    ),
    x(
        "rest items closed",
        #"{"type":"array","prefixItems":[{"type":"string"}]}"#,
        #"{"type":"array","prefixItems":[{"type":"string"}],"items":false}"#,
        values: (false, true),
        tightened
    ),
    x(
        "minItems raised",
        #"{"type":"array","minItems":1}"#,
        #"{"type":"array","minItems":2}"#,
        values: (false, true),
        tightened
    ),
    x(
        "maxItems lowered",
        #"{"type":"array","maxItems":3}"#,
        #"{"type":"array","maxItems":2}"#,
        values: (false, true),
        tightened
    ),
    x(
        "uniqueItems added",
        #"{"type":"array","items":{"type":"string"}}"#,
        #"{"type":"array","items":{"type":"string"},"uniqueItems":true}"#,
        values: (false, true),
        tightened
    ),
    x(
        "contains added",
        #"{"type":"array"}"#,
        #"{"type":"array","contains":{"const":"a"}}"#,
        values: (false, true),
        tightened
    ),
    x(
        "contains narrowed",
        #"{"type":"array","contains":{"type":"number"}}"#,
        #"{"type":"array","contains":{"type":"integer"}}"#,
        values: (false, true),
        tightened
    ),
    x(
        "maxContains lowered",
        #"{"type":"array","contains":{"const":1},"maxContains":3}"#,
        #"{"type":"array","contains":{"const":1},"maxContains":2}"#,
        values: (false, true),
        tightened
    ),
    // Combinators
    x(
        "disjoint branch added",
        #"{"anyOf":[{"type":"string"}]}"#,
        #"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
        values: (true, false),
        retyped
    ),
    x(
        "overlapping branch added",
        #"{"oneOf":[{"type":"integer","minimum":0}]}"#,
        #"{"oneOf":[{"type":"integer","minimum":0},{"type":"integer","maximum":5}]}"#,
        values: (false, false),
        retyped.union(tightened)
    ),
    x(
        "conjunct added",
        #"{"type":"string"}"#,
        #"{"allOf":[{"type":"string"},{"minLength":2}]}"#,
        values: (false, true),
        tightened
    ),
    x(
        "oneOf to anyOf, disjoint",
        #"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
        #"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
        values: (true, true)
    ),
    x(
        "allOf inlined",
        #"{"allOf":[{"type":"string"},{"minLength":2}]}"#,
        #"{"type":"string","minLength":2}"#,
        values: (true, true)
    ),
    x(
        "not forbids more",
        #"{"type":"string","not":{"const":"a"}}"#,
        #"{"type":"string","not":{"enum":["a","b"]}}"#,
        values: (false, true),
        tightened
    ),
    x(
        "if and then added",
        #"{"type":"integer"}"#,
        #"{"type":"integer","if":{"minimum":5},"then":{"maximum":9}}"#,
        values: (false, true),
        tightened
    ),
    x(
        "then tightened",
        #"{"type":"integer","if":{"minimum":5},"then":{"maximum":9}}"#,
        #"{"type":"integer","if":{"minimum":5},"then":{"maximum":8}}"#,
        values: (false, true),
        tightened
    ),
    // Events
    Change(
        "event added",
        events(event("A"), event("B")),
        events(event("A"), event("B"), event("C")),
        values: (true, false),
        records: (true, true)
    ),
    Change(
        "event removed",
        events(event("A"), event("B"), event("C")),
        events(event("A"), event("B")),
        values: (false, true),
        ["compat-event-removed"]
    ),
    Change(
        "event renamed",
        events(event("A"), event("B")),
        events(event("A"), event("Bee")),
        values: (false, false),
        records: (false, true),
        ["compat-event-renamed"]
    ),
    Change(
        "tag renamed",
        events(event("A"), event("B")),
        events(event("A", tag: "kind"), event("B", tag: "kind"), tag: "kind"),
        values: (false, false),
        ["compat-tag-changed"]
    ),
    Change(
        "field retyped in a branch",
        events(event("A"), event("B")),
        events(event("A"), event("B", #""a":{"type":"integer"}"#)),
        values: (false, false),
        retyped
    ),
    Change(
        "optional field added in a branch",
        events(event("A"), event("B")),
        events(event("A"), event("B", #""a":{"type":"string"},"n":{"type":"integer"}"#)),
        values: (false, true),
        records: (true, true)
    ),
    // References and annotations
    Change(
        "reference inlined",
        ##"{"type":"object","properties":{"x":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"string"}}}"##,
        #"{"type":"object","properties":{"x":{"type":"string"}},"$defs":{"unused":{"type":"integer"}}}"#,
        values: (true, true)
    ),
    Change(
        "reference retargeted to an equal",
        ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"n":{"$ref":"#/$defs/a"}}}}}"##,
        ##"{"$ref":"#/$defs/b","$defs":{"b":{"type":"object","properties":{"n":{"$ref":"#/$defs/c"}}},"c":{"type":"object","properties":{"n":{"$ref":"#/$defs/b"}}}}}"##,
        values: (true, true)
    ),
    x(
        "title, description and examples",
        #"{"type":"string","title":"a"}"#,
        #"{"type":"string","description":"b","x-y":1}"#,
        values: (true, true)
    ),
    x(
        "default changed",
        #"{"type":"string","default":"a"}"#,
        #"{"type":"string","default":"b"}"#,
        values: (true, true),
        ["compat-default-changed"]
    ),
]
