import JSONCore
import RecordLog
import SchemaModel
import Testing

/// What views show is what the types hold, for records made from the models, in any spelling.
struct ViewValueTests {
    private let count = environment("SCHEMAGEN_INSTANCES").flatMap { Int($0) } ?? 500

    @Test func `Fields of every kind, by code of their own`() throws {
        try compare("wide-record.v1", WideRecord.V1.Record.self, WideRecord.V1.Record.View.self) { record, view in
            [
                (record.text0 == view.text0.string, "text0"),
                (record.short0 == view.short0.string, "short0"),
                (record.word0 == view.word0.string, "word0"),
                (record.hash0 == view.hash0.string, "hash0"),
                (record.count0 == view.count0, "count0"),
                (record.even0 == view.even0, "even0"),
                (record.ratio0 == view.ratio0, "ratio0"),
                (record.share0 == view.share0, "share0"),
                (record.flag0 == view.flag0, "flag0"),
                (record.id0 == view.id0, "id0"),
                (record.at0 == view.at0, "at0"),
                (record.day0 == view.day0, "day0"),
                (record.kind0 == view.kind0, "kind0"),
                (record.tags0 == view.tags0.map { $0.string }, "tags0"),
                (record.text1 == view.text1.map { $0.string }, "text1"),
                (record.short1 == view.short1.map { $0.string }, "short1"),
                (record.word1 == view.word1.map { $0.string }, "word1"),
                (record.hash1 == view.hash1.map { $0.string }, "hash1"),
                (record.count1 == view.count1, "count1"),
                (record.even1 == view.even1, "even1"),
                (record.ratio1 == view.ratio1, "ratio1"),
                (record.share1 == view.share1, "share1"),
                (record.flag1 == view.flag1, "flag1"),
                (record.id1 == view.id1, "id1"),
                (record.at1 == view.at1, "at1"),
                (record.day1 == view.day1, "day1"),
                (record.kind1 == view.kind1, "kind1"),
                (record.tags1 == view.tags1.map { $0.map { $0.string } }, "tags1"),
                (record.text3 == view.text3.map { $0.string }, "text3"),
                (record.short3 == view.short3.map { $0.string }, "short3"),
                (record.word3 == view.word3.map { $0.string }, "word3"),
                (record.hash3 == view.hash3.map { $0.string }, "hash3"),
                (record.count3 == view.count3, "count3"),
                (record.even3 == view.even3, "even3"),
                (record.ratio3 == view.ratio3, "ratio3"),
                (record.share3 == view.share3, "share3"),
                (record.flag3 == view.flag3, "flag3"),
                (record.id3 == view.id3, "id3"),
                (record.at3 == view.at3, "at3"),
                (record.day3 == view.day3, "day3"),
                (record.kind3 == view.kind3, "kind3"),
                (record.tags3 == view.tags3.map { $0.map { $0.string } }, "tags3"),
                (record.last == view.last, "last"),
            ]
        }
    }

    @Test func `Fields that may be missing, null or both, by rules`() throws {
        try compare("presence-note.v1", PresenceNote.V1.Record.self, PresenceNote.V1.Record.View.self) { record, view in
            [
                (record.must == view.must.string, "must"),
                (record.mustOrNull == view.mustOrNull?.string, "mustOrNull"),
                (record.may == view.may?.string, "may"),
                (record.mayOrNull == view.mayOrNull.map { $0.string }, "mayOrNull"),
                (record.anyMust == view.anyMust.value, "anyMust"),
                (record.anyMay == view.anyMay?.value, "anyMay"),
                (record.nothing == view.nothing, "nothing"),
                (record.kindMay == view.kindMay?.value, "kindMay"),
                (record.kindOrNull == view.kindOrNull, "kindOrNull"),
                (record.retries == view.retries, "retries"),
                (record.flagOrNull == view.flagOrNull, "flagOrNull"),
                (record.listOrNull == view.listOrNull.map(Array.init), "listOrNull"),
                (record.innerOrNull.map(\.n) == view.innerOrNull.map { $0.n }, "innerOrNull"),
                (record.innerMustOrNull.map(\.n) == view.innerMustOrNull.map { $0.n }, "innerMustOrNull"),
            ]
        }
    }

    @Test func `Texts with formats and patterns, words and times`() throws {
        try compare("message.v1", Message.V1.Record.self, Message.V1.Record.View.self) { record, view in
            [
                (record.short == view.short?.string, "short"), (record.exact == view.exact?.string, "exact"),
                (record.word == view.word?.string, "word"), (record.hash == view.hash?.string, "hash"),
                (record.both == view.both?.string, "both"), (record.id == view.id, "id"), (record.at == view.at, "at"),
                (record.day == view.day, "day"), (record.hour == view.hour, "hour"),
                (record.site == view.site?.string, "site"), (record.mail == view.mail?.string, "mail"),
                (record.ip6 == view.ip6.map { $0.string }, "ip6"), (record.level == view.level, "level"),
                (record.times == view.times.map(Array.init), "times"),
            ]
        }
    }

    private func compare<Record: JSONRecord, View: JSONView>(
        _ name: String,
        _ record: Record.Type,
        _ view: View.Type,
        _ fields: (Record, View) -> [(isSame: Bool, name: String)]
    ) throws {
        let model = try #require(models[name])
        var generator = InstanceGenerator(version: model, random: SplitMix64(seed: 7))
        var random = SplitMix64(seed: 8)
        var compared = 0
        for number in 0..<count {
            let value = generator.record()
            let text = number % 4 == 0 ? Array(value.jsonText.utf8) : Mutation.mutate(value, &random)
            guard !text.contains(0x0A), let record = try? Record(parsing: text) else { continue }
            let view = try View(parsing: text)
            for field in fields(record, view) where !field.isSame {
                Issue.record("\(field.name) of \(String(decoding: text, as: UTF8.self))")
                return
            }
            compared += 1
        }
        #expect(compared * 20 > count)
    }
}
