import JSONCore
import SchemaModel
import Testing

/// Schemas that are small and say much, or long and say little: bounded work, and types or a message in the end.
struct HostileTests {
    private func model(_ schema: String) -> ModelledFolder {
        modelFamilies(["f/family.json": Array("{}".utf8), "f/v1.json": Array(schema.utf8)])
    }

    /// Ten levels, each with ten mentions of the next.
    private func bomb(_ level: (_ next: String) -> String, last: String) -> String {
        var definitions = (0..<10).map { "\"d\($0)\":\(level("{\"$ref\":\"#/$defs/d\($0 + 1)\"}"))" }
        definitions.append("\"d10\":\(last)")
        return """
            {"type":"object","properties":{"v":{"$ref":"#/$defs/d0"}},"$defs":{\(definitions.joined(separator: ","))}}
            """
    }

    private func tenfold(_ text: String) -> String {
        repeatElement(text, count: 10).joined(separator: ",")
    }

    @Test func `A bomb of allOf is one string`() throws {
        let result = model(bomb({ "{\"allOf\":[\(tenfold($0))]}" }, last: #"{"type":"string"}"#))
        #expect(result.diagnostics.isEmpty)
        #expect(result.families[0].versions[0].types.count == 1)
    }

    @Test func `A bomb of properties is eleven types`() {
        let level = { (next: String) in
            "{\"type\":\"object\",\"properties\":{\((0..<10).map { "\"p\($0)\":\(next)" }.joined(separator: ","))}}"
        }
        let result = model(bomb(level, last: #"{"type":"string"}"#))
        #expect(result.diagnostics.isEmpty)
        #expect(result.families[0].versions[0].types.count == 11)
    }

    @Test func `A bomb of tuples is cut and left to the program`() {
        let level = { (next: String) in "{\"type\":\"array\",\"prefixItems\":[\(tenfold(next))]}" }
        let result = model(bomb(level, last: #"{"type":"string"}"#))
        #expect(result.diagnostics.isEmpty)
        #expect(result.families[0].versions[0].needsProgram)
    }

    @Test(arguments: ["oneOf", "anyOf"])
    func `A bomb of unions ends`(_ keyword: String) {
        let level = { (next: String) in
            "{\"\(keyword)\":[\(tenfold(next)),{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}]}"
        }
        let result = model(bomb(level, last: #"{"type":"array"}"#))
        #expect(!result.hasErrors)
    }

    @Test func `Unions that multiply each other are refused with a place`() {
        let union = { (name: String) in
            let branches = (0..<12).map {
                "{\"properties\":{\"\(name)\":{\"const\":\"\($0)\"},\"\(name)x\($0)\":{\"type\":\"string\"}},"
                    + "\"required\":[\"\(name)\"]}"
            }
            return "{\"oneOf\":[\(branches.joined(separator: ","))]}"
        }
        let result = model("{\"type\":\"object\",\"allOf\":[\(["a", "b", "c"].map(union).joined(separator: ","))]}")
        #expect(result.diagnostics.map(\.id) == ["schema-unsupported-keyword"])
    }

    /// Ten thousand definitions, each leading to the next.
    private func chain(_ link: (_ next: String) -> String) -> String {
        var definitions = (0..<10_000).map { "\"d\($0)\":\(link("{\"$ref\":\"#/$defs/d\($0 + 1)\"}"))" }
        definitions.append(#""d10000":{"type":"string"}"#)
        return """
            {"type":"object","properties":{"v":{"$ref":"#/$defs/d0"}},"$defs":{\(definitions.joined(separator: ","))}}
            """
    }

    @Test func `A long chain of references is what it ends with`() throws {
        let result = model(chain { $0 })
        #expect(result.diagnostics.isEmpty)
        let types = result.families[0].versions[0].types
        guard case .object(let record) = types[0].shape, case .string = record.fields[0].value.kind else {
            Issue.record("not a string")
            return
        }
    }

    @Test func `A long chain of objects is as many types`() {
        let result = model(chain { "{\"type\":\"object\",\"properties\":{\"next\":\($0)}}" })
        #expect(result.diagnostics.isEmpty)
        #expect(result.families[0].versions[0].types.count == 10_001)
    }

    @Test(arguments: [
        "{\"type\":\"array\",\"items\":NEXT}", "{\"allOf\":[NEXT,{\"minLength\":1}]}",
        "{\"anyOf\":[NEXT,{\"type\":\"null\"}]}", "{\"type\":\"object\",\"additionalProperties\":NEXT}",
        "{\"oneOf\":[NEXT,{\"type\":\"integer\"}]}",
    ])
    func `A long chain of anything ends`(_ link: String) {
        let result = model(chain { link.replacing("NEXT", with: $0) })
        #expect(!result.hasErrors, "\(result.diagnostics.prefix(3))")
    }

    @Test func `Ten thousand properties are looked at once each`() {
        let properties = (0..<10_000).map { "\"p\($0)\":{\"type\":\"integer\"}" }.joined(separator: ",")
        let required = (0..<10_000).map { "\"p\($0)\"" }.joined(separator: ",")
        let result = model("{\"type\":\"object\",\"properties\":{\(properties)},\"required\":[\(required)]}")
        #expect(result.diagnostics.isEmpty)
    }

    @Test func `Names from JSON never leave the alphabet of Swift`() {
        let names = [
            "", "\u{0}", "\n", "\r\n", "\"", "`", "*/", "\"#", "\\(x)", "\u{202E}", "e\u{301}", "🎉", "Type", "Protocol",
            "self", "Self", "init", "Any", "Codable", "CodingKeys", "1", "-1", "_", "__", "$0", "class", "func", "ﬁ",
            "日本",
        ]
        let properties = names.enumerated().map { index, name in
            "\(quoted(name)):{\"type\":\"object\",\"properties\":{\"v\":{\"enum\":[\(quoted(name)),\"x\(index)\"]}}}"
        }
        let result = model("{\"type\":\"object\",\"properties\":{\(properties.joined(separator: ","))}}")
        #expect(result.diagnostics.filter { $0.id != "lint-name-collision" }.isEmpty, "\(result.diagnostics)")
        for type in result.families.first?.versions[0].types ?? [] {
            #expect(type.name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil)
            #expect(!["Type", "Protocol", "Self", "Any", "Codable", "CodingKeys"].contains(type.name))
        }
    }
}

private func quoted(_ text: String) -> String {
    var out = "\""
    for unit in text.utf16 {
        let hex = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }
    return out + "\""
}
