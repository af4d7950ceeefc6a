import Foundation
import JSONCore
import RecordLog
import Testing

/// Ours against Foundation's coders: what one writes the other reads, and both write the same values.
struct RecordCodingTests {
    private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        let ours = try RecordEncoder().encode(value)
        let theirs = try JSONEncoder().encode(value)
        #expect(try JSONValue(parsing: ours) == JSONValue(parsing: Array(theirs)))
        #expect(try RecordDecoder().decode(Value.self, from: Array(theirs)) == value)
        #expect(try JSONDecoder().decode(Value.self, from: Data(ours)) == value)
        #expect(try RecordDecoder().decode(Value.self, from: ours) == value)
    }

    @Test func everyKindOfValue() throws {
        try roundTrip(Scalars())
        try roundTrip(Nested())
        try roundTrip(Interleaved())
        try roundTrip(Tagged())
        try roundTrip(Empty())
        try roundTrip([Scalars(), Scalars()])
        try roundTrip(["x": ["y": [Shape.nothing]]])
        try roundTrip(Optional<Int>.none)
        try roundTrip(Optional<Int>.some(1))
        try roundTrip("text")
        try roundTrip(3.25)
        try roundTrip(UInt64.max)
        try roundTrip([Int]())
    }

    @Test func classesAndTheirSuperclasses() throws {
        let value = Derived()
        value.name = "changed"
        let ours = try RecordEncoder().encode(value)
        #expect(try JSONValue(parsing: ours) == JSONValue(parsing: Array(JSONEncoder().encode(value))))
        let back = try RecordDecoder().decode(Derived.self, from: ours)
        #expect(back.name == "changed" && back.extra == 5)
    }

    @Test func membersInAnyOrderAndOthersBetween() throws {
        let text = #"{"zz":[{"extra":1}],"\u0065xtra":7,"super":{"name":"n","x":null}}"#
        let value = try RecordDecoder().decode(Derived.self, from: text)
        #expect(value.extra == 7 && value.name == "n")
    }

    @Test func anyJSONAndFoundationsOwnTypes() throws {
        struct Holder: Codable, Equatable { var value: JSONValue }
        try roundTrip(Holder(value: .array([.null, .bool(true), .string("x"), .number(JSONNumber(5 as Int64))])))
        try roundTrip(Special())
        try roundTrip(UUID())
    }

    /// They have rules that their own readers and writers check, and are read in place.
    @Test func recordsUseTheirOwnReadersAndWriters() throws {
        let event = TestEvent(type: "EVENT", number: 5, text: "x")
        let text = try RecordEncoder().encodeText(["in": [event]])
        #expect(text == "{\"in\":[\(try event.jsonText())]}")
        #expect(try RecordDecoder().decode([String: [TestEvent]].self, from: text) == ["in": [event]])
        #expect(throws: DecodingError.self) { try RecordDecoder().decode(TestEvent.self, from: "{}") }
    }

    /// Faults say where, as Foundation's do.
    @Test(arguments: [
        #"{"flag":1}"#, #"{"flag":true,"text":null}"#, #"{"flag":true}"#, "[]", "7",
    ])
    func faultsHaveTheSamePlaces(_ text: String) {
        let ours = #expect(throws: DecodingError.self) { try RecordDecoder().decode(Scalars.self, from: text) }
        let theirs = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Scalars.self, from: Data(text.utf8))
        }
        #expect(ours?.place == theirs?.place)
    }

    /// Foundation leaves the place out here.
    @Test(arguments: [("300", "int8"), ("1.5", "int8"), ("1e400", "int8")])
    func numbersThatDoNotFitHaveAPlace(_ number: String, _ place: String) {
        let text = #"{"flag":true,"text":"x","int":1,"int8":"# + number + "}"
        let fault = #expect(throws: DecodingError.self) { try RecordDecoder().decode(Scalars.self, from: text) }
        #expect(fault?.place == "corrupt \(place)")
    }

    @Test func placesInNestedValues() {
        let text = #"{"a":[{"b":1},{"b":"x"}]}"#
        struct Inner: Decodable { var b: Int }
        let fault = #expect(throws: DecodingError.self) {
            try RecordDecoder().decode([String: [Inner]].self, from: text)
        }
        #expect(fault?.place == "mismatch a/Index 1/b")
    }

    @Test func brokenTextIsRefused() {
        for text in [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "nul", "1 2", "\"\u{1}\"", String(repeating: "[", count: 600),
        ] {
            #expect(throws: DecodingError.self) { try RecordDecoder().decode(JSONValue.self, from: text) }
        }
    }

    @Test func numbersThatJSONDoesNotHaveAreRefused() {
        for value in [Double.infinity, -.infinity, .nan] {
            #expect(throws: EncodingError.self) { try RecordEncoder().encode(["x": [value]]) }
        }
    }

    @Test func userInfoReachesTheTypes() throws {
        struct Asking: Codable {
            var seen: Bool
            static let key = CodingUserInfoKey(rawValue: "k")

            init() { seen = false }

            init(from decoder: any Decoder) throws {
                seen = Self.key.map { decoder.userInfo[$0] as? Int == 5 } ?? false
            }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(Self.key.map { encoder.userInfo[$0] as? Int == 5 } ?? false)
            }
        }
        let key = try #require(Asking.key)
        var decoder = RecordDecoder()
        decoder.userInfo[key] = 5
        var encoder = RecordEncoder()
        encoder.userInfo[key] = 5
        #expect(try decoder.decode(Asking.self, from: "{}").seen)
        #expect(try encoder.encodeText(Asking()) == "true")
    }
}

extension DecodingError {
    fileprivate var place: String {
        let (kind, context) =
            switch self {
            case .typeMismatch(_, let context): ("mismatch", context)
            case .valueNotFound(_, let context): ("null", context)
            case .keyNotFound(let key, let context): ("missing \(key.stringValue)", context)
            case .dataCorrupted(let context): ("corrupt", context)
            @unknown default: ("", DecodingError.Context(codingPath: [], debugDescription: ""))
            }
        return "\(kind) \(context.codingPath.map(\.stringValue).joined(separator: "/"))"
    }
}
