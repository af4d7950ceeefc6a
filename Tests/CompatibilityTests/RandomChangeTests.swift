import Foundation
import JSONCore
import SchemaCompiler
import SchemaProgram
import Testing

@testable import Compatibility

/// `COMPATIBILITY_PAIRS` says how many pairs are compared (400), `COMPATIBILITY_SEED` with which seed they begin,
/// `COMPATIBILITY_SAMPLES` how many values of the one schema are put to the other (1,000), and `COMPATIBILITY_TRIES` how
/// many are made to find so many valid ones.
@Suite struct RandomChangeTests {
    @Test func verdictsHoldForRandomChanges() throws {
        let environment = ProcessInfo.processInfo.environment
        let pairs = environment["COMPATIBILITY_PAIRS"].flatMap { Int($0) } ?? 400
        let first = environment["COMPATIBILITY_SEED"].flatMap { UInt64($0) } ?? 1
        let samples = environment["COMPATIBILITY_SAMPLES"].flatMap { Int($0) } ?? 1_000
        let tries = environment["COMPATIBILITY_TRIES"].flatMap { Int($0) } ?? samples
        var counts: [String: Int] = [:]
        var values = 0
        for index in 0..<pairs {
            let seed = first &+ UInt64(index)
            var random = RandomSchema(seed: seed)
            let old = random.schema(depth: 3)
            let new = random.changed(old)
            let before = try schema(old.compactText)
            let after = try schema(new.compactText)
            let result = try compare(old: before, new: after, as: .values)
            let programs = try [before, after].map { side in
                var side = side
                return try compileProgram(side.root, in: &side.registry)
            }
            let told = "seed \(seed)\n\(old.compactText)\n\(new.compactText)"
            for (verdict, writer, reader, direction) in [
                (result.backward, programs[0], programs[1], Finding.Direction.backward),
                (result.forward, programs[1], programs[0], .forward),
            ] {
                counts[verdict.map { $0 ? "compatible" : "broken" } ?? "undecided", default: 0] += 1
                let breaks = result.findings.filter { $0.direction == direction && $0.isBreak }
                for finding in breaks {
                    guard let witness = finding.witness else { continue }
                    #expect(isValid(witness, writer) && !isValid(witness, reader), "\(told)\n\(witness.compactText)")
                }
                if verdict == false { continue }
                var near: [JSONValue] = []
                var accepted = 0
                // Where hardly any value is valid, no number of tries gives so many.
                for _ in 0..<max(tries, samples) where accepted < samples {
                    let value =
                        !near.isEmpty && random.chance(60)
                        ? random.changed(value: random.pick(near)) : random.value(depth: 3)
                    guard isValid(value, writer) else { continue }
                    if near.count < 50 { near.append(value) }
                    accepted += 1
                    values += 1
                    if isValid(value, reader) { continue }
                    if verdict == true {
                        Issue.record("\(direction) said compatible: \(told)\n\(value.compactText)")
                        return
                    }
                    counts["undecided, and a value breaks it", default: 0] += 1
                    break
                }
            }
        }
        print(
            "\(pairs) pairs from seed \(first), \(values) values: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })"
        )
        #expect(counts["undecided", default: 0] * 20 < pairs * 2)
    }
}

private func isValid(_ value: JSONValue, _ program: Program) -> Bool {
    var writer = JSONWriter()
    writer.value(value)
    return writer.withBytes { program.isValid($0.assumingMemoryBound(to: UInt8.self)) }
}
