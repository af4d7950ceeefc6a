import Foundation
import JSONCore
import RecordLog
import Testing

/// What types do that is unusual or wrong, against what Foundation makes of it.
struct RecordCodingMistakesTests {
    /// A value that encodes by what it was given.
    private struct Free: Encodable {
        var body: @Sendable (any Encoder) throws -> Void
        func encode(to encoder: any Encoder) throws { try body(encoder) }
    }

    private enum Key: String, CodingKey { case a, b, c }
    private struct Refusal: Error {}

    private func same(_ name: String, _ body: @escaping @Sendable (any Encoder) throws -> Void) throws {
        let value = ["x": [Free(body: body)]]
        let theirs = try JSONEncoder().encode(value)
        let ours = try RecordEncoder().encodeText(value)
        #expect(try JSONValue(parsing: ours) == JSONValue(parsing: Array(theirs)), "\(name): \(ours)")
    }

    @Test func whatFailedAndWasCaughtLeavesNothing() throws {
        try same("a member that is no number") { encoder in
            var container = encoder.container(keyedBy: Key.self)
            try? container.encode(Double.nan, forKey: .a)
            try? container.encode(Float.infinity, forKey: .c)
            try container.encode(1, forKey: .b)
        }
        try same("an element that is no number") { encoder in
            var container = encoder.unkeyedContainer()
            try? container.encode(Double.nan)
            try? container.encode(Float.nan)
            try container.encode(1)
        }
        try same("an array that fails in the middle") { encoder in
            var container = encoder.unkeyedContainer()
            try container.encode(1)
            do { try container.encode([1.0, .nan, 3.0]) } catch { try container.encodeNil() }
            try container.encode(container.count)
        }
        try same("a member that throws at once, and one that throws late") { encoder in
            var container = encoder.container(keyedBy: Key.self)
            do {
                try container.encode(Free { _ in throw Refusal() }, forKey: .a)
            } catch {
                try container.encodeNil(forKey: .a)
            }
            let late = Free { encoder in
                var inner = encoder.container(keyedBy: Key.self)
                try inner.encode(1, forKey: .a)
                var deeper = inner.nestedUnkeyedContainer(forKey: .b)
                try deeper.encode(2)
                throw Refusal()
            }
            do {
                try container.encode(late, forKey: .b)
            } catch {
                try container.encode("instead", forKey: .b)
            }
        }
        try same("a single value that is no number") { encoder in
            var container = encoder.singleValueContainer()
            do { try container.encode(Double.infinity) } catch { try container.encode("infinite") }
        }
        // Foundation keeps half of the first value here.
        let late = Free { encoder in
            var container = encoder.singleValueContainer()
            do { try container.encode(["a": Double.nan]) } catch { try container.encode("none") }
        }
        #expect(try RecordEncoder().encodeText([late]) == #"["none"]"#)
    }

