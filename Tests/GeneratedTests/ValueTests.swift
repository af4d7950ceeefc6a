import JSONCore
import RecordLog
import Testing

/// What generated types hold, and what they write.
struct ValueTests {
    private let note = PresenceNote.Record(
        must: "a",
        mustOrNull: nil,
        anyMust: .null,
        nothingMust: JSONNull(),
        innerMustOrNull: nil
    )

    @Test func `Absent, null and a value are three things`() throws {
        var note = note
        #expect(note.mayOrNull == .absent)
        let absent = try note.jsonText()
        #expect(!absent.contains("may_or_null"))
        note.mayOrNull = .null
        #expect(try note.jsonText().contains(#","may_or_null":null,"#))
        #expect(try PresenceNote.Record(parsing: note.jsonText()).mayOrNull == .null)
        note.mayOrNull = .value("x")
        #expect(try PresenceNote.Record(parsing: note.jsonText()) == note)
        #expect(try PresenceNote.Record(parsing: absent).mayOrNull == .absent)
    }

    @Test func `Required and null is nil and written as null`() throws {
        #expect(try note.jsonText().contains(#""must_or_null":null"#))
        #expect(try PresenceNote.Record(parsing: note.jsonText()).mustOrNull == nil)
    }

    @Test func `Constants are written and never stored`() throws {
        #expect(try note.jsonText().contains(#""kind":"note","seven":7,"shape":{"a":[1.0,null]}"#))
        var wrong = note
        wrong.kindMay = .string("other")
        #expect(throws: RecordViolation(field: "Record.kind_may", rule: "enum")) { try wrong.jsonBytes() }
    }

    @Test func `Unknown fields survive in their order and text`() throws {
        let text = #"{"id":1,"z":{"b":[1.50,"\u0041"],"a":1},"count":2,"y":null}"#
        let record = try Measurement.V1.Record(parsing: text)
        #expect(record.otherFields["y"] == .null)
        #expect(try record.jsonText() == #"{"id":1,"count":2,"z":{"b":[1.50,"\u0041"],"a":1},"y":null}"#)
        var changed = record
        changed.otherFields["y"] = nil
        #expect(try changed.jsonText() == #"{"id":1,"count":2,"z":{"b":[1.50,"A"],"a":1}}"#)
    }

    @Test func `Unknown words are kept in tolerant reading and refused in strict reading`() throws {
        let text = #"{"level":"extreme"}"#
        let record = try Message.V1.Record(parsing: text)
        #expect(record.level == .unrecognised("extreme"))
        #expect(try record.jsonText() == text)
        #expect(throws: JSONFault.self) { try Message.V1.Record(parsing: text, strict: true) }
    }

    @Test func `Two spellings of a letter are two words`() throws {
        let composed = try Message.V1.Record(parsing: "{\"level\":\"é\"}")
        let decomposed = try Message.V1.Record(parsing: "{\"level\":\"e\u{301}\"}")
        #expect(composed.level != decomposed.level)
        #expect(try decomposed.jsonText() == "{\"level\":\"e\u{301}\"}")
    }

    @Test func `Unknown variants inside of a record are kept`() throws {
        let text = #"{"content":{"type":"bag","n":[1.0]},"type_list_must":1.5}"#
        let record = try Parcel.V1.Record(parsing: text)
        guard case .unrecognised(let value)? = record.content else {
            Issue.record("\(String(describing: record.content))")
            return
        }
        #expect(value["type"] == .string("bag"))
        #expect(try record.jsonText() == text)
        #expect(throws: JSONFault.self) { try Parcel.V1.Record(parsing: text, strict: true) }
    }

