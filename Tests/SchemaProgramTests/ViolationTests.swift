import SchemaProgram
import Testing

struct ViolationTests {
    private func messages(_ schema: String, _ instance: String) throws -> [String] {
        try compile(schema).violations(instance).map { "\($0.instanceLocation) \($0.keywordLocation): \($0.message)" }
    }

    @Test(arguments: [
        (#"{"type": "string"}"#, "5", "/type: expected string, found the integer 5"),
        (#"{"type": ["string", "null"]}"#, "[]", "/type: expected null or string, found an array of 0 elements"),
        (#"{"minimum": 3}"#, "2.5", "/minimum: expected at least 3, found the number 2.5"),
        (#"{"maxLength": 2}"#, #""äöü""#, "/maxLength: expected at most 2 characters, found 3"),
        (#"{"enum": ["a", 1, null]}"#, #""b""#, #"/enum: expected "a", 1 or null, found the string "b""#),
        (#"{"const": {"a": 1}}"#, "{}", #"/const: expected {"a": 1}, found an object of 0 properties"#),
        (#"{"required": ["a", "b"]}"#, #"{"b": 1}"#, #"/required: expected the property "a", which is missing"#),
        (#"{"pattern": "^a+$"}"#, #""b""#, #"/pattern: expected a match of the pattern "^a+$", found the string "b""#),
        (#"{"format": "uuid"}"#, #""b""#, #"/format: expected the format "uuid", found the string "b""#),
        (
            #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
            "/uniqueItems: expected elements that differ, found elements 0 and 2 equal"
        ),
        (
            #"{"contains": {"type": "null"}}"#, "[1]",
            "/contains: expected at least 1 element that match the schema, found 0"
        ),
        (
            #"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#,
            #"/dependentRequired: expected the property "b", which is missing beside "a""#
        ),
    ])
    func `A message names what was expected and what was found`(_ schema: String, _ instance: String, _ message: String)
        throws
    {
        #expect(try messages(schema, instance) == [" " + message])
    }

    /// Short arrays are compared pair by pair, longer ones by a hash: both name the first pair.
    @Test(arguments: [2, 3, 7, 8, 9, 10, 40])
    func `The first two equal elements are named, wherever they stand`(count: Int) throws {
        let elements = (0..<count).map { #"{"n": [\#($0)], "s": "\#($0)"}"# }
        #expect(try messages(#"{"uniqueItems": true}"#, "[\(elements.joined(separator: ","))]") == [])
        for second in 1..<count {
            for first in 0..<second {
                var doubled = elements
                // The same value in other words.
                doubled[second] = #"{"s": "\#(first)", "n": [\#(first).0]}"#
                if second + 1 < count { doubled[second + 1] = doubled[first] }
                let words = "expected elements that differ, found elements \(first) and \(second) equal"
                let found = try messages(#"{"uniqueItems": true}"#, "[\(doubled.joined(separator: ","))]")
                #expect(found == [" /uniqueItems: \(words)"])
            }
        }
    }

    @Test
    func `A violation says where in the text, the value and the schema`() throws {
        let program = try compile(
            ##"{"properties": {"a": {"items": {"$ref": "#/$defs/n"}}}, "$defs": {"n": {"type": "integer"}}}"##
        )
        let violation = try #require(program.violations(#"{"a": [1, "x"]}"#).first)
        #expect(violation.instanceLocation == "/a/1")
        #expect(violation.keywordLocation == "/properties/a/items/$ref/type")
        #expect(violation.absoluteKeywordLocation == "file:///schema.json#/$defs/n/type")
        #expect(violation.keyword == "type")
        #expect(violation.offset == 10)
    }

    @Test(arguments: ["a", "é", "語", "😀"])
    func `A text is shown up to sixty characters`(_ character: String) throws {
        func message(_ count: Int) throws -> [String] {
            try messages(#"{"type": "null"}"#, "\"" + String(repeating: character, count: count) + "\"")
        }
        func shown(_ count: Int) -> String {
            " /type: expected null, found the string \"" + String(repeating: character, count: count)
        }
        #expect(try message(60) == [shown(60) + "\""])
        #expect(try message(61) == [shown(60) + "…\""])
        #expect(try message(100_000) == [shown(60) + "…\""])
    }

    @Test
    func `Of a union only the branch that came nearest speaks`() throws {
        let union = """
            {"oneOf": [{"properties": {"type": {"const": "A"}, "n": {"type": "integer"}}, "required": ["type", "n"]},
                       {"properties": {"type": {"const": "B"}, "s": {"type": "string"}}, "required": ["type", "s"]}]}
            """
        #expect(
            try messages(union, #"{"type": "B", "s": 1}"#) == [
                "/s /oneOf/1/properties/s/type: expected string, found the integer 1"
            ]
        )
        #expect(
            try messages(union, #"{"type": "C"}"#)
                == [#" /oneOf: expected "type" to be "A" or "B", found the string "C""#]
        )
        #expect(
            try messages(#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#, "5")
                == [" /anyOf: expected string or null, found the integer 5"]
        )
        let untagged = """
            {"anyOf": [{"type": "string"}, {"type": "object", "required": ["a"], "properties": {"a": {"type": "object",
              "properties": {"deep": {"type": "integer"}}}}}]}
            """
        #expect(
            try messages(untagged, #"{"a": {"deep": "x"}}"#)
                == [#"/a/deep /anyOf/1/properties/a/properties/deep/type: expected integer, found the string "x""#]
        )
        #expect(
            try messages(#"{"oneOf": [{"minimum": 1}, {"maximum": 5}]}"#, "3")
                == [" /oneOf: expected exactly one of the alternatives to hold, found 2: 0, 1"]
        )
    }

    @Test
    func `A property that is not allowed is called by its name`() throws {
        #expect(
            try messages(#"{"additionalProperties": false}"#, #"{"a/b": 1}"#)
                == [#"/a~1b /additionalProperties: the property "a/b" is not allowed"#]
        )
        #expect(
            try compile(#"{"additionalProperties": false}"#).violations(#"{"a": 1}"#).map(\.keyword) == [
                "additionalProperties"
            ]
        )
    }

    @Test
    func `A variant that no alternative has is told from one that breaks its own`() throws {
        let program = try compile(
            """
            {"properties": {"list": {"items": {"oneOf": [
              {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
              {"properties": {"kind": {"const": "b"}, "n": {"type": "integer"}}, "required": ["kind"]}
            ]}}}}
            """
        )
        func unknown(_ text: String) -> [Bool] { program.violations(text).map(\.isUnknownVariant) }
        #expect(unknown(#"{"list": [{"kind": "c", "n": "x"}, {"kind": "a"}]}"#) == [true])
        #expect(unknown(#"{"list": [{"kind": "b", "n": "x"}]}"#) == [false])
        #expect(unknown(#"{"list": [{"kind": 7}]}"#) == [false])
        #expect(unknown(#"{"list": [{"n": 1}]}"#) == [false])
    }
}
