import FoundationEssentials
import JSONCore
import RecordLog
import SchemaModel
import SessionRecords
import Testing

/// The generated readers and the validation program are two implementations of one meaning. They are compared on
/// instances made from the type models and mutated in their values, their spelling and their bytes.
///
/// `SCHEMAGEN_INSTANCES` says how many per version, `SCHEMAGEN_SEED` repeats a run; Scripts/compare-engines.sh runs a
/// million.
struct AgreementTests {
    private let count = environment("SCHEMAGEN_INSTANCES").flatMap { Int($0) } ?? 500
    private let seed = environment("SCHEMAGEN_SEED").flatMap { UInt64($0) } ?? 2_026

    @Test(arguments: allSubjects)
    func `Reader, view and program agree`(_ engines: Engines) throws {
        let model = try #require(models[engines.name])
        var generator = InstanceGenerator(version: model, random: SplitMix64(seed: seed))
        var random = SplitMix64(seed: seed &+ 1)
        var taken = 0
        for number in 0..<count {
            let value = generator.record()
            let text = number % 4 == 0 ? Array(value.jsonText.utf8) : Mutation.mutate(value, &random)
            // A log never has it, because it ends a line there.
            if text.contains(0x0A) { continue }
            if engines.owned(text, true) == nil { taken += 1 }
            guard engines.disagreement(on: text) != nil else { continue }
            let smallest = smallest(text) { engines.disagreement(on: $0) != nil }
            Issue.record(
                """
                seed \(seed), instance \(number) of \(engines.name): \(engines.disagreement(on: smallest) ?? "")
                \(String(decoding: smallest, as: UTF8.self))
                """
            )
            return
        }
        print("\(engines.name): \(count) instances, \(taken) of them records")
        #expect(taken * 20 > count, "the generator hardly makes records")
        #expect(taken < count)
    }

    /// Members are found before they are read where their order is another one. What is read must be the same, and what
    /// is refused as well.
    @Test(arguments: allSubjects)
    func `Members may come in any order`(_ engines: Engines) throws {
        let model = try #require(models[engines.name])
        var generator = InstanceGenerator(version: model, random: SplitMix64(seed: seed &+ 3))
        var random = SplitMix64(seed: seed &+ 4)
        for number in 0..<count {
            let value = generator.record()
            let ordered = Array(value.jsonText.utf8)
            guard case .object(let object) = value else { continue }
            let texts = object.members.map { "\(JSONValue.string($0.key).jsonText):\($0.value.jsonText)" }
            let comma = random.pick([",", ", ", " ,", ",\t"])
            let shuffled = Array("{\(texts.shuffled(using: &random).joined(separator: comma))}".utf8)
            let lines = Array("{\(texts.shuffled(using: &random).joined(separator: ",\n  "))\n}".utf8)
            for text in [shuffled, lines] {
                let difference = engines.difference(between: ordered, and: text)
                if difference == nil, engines.disagreement(on: text) == nil { continue }
                let text = String(decoding: text, as: UTF8.self)
                Issue.record("seed \(seed), instance \(number) of \(engines.name): \(difference ?? "engines")\n\(text)")
                return
            }
            // One byte more, less or changed is found as well as in the usual order.
            var damaged = shuffled
            let place = Int(random.next() % UInt64(damaged.count))
            switch random.next() % 3 {
            case 0: damaged.remove(at: place)
            case 1: damaged.insert(random.pick(Array("\"{}[],:\\ 0".utf8)), at: place)
            default: damaged[place] = random.pick(Array("\"{}[],:\\ 0".utf8))
            }
            let disagreement = engines.disagreement(on: damaged)
            let text = String(decoding: damaged, as: UTF8.self)
            #expect(disagreement == nil, "seed \(seed), instance \(number) of \(engines.name): \(text)")
        }
    }