    @Test func `Integers keep 64 bits and 1.0 is one`() throws {
        #expect(try Measurement.V1.Record(parsing: #"{"id":9223372036854775807}"#).id == .max)
        #expect(try Measurement.V1.Record(parsing: #"{"id":-9223372036854775808}"#).id == .min)
        #expect(try Measurement.V1.Record(parsing: #"{"id":1.0}"#).jsonText() == #"{"id":1}"#)
        do throws(JSONFault) {
            _ = try Measurement.V1.Record(parsing: #"{"id":1,"big":9223372036854775808}"#)
            Issue.record("an integer of 65 bits was read")
        } catch {
            #expect(error.kind == .notRepresentable)
        }
    }

    @Test(arguments: ["0.1234567890123456789", "1e400", "-1e-400", "123456789012345678901234567890", "0.1", "5e-324"])
    func `Decimals lose nothing`(_ number: String) throws {
        let text = "{\"id\":1,\"exact\":\(number)}"
        let record = try Measurement.V1.Record(parsing: text)
        #expect(record.exact?.exact == JSONNumber(text: number))
        #expect(try JSONValue(parsing: record.jsonText()) == JSONValue(parsing: text))
    }

    @Test(arguments: [
        "2026-02-23T14:30:22.123456789+05:30", "2026-02-23T14:30:22.10Z", "2016-12-31T23:59:60Z",
        "2026-02-23T14:30:22-00:00",
    ])
    func `Timestamps keep their digits and offset`(_ moment: String) throws {
        let text = "{\"at\":\"\(moment)\",\"times\":[\"\(moment)\"]}"
        #expect(try Message.V1.Record(parsing: text).jsonText() == text)
        let record = try Message.V1.Record(parsing: #"{"at":"2026-02-23T14:30:22.123456789Z"}"#)
        #expect(record.at?.nanoseconds == 123_456_789)
    }

    @Test func `Types that hold themselves nest to any depth that reading allows`() throws {
        var node = Tree.Node(name: "0")
        var chain = Tree.Chain(value: 0)
        var expression = Tree.Expression.literal(Tree.Literal(value: 0))
        for step in 1...100 {
            node = Tree.Node(name: "\(step)", children: [node])
            chain = Tree.Chain(value: step, next: .value(chain))
            expression = .sum(Tree.Sum(left: expression, right: .literal(Tree.Literal(value: 1))))
        }
        let left = Tree.Left(right: Tree.Right(left: Tree.Left(name: "x"), many: [Tree.Right()]))
        let tree = Tree.Tree(root: node, chain: chain, expression: expression, left: left)
        let again = try Tree.Tree(parsing: tree.jsonBytes())
        #expect(again == tree)
        #expect(again.hashValue == tree.hashValue)
        let deep = String(repeating: #"{"name":"a","children":["#, count: 100_000)
        do throws(JSONFault) {
            _ = try Tree.Tree(parsing: #"{"root":"# + deep)
            Issue.record("100,000 levels were read")
        } catch {
            #expect(error.kind == .tooDeep)
        }
    }

    @Test func `A record that breaks a rule is not written, and the rule is named`() throws {
        func rule(_ body: () throws -> [UInt8]) -> String? {
            do {
                _ = try body()
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(rule { try Message.Record(short: "abcde").jsonBytes() } == "Record.short breaks maxLength 4")
        #expect(rule { try Message.Record(word: "1").jsonBytes() } == "Record.word breaks pattern")
        #expect(rule { try Message.Record(mail: "a").jsonBytes() } == "Record.mail breaks format email")
        #expect(rule { try Message.Record(hash: "A0000000").jsonBytes() } == "Record.hash breaks 8 hexadecimal digits")
        #expect(rule { try Measurement.Record(id: 1, small: 10).jsonBytes() } == "Record.small breaks maximum 9")
        #expect(rule { try Measurement.Record(id: 1, code: 1).jsonBytes() } == "Record.code breaks enum")
        #expect(rule { try Measurement.Record(id: 1, ratio: 2).jsonBytes() } == "Record.ratio breaks its bounds")
        #expect(rule { try Measurement.Record(id: 1, exact: Number(.infinity)).jsonBytes() } != nil)
        #expect(rule { try Basket.Record(tags: ["a", "a"]).jsonBytes() } == "Record.tags breaks uniqueItems")
        #expect(rule { try Basket.Record(tags: ["é", "e\u{301}"]).jsonBytes() } == nil)
        #expect(rule { try Basket.Record(grid: [[1]]).jsonBytes() } == "Record.grid breaks minItems 2")
        #expect(
            rule { try Basket.Record(pair: [.string("a"), .string("b")]).jsonBytes() }
                == "Record.pair breaks prefixItems"
        )
        #expect(rule { try Basket.Record(noneValue: [.null]).jsonBytes() } != nil)
        #expect(rule { try Setting.Record(scores: [:]).jsonBytes() } == "Record.scores breaks minProperties 1")
        #expect(
            rule { try Setting.Record(headers: ["y": "1"]).jsonBytes() } == "Record.headers breaks its names' pattern"
        )
        #expect(rule { try Setting.Record(mixed: .init(a: "a", others: ["a": 1])).jsonBytes() } != nil)
    }

    @Test func `Views show what the types hold`() throws {
        let text = #"{"tags":["a","\u0062"],"items":[{"name":"n","price":1.5}],"grid":[[1,2]],"maybe":[null,"x"]}"#
        let view = try Basket.V1.Record.View(parsing: text)
        #expect(view.tags?.value == .array([.string("a"), .string("b")]))
        #expect(view.items.map { $0.map { $0.name.string } } == ["n"])
        #expect(view.maybe.map { $0.map { $0?.string } } == [nil, "x"])
        #expect(view.grid?.count == 1)
        let message = try Message.V1.Record.View(
            parsing: #"{"short":"\u0061b","at":"2026-02-23T14:30:22Z","ip6":null}"#
        )
        #expect(message.short.map { $0 == "ab" } == true)
        #expect(message.at == Timestamp("2026-02-23T14:30:22Z"))
        #expect(!message.ip6.isAbsent && message.ip6.value == nil)
        let nest = try Nest.V1.Nest.View(parsing: #"{"kind":"branch","inner":{"kind":"leaf","n":7}}"#)
        guard case .branch(let raw) = nest else {
            Issue.record("\(nest)")
            return
        }
        #expect(try raw.read(as: Nest.V1.Branch.self).inner == .leaf(Nest.V1.Leaf(n: 7)))
    }

    @Test func `An object within is read as its type whatever stands behind it`() throws {
        let chain = #"{"next":null,"value":1}"#
        let record = #"{"root":{"name":"n"},"chain":\#(chain),"more":1}"#
        let view = try Tree.V1.Tree.View(parsing: record)
        let expected = try Tree.V1.Chain(parsing: chain)
        #expect(try view.chain?.read(as: Tree.V1.Chain.self) == expected)
    }

    /// Its memory is never touched.
    @Test func `A text longer than places reach is refused before it is looked at`() {
        let count = FieldPlace.largestOffset + 1
        let text = [UInt8](unsafeUninitializedCapacity: count) { $1 = count }
        #expect(throws: JSONFault(.tooLong, at: FieldPlace.largestOffset)) { try Tree.V1.Tree.View(parsing: text) }
    }

    @Test func `Lists and values of texts of several lines are read whole`() throws {
        let view = try Basket.V1.Record.View(parsing: "{\"maybe\":[\"a\",\n\"b\"\n],\"tags\":[\n\"x\",\n\"y\"]}")
        #expect(view.maybe.map { $0.map { $0?.string } } == ["a", "b"])
        #expect(view.tags?.value == .array([.string("x"), .string("y")]))
    }
}