    @Test func aRecordThatBreaksARuleLeavesNothing() throws {
        struct Refusing: JSONRecord {
            init(reading c: inout JSONCursor) throws(JSONFault) { throw c.fault(.violation) }
            init() {}
            func write(to out: inout JSONWriter) throws(RecordViolation) {
                out.raw("{\"half\":")
                throw RecordViolation(field: "half", rule: "a rule")
            }
        }
        struct Around: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                do { try container.encode(Refusing()) } catch { try container.encode("fallback") }
            }
        }
        #expect(try RecordEncoder().encodeText(Around()) == #"["fallback"]"#)
    }

    @Test func whatEncodesNothingIsOneEmptyObject() throws {
        struct Nothing: Codable, Equatable {
            init() {}
            init(from decoder: any Decoder) throws {}
            func encode(to encoder: any Encoder) throws {}
        }
        #expect(try RecordEncoder().encodeText([Optional(Nothing())]) == "[{}]")
        #expect(try RecordEncoder().encodeText(["k": Optional(Optional(Nothing()))]) == #"{"k":{}}"#)
    }

    @Test func theSameContainerAskedForTwiceGoesOn() throws {
        try same("nested") { encoder in
            var container = encoder.container(keyedBy: Key.self)
            var first = container.nestedContainer(keyedBy: Key.self, forKey: .a)
            try first.encode(1, forKey: .a)
            var second = container.nestedContainer(keyedBy: Key.self, forKey: .a)
            try second.encode(2, forKey: .b)
            var list = container.nestedUnkeyedContainer(forKey: .b)
            try list.encode(1)
            var again = container.nestedUnkeyedContainer(forKey: .b)
            try again.encode(2)
        }
    }

    @Test(arguments: ["1.5", "0", "-7", "12345678901234567890.123", "1e3", "0.000001"])
    func decimals(_ text: String) throws {
        let decimal = try #require(Decimal(string: text))
        let ours = try RecordEncoder().encode([decimal])
        #expect(ours == Array(try JSONEncoder().encode([decimal])))
        #expect(try RecordDecoder().decode([Decimal].self, from: ours) == [decimal])
        #expect(try RecordDecoder().decode([Decimal].self, from: "[\(text)]") == [decimal])
        #expect(throws: EncodingError.self) { try RecordEncoder().encode(Decimal.nan) }
        #expect(throws: DecodingError.self) { try RecordDecoder().decode(Decimal.self, from: "\"1\"") }
    }

    @Test func integersOf128Bits() throws {
        guard #available(macOS 15, iOS 18, *) else { return }
        struct Wide: Codable, Equatable {
            var a: Int128
            var b: UInt128
            var c: [Int128]
            var d: Int128?
        }
        for value in [
            Wide(a: .max, b: .max, c: [.min, 0, 5], d: nil), Wide(a: .min, b: 0, c: [], d: -1),
        ] {
            let ours = try RecordEncoder().encode(value)
            #expect(try JSONValue(parsing: ours) == JSONValue(parsing: Array(JSONEncoder().encode(value))))
            #expect(try RecordDecoder().decode(Wide.self, from: ours) == value)
        }
        #expect(try RecordDecoder().decode(Int128.self, from: "1e3") == 1000)
        #expect(throws: DecodingError.self) { try RecordDecoder().decode(UInt128.self, from: "-1") }
        #expect(throws: DecodingError.self) { try RecordDecoder().decode(Int128.self, from: "1.5") }
        #expect(try RecordEncoder().encodeText(Int128(7)) == "7")
    }

    @Test func zerosKeepTheirSigns() throws {
        for text in ["[-0]", "[-0.0]", "[0]", "[-0e3]"] {
            let doubles = try RecordDecoder().decode([Double].self, from: text)
            let floats = try RecordDecoder().decode([Float].self, from: text)
            #expect(doubles.map(\.sign) == [text.contains("-") ? .minus : .plus])
            #expect(floats.map(\.sign) == [text.contains("-") ? .minus : .plus])
        }
        #expect(try RecordDecoder().decode([String: Double].self, from: #"{"x":-0}"#)["x"]?.sign == .minus)
        #expect(try RecordDecoder().decode([Int].self, from: "[-0]") == [0])
    }

    @Test func aSuperclassWithoutAValueReadsNull() throws {
        class Base: Decodable {
            required init(from decoder: any Decoder) throws {}
        }
        final class Sub: Base {
            let b: Int
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                b = try container.decode(Int.self, forKey: .b)
                #expect(try container.superDecoder(forKey: .c).singleValueContainer().decodeNil())
                try super.init(from: container.superDecoder())
            }
        }
        #expect(try RecordDecoder().decode(Sub.self, from: #"{"b":1}"#).b == 1)
        #expect(try JSONDecoder().decode(Sub.self, from: Data(#"{"b":1}"#.utf8)).b == 1)
    }

    @Test func aMissingKeyIsToldAsTheTypesOwn() throws {
        struct One: Decodable {
            var a: Int
            enum CodingKeys: String, CodingKey { case a }
        }
        let fault = #expect(throws: DecodingError.self) { try RecordDecoder().decode(One.self, from: "{}") }
        guard case .keyNotFound(let key, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(key is One.CodingKeys)
    }

    /// Neither a loop nor a type that holds itself ends the stack.
    @Test func depthIsBounded() throws {
        struct Deep: Encodable {
            var levels: Int
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                for _ in 1..<levels { container = container.nestedUnkeyedContainer() }
                try container.encode(1)
            }
        }
        final class Chain: Encodable {
            let next: Chain?
            init(_ length: Int) {
                var chain: Chain?
                for _ in 1..<length { chain = Chain(next: chain) }
                next = chain
            }
            init(next: Chain?) { self.next = next }
        }
        #expect(try RecordEncoder().encodeText(Deep(levels: 512)).hasPrefix("[[["))
        #expect(throws: EncodingError.self) { try RecordEncoder().encode(Deep(levels: 513)) }
        #expect(throws: EncodingError.self) { try RecordEncoder().encode(Deep(levels: 100_000)) }
        _ = try RecordDecoder().decode(JSONValue.self, from: RecordEncoder().encode(Chain(512)))
        #expect(throws: EncodingError.self) { try RecordEncoder().encode(Chain(2_000)) }
        var shallow = RecordEncoder()
        shallow.maximumDepth = 2
        #expect(try shallow.encodeText([[1]]) == "[[1]]")
        #expect(throws: EncodingError.self) { try shallow.encode([[[1]]]) }
    }

    @Test func depthOfReadingReachesRecords() throws {
        var decoder = RecordDecoder()
        decoder.maximumDepth = 1000
        let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        let text = #"{"type":"EVENT","timestamp":"t","number":1,"other":"# + deep + "}"
        _ = try decoder.decode(TestEvent.self, from: text)
        for depth in [-5, .min, 0] {
            decoder.maximumDepth = depth
            #expect(throws: DecodingError.self) { try decoder.decode([Int].self, from: "[1]") }
            #expect(try decoder.decode(Int.self, from: "1") == 1)
        }
    }

    /// Members asked for in another order than they stand in are found without going through all of them each time.
    @Test func manyMembersInAnyOrder() throws {
        let names = (0..<3_000).map { "name \($0 * 7919 % 3_000) é" }
        let members = names.enumerated().map { "\"\($1)\":\($0)" } + [#""\u0041":-1"#]
        struct All: Decodable {
            var sum = 0
            struct Name: CodingKey {
                var stringValue: String
                var intValue: Int? { nil }
                init(stringValue: String) { self.stringValue = stringValue }
                init?(intValue: Int) { nil }
            }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Name.self)
                for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
                    sum += try container.decode(Int.self, forKey: key)
                    let missing = try container.decodeIfPresent(
                        Int.self,
                        forKey: Name(stringValue: key.stringValue + "!")
                    )
                    #expect(missing == nil)
                }
            }
        }
        let all = try RecordDecoder().decode(All.self, from: "{\(members.joined(separator: ","))}")
        #expect(all.sum == (0..<3_000).reduce(-1, +))
    }
}