    /// Foundation's decoder hands over other numbers and objects without order, and must still end in the same value.
    @Test(arguments: allSubjects)
    func `Codable agrees`(_ engines: Engines) throws {
        let model = try #require(models[engines.name])
        var generator = InstanceGenerator(version: model, random: SplitMix64(seed: seed &+ 2))
        for _ in 0..<min(count / 10, 1_000) {
            let text = Array(generator.record().jsonText.utf8)
            guard engines.owned(text, false) == nil, fitsDouble(try JSONValue(parsing: text)) else { continue }
            let recoded = try JSONValue(parsing: engines.recoded(text))
            let rewritten = try JSONValue(parsing: engines.rewritten(text))
            #expect(recoded == rewritten, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}

/// Whether no number in the value has more to it than a `Double` or an integer of 64 bits can carry.
private func fitsDouble(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let number):
        number.int64 != nil && number.text.utf8.allSatisfy { $0 < 0x3A && $0 != 0x2E }
            || JSONNumber(number.double).map { $0 == number } ?? false
    case .array(let elements): elements.allSatisfy(fitsDouble)
    case .object(let object): object.members.allSatisfy { fitsDouble($0.value) }
    case .null, .bool, .string: true
    }
}

/// Takes pieces out of the text, large ones first, as long as it goes on failing.
private func smallest(_ text: [UInt8], _ fails: ([UInt8]) -> Bool) -> [UInt8] {
    var text = text
    var size = text.count / 2
    while size > 0 {
        var place = 0
        var isSmaller = false
        while place < text.count {
            var shorter = text
            shorter.removeSubrange(place..<min(place + size, text.count))
            if fails(shorter) {
                text = shorter
                isSmaller = true
            } else {
                place += size
            }
        }
        if !isSmaller { size /= 2 }
    }
    return text
}

func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
}

let allSubjects = subjects + sessionRecords

private func sessionEngines<Family: RecordFamily, Record: JSONRecord, View: JSONView>(
    _ family: Family.Type,
    _ version: Int,
    _ record: Record.Type,
    _ view: View.Type
) -> [Engines] {
    Family.program(of: version).map { [Engines("\(Family.familyName).v\(version)", record, view, $0)] } ?? []
}

private let sessionRecords: [Engines] = [
    sessionEngines(BufferEvent.self, 1, BufferEvent.V1.Event.self, BufferEvent.V1.Event.View.self),
    sessionEngines(BufferEvent.self, 2, BufferEvent.V2.Event.self, BufferEvent.V2.Event.View.self),
    sessionEngines(IterateSession.self, 1, IterateSession.V1.Record.self, IterateSession.V1.Record.View.self),
    sessionEngines(ThoughtRecord.self, 1, ThoughtRecord.V1.Record.self, ThoughtRecord.V1.Record.View.self),
    sessionEngines(ThoughtRecord.self, 2, ThoughtRecord.V2.Record.self, ThoughtRecord.V2.Record.View.self),
    sessionEngines(IngestTurn.self, 1, IngestTurn.V1.Record.self, IngestTurn.V1.Record.View.self),
    sessionEngines(IngestTurn.self, 2, IngestTurn.V2.Record.self, IngestTurn.V2.Record.View.self),
].flatMap(\.self)

/// The goldens' families and those of this package.
let families: [FamilyModel] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    var folders = [tests.deletingLastPathComponent().appending(path: "Schemas")]
    let cases = tests.appending(path: "SwiftEmitterTests/Cases")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? [] {
        folders.append(cases.appending(path: "\(name)/Schemas"))
    }
    var families: [FamilyModel] = []
    for folder in folders.map({ $0.resolvingSymlinksInPath() }) {
        var texts: [String: [UInt8]] = [:]
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        where path.hasSuffix(".json") && !path.contains("/fixtures/") {
            texts[path] = FileManager.default.contents(atPath: folder.appending(path: path).path).map { Array($0) }
        }
        families += modelFamilies(texts).families
    }
    return families
}()

/// The type model of every version, by family and version.
let models: [String: VersionModel] = {
    var models: [String: VersionModel] = [:]
    for family in families {
        for version in family.versions { models["\(family.name).v\(version.number)"] = version }
    }
    return models
}()
