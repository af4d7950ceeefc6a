import SwiftEmitter
import Testing

struct HostileSizesTests {
    /// An object that holds another twice, which holds another twice: nothing of that size can be counted.
    @Test func `A type whose size doubles at each level is generated, and its union is boxed`() throws {
        let depth = 80
        var definitions = [#""L0":{"type":"object","properties":{"s":{"type":"string"}}}"#]
        for level in 1...depth {
            let below = ##"{"$ref":"#/$defs/L\##(level - 1)"}"##
            definitions.append(
                #""L\#(level)":{"type":"object","properties":{"a":\#(below),"b":\#(below)},"required":["a","b"]}"#
            )
        }
        func variant(_ tag: String, _ type: String) -> String {
            #"{"type":"object","properties":{"type":{"const":"\#(tag)"},"x":\#(type)},"required":["type","x"]}"#
        }
        let large = variant("large", ##"{"$ref":"#/$defs/L\##(depth)"}"##)
        let small = variant("small", #"{"type":"string"}"#)
        func generated(_ cases: [String]) throws -> String {
            let schema =
                #"{"title":"Sized","oneOf":[\#(cases.joined(separator: ","))],"$defs":{\#(definitions.joined(separator: ","))}}"#
            return try generateSwift([
                "sized/family.json": Array(#"{"description":"Sized.","tag":"type"}"#.utf8),
                "sized/v1.json": Array(schema.utf8),
            ]).map(\.text).joined()
        }
        #expect(try generated([small, large]).contains("indirect enum"))
        #expect(try !generated([small, variant("other", #"{"type":"integer"}"#)]).contains("indirect enum"))
    }
}
