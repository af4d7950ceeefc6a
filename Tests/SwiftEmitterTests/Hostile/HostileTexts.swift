/// Texts that a generator must not let out of their literals and comments.
let hostileTexts: [String] = [
    "\"", "unsafe", "`", "a\"b", "a\\b", "\\(evil())", "\"); func evil() {} //", "\"\"\"", "\"#", "#\"", "\\#(1)",
    "\nfunc evil() {}", "\rfunc evil() {}", "\r\nfunc evil() {}", "a\u{2028}func evil() {}", "a\u{2029}func evil() {}",
    "a\u{85}func evil() {}", "a\u{0B}func evil() {}", "a\u{0C}func evil() {}", "*/ func evil() {} /*", "/* a", "// a",
    "*/", "\u{202E}evil\u{202C}", "\u{2066}evil", "\u{200B}", "\u{FEFF}a", "\u{0}", "\u{1}", "\u{7F}", "\t", " ", "",
    "class", "self", "Self", "init", "Type", "Protocol", "Any", "default", "let", "in", "is", "as", "try", "func",
    "Codable", "CodingKeys", "Hashable", "String", "Int", "Optional", "Array", "JSONValue", "JSONCursor", "Number",
    "description", "hashValue", "hash", "encode", "rawValue", "allCases", "c", "out", "seen", "more", "read", "values",
    "places", "field",
    "rules", "names", "tags",
    "words", "word", "line", "value", "others", "otherFields", "otherNames", "text", "begin", "fault", "index",
    "View", "V1", "V2", "Record", "RecordLog", "Swift", "Hostile", "program", "unrecognised", "none", "some",
    "🎉", "👨‍👩‍👧‍👦", "e\u{301}", "é", "\u{301}", "Ω", "日本語", "1", "-1", "1.5", "a b", "a-b", "$0", "_", "__", "a.b",
    "#if", "#file", "@main", "${a}", "%s", "<a>", "&amp;", "<!-- a", "```", "- a", "---",
    String(repeating: "a", count: 10_000),
    String(repeating: "\"", count: 2_000), String(repeating: "é ", count: 3_000),
]

/// Where a text of the schema's author can stand: each makes a version of a family with the text in that place.
let hostilePlaces: [(name: String, schema: @Sendable (String) -> String)] = [
    ("property", { #"{"type":"object","properties":{\#($0):{"type":"string","minLength":2}},"required":[\#($0)]}"# }),
    (
        "inner property",
        { #"{"type":"object","properties":{"a":{"type":"object","properties":{\#($0):{"type":["integer","null"]}}}}}"# }
    ),
    (
        "object property",
        { #"{"type":"object","properties":{\#($0):{"type":"object","properties":{"x":{"enum":["a","b"]}}}}}"# }
    ),
    (
        "only object that has to be there",
        {
            #"{"type":"object","properties":{\#($0):{"type":"object","properties":{"x":{"type":"string"}}},"#
                + #""tags":{"type":"array","items":{"type":"string"}}},"required":[\#($0)]}"#
        }
    ),
    ("enum", { #"{"type":"object","properties":{"a":{"enum":[\#($0),"plain word"]}}}"# }),
    ("const", { #"{"type":"object","properties":{"a":{"const":\#($0)},"b":{"const":[\#($0)]}},"required":["a"]}"# }),
    ("listed", { #"{"type":"object","properties":{"a":{"enum":[1,\#($0)]}}}"# }),
    (
        "tag",
        {
            #"{"oneOf":[{"type":"object","properties":{"t":{"const":\#($0)},"x":{"type":"string"}},"required":["t","x"]},"#
                + #"{"type":"object","properties":{"t":{"const":"plain word"},"x":{"type":"string"}},"required":["t","x"]}]}"#
        }
    ),
    (
        "tag name",
        {
            #"{"oneOf":[{"type":"object","properties":{\#($0):{"const":"one"}},"required":[\#($0)]},"#
                + #"{"type":"object","properties":{\#($0):{"const":"two"}},"required":[\#($0)]}]}"#
        }
    ),
    (
        "documentation",
        {
            #"{"title":\#($0),"description":\#($0),"type":"object","properties":{"a":{"title":\#($0),"description":\#($0),"#
                + #""default":\#($0),"examples":[\#($0)],"type":"string"},"b":{"description":\#($0),"enum":["x","y"]}}}"#
        }
    ),
    (
        "definition",
        {
            ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/d"},"b":{"anyOf":[{"title":\##($0),"type":"object","##
                + ##""properties":{"p":{"type":"string"}},"required":["p"]},{"type":"integer"}]}},"$defs":{"d":{"title":\##($0),"##
                + ##""type":"object","properties":{"e":{"type":"string"}}},\##($0):{"type":"string"}}}"##
        }
    ),
    (
        "used definition",
        {
            #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","title":\#($0),"properties":"#
                + #"{"e":{"type":"string"},\#($0):{"type":"array","items":{"type":"string"}}}}}}}"#
        }
    ),
]
