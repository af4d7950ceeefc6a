import JSONCore
import Testing

@testable import Compatibility

/// Tagged unions as families have them: so many variants of twelve fields each.
@Suite struct FamilyTests {
    static let sizes = [3, 20, 80]

    private func family(
        _ count: Int,
        tag: String = "type",
        extra: (Int) -> String = { _ in "" },
        retyped: Int? = nil
    ) -> String {
        let variants = (0..<count).map { index in
            let fields = (0..<11).map { field in
                let type = retyped == index && field == 4 ? "integer" : field % 2 == 0 ? "string" : "integer"
                return #""f\#(field)":{"type":"\#(type)"}"#
            }.joined(separator: ",")
            return """
                "V\(index)":{"type":"object","required":["f0","f1","f4"],
                "properties":{"\(tag)":{"const":"V\(index)"},\(fields)\(extra(index))}}
                """
        }
        let names = (0..<count).map { "\"V\($0)\"" }.joined(separator: ",")
        let branches = (0..<count).map { ##"{"$ref":"#/$defs/V\##($0)"}"## }.joined(separator: ",")
        return """
            {"type":"object","required":["\(tag)","at"],
            "properties":{"\(tag)":{"enum":[\(names)]},"at":{"type":"string","format":"date-time"}},
            "oneOf":[\(branches)],"$defs":{\(variants.joined(separator: ",\n"))}}
            """
    }

    @Test(arguments: sizes) func optionalFieldAdded(_ count: Int) throws {
        let new = family(count, extra: { $0 == count - 1 ? #","new":{"type":"string"}"# : "" })
        let result = try comparison(family(count), new, as: .records)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.isEmpty, "\(told(result))")
    }

    @Test(arguments: sizes) func variantAdded(_ count: Int) throws {
        let result = try comparison(family(count), family(count + 1), as: .records)
        #expect(result.backward == true && result.forward == true, "\(told(result))")
        #expect(result.findings.isEmpty, "\(told(result))")
    }

    @Test(arguments: sizes) func fieldRetypedInOneBranch(_ count: Int) throws {
        let result = try comparison(family(count), family(count, retyped: count / 2), as: .records)
        #expect(result.backward == false && result.forward == false)
        #expect(result.findings.map(\.rule) == ["compat-field-retyped"], "\(told(result))")
        #expect(result.findings.first?.new?.pointer == "/$defs/V\(count / 2)/properties/f4/type")
        #expect(result.findings.first?.old?.pointer == "/$defs/V\(count / 2)/properties/f4/type")
        #expect(result.findings.first?.message == "\"f4\" of \"V\(count / 2)\" changed string → integer")
        #expect(result.findings.first?.refusal?.instanceLocation == "/f4")
    }

    @Test(arguments: sizes) func tagRenamed(_ count: Int) throws {
        let result = try comparison(family(count), family(count, tag: "kind"), as: .records)
        #expect(result.backward == false && result.forward == false)
        #expect(result.findings.map(\.rule) == ["compat-tag-changed"], "\(told(result))")
    }
}
