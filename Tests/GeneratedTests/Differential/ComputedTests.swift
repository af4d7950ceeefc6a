import JSONCore
import RecordLog
import SchemaModel
import Testing

/// `schemagen check` computes what generated code does to a record, because it cannot run it. Here it is run.
struct ComputedTests {
    private let count = environment("SCHEMAGEN_INSTANCES").flatMap { Int($0) } ?? 500
    private let seed = environment("SCHEMAGEN_SEED").flatMap { UInt64($0) } ?? 2_027

    @Test(arguments: allSubjects)
    func `What is computed is what the generated type writes`(_ engines: Engines) throws {
        let model = try #require(models[engines.name])
        var taken = 0
        try forInstances(of: model) { text, value in
            guard engines.takes(text) else { return }
            taken += 1
            let written = try JSONValue(parsing: engines.rewritten(text))
            #expect(try rewritten(value, by: model).jsonText == written.jsonText, "seed \(seed): \(value.jsonText)")
        }
        #expect(taken * 20 > count)
    }

    @Test(arguments: steps)
    func `What is computed is what the generated step gives`(_ step: Step) throws {
        let family = try #require(families.first { $0.name == step.family })
        let migration = try #require(family.migrations.first { $0.from == step.from })
        let old = try #require(family.versions.first { $0.number == migration.from })
        let new = try #require(family.versions.first { $0.number == migration.to })
        var computed = 0
        try forInstances(of: old) { text, value in
            // Whether it conforms is asked first when fixtures are checked as well.
            guard let given = try? step.run(text) else { return }
            // A name that is kept as unknown and declared in the new version stands twice.
            guard let given = try? JSONValue(parsing: given) else { return }
            do throws(RecordFault) {
                let record = try migrated(rewritten(value, by: old), by: migration, from: old, to: new)
                computed += 1
                #expect(record.jsonText == given.jsonText, "seed \(seed): \(value.jsonText)")
            } catch {
                guard case .byHand = error else {
                    Issue.record("seed \(seed): \(value.jsonText): \(error)")
                    return
                }
            }
        }
        #expect(computed * 20 > count)
    }

    private func forInstances(of model: VersionModel, _ check: ([UInt8], JSONValue) throws -> Void) throws {
        var generator = InstanceGenerator(version: model, random: SplitMix64(seed: seed))
        var random = SplitMix64(seed: seed &+ 1)
        for number in 0..<count {
            let record = generator.record()
            let text = number % 4 == 0 ? Mutation.mutate(record, &random) : Array(record.jsonText.utf8)
            guard let value = try? JSONValue(parsing: text) else { continue }
            try check(text, value)
        }
    }
}

/// A step between two versions, as it was generated.
struct Step: Sendable, CustomTestStringConvertible {
    var family: String
    var from: Int
    var run: @Sendable ([UInt8]) throws -> [UInt8]

    var testDescription: String { "\(family) \(from)" }

    init<Old: JSONRecord, New: JSONRecord>(
        _ family: String,
        _ from: Int,
        _ upgrade: @escaping @Sendable (Old) throws -> New
    ) {
        self.family = family
        self.from = from
        run = { try upgrade(Old(parsing: $0)).jsonBytes() }
    }
}

private let steps: [Step] = [
    Step("journal", 1) { (old: Journal.V1.Entry) in try Journal.upgrade(old) },
    Step("journal", 2) { (old: Journal.V2.Entry) in try Journal.upgrade(old) },
    Step("thought", 1) { (old: Thought.V1.Record) in try Thought.upgrade(old) },
    Step("march", 1) { (old: March.V1.Record) in try March.upgrade(old) },
]
