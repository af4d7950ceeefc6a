internal import Compatibility
internal import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// What comparing random schemas with random changes of them came to.
package struct PairCounts {
    package var pairs = 0
    /// Values of one schema that were put to the other.
    package var values = 0
    /// Directions of pairs.
    package var compatible = 0
    package var broken = 0
    package var undecided = 0
    /// Undecided directions that a random value shows to be breaks.
    package var missed = 0
    /// Where a verdict was wrong, or a witness showed nothing.
    package var contradictions: [String] = []
}

/// Compares pairs of consecutive seeds. Where the verdict is compatible, `samples` random values that the one schema takes
/// have to be taken by the other; where it is broken, the witness has to show it.
///
/// - Parameter tries: how many values are made to find so many; where hardly any is valid, none suffice.
/// - Throws: what is wrong with a schema that was made up here, which is a fault of this function's.
package func checkPairs(
    from first: UInt64,
    count: Int,
    samples: Int = 1_000,
    tries: Int = 8_000
) throws -> PairCounts {
    var counts = PairCounts()
    for seed in first..<first + UInt64(count) {
        var random = RandomSchema(seed: seed)
        let (old, new) = random.pair()
        // What is the same text is the same schema; with every other seed nothing is, so that all of it is compared.
        let pair = ComparedPair(
            old: try CompiledSide(text(of: old)),
            new: try CompiledSide(text(of: new, isSpaced: seed % 2 == 1)),
            name: "seed \(seed)\n\(text(of: old))\n\(text(of: new))"
        )
        counts.pairs += 1
        try pair.check(&random, samples: samples, tries: tries, &counts)
    }
    return counts
}

private struct ComparedPair {
    let old: CompiledSide
    let new: CompiledSide
    let name: String

    func check(_ random: inout RandomSchema, samples: Int, tries: Int, _ counts: inout PairCounts) throws {
        let result = try compare(old: old.schema, new: new.schema, as: .values)
        for (direction, verdict, writer, reader) in [
            (Finding.Direction.backward, result.backward, old.program, new.program),
            (.forward, result.forward, new.program, old.program),
        ] {
            switch verdict {
            case true?: counts.compatible += 1
            case false?: counts.broken += 1
            case nil: counts.undecided += 1
            }
            var witnesses = 0
            for finding in result.findings where finding.direction == direction && finding.isBreak {
                guard let witness = finding.witness else { continue }
                witnesses += 1
                if !isTaken(witness, by: writer, butNot: reader) {
                    counts.contradictions.append("\(direction) shows nothing: \(name)\n\(text(of: witness))")
                }
            }
            if verdict == false {
                // A change that breaks both directions is told once.
                if witnesses == 0, !result.findings.contains(where: \.isBreak) {
                    counts.contradictions.append("\(direction) said broken without a witness: \(name)")
                }
                continue
            }
            guard let value = counterexample(&random, writer, reader, samples, tries, &counts) else { continue }
            if verdict == true {
                counts.contradictions.append("\(direction) said compatible: \(name)\n\(text(of: value))")
            } else {
                counts.missed += 1
            }
        }
    }

    /// A random value that the one takes and the other refuses.
    private func counterexample(
        _ random: inout RandomSchema,
        _ writer: Program,
        _ reader: Program,
        _ samples: Int,
        _ tries: Int,
        _ counts: inout PairCounts
    ) -> JSONValue? {
        var near: [JSONValue] = []
        var accepted = 0
        for _ in 0..<max(tries, samples) where accepted < samples {
            let value =
                !near.isEmpty && random.chance(60) ? random.changed(value: random.pick(near)) : random.value(depth: 3)
            let verdicts = withBytes(of: value) { bytes in
                writer.isValid(bytes) ? reader.isValid(bytes) : nil
            }
            guard let isTaken = verdicts else { continue }
            accepted += 1
            counts.values += 1
            if !isTaken { return value }
            if near.count < 50 { near.append(value) }
        }
        return nil
    }
}

/// One schema, compiled once for comparing and for checking.
private struct CompiledSide {
    let schema: ComparedSchema
    let program: Program

    init(_ text: String) throws {
        var registry = SchemaRegistry()
        let source = JSONSource(path: "schema.json", bytes: Array(text.utf8))
        let root = try registry.add(source, as: "test:///schema.json").rootPosition
        program = try compileProgram(root, in: &registry, ComparisonMode.values.compileOptions)
        schema = ComparedSchema(root, in: registry, compiledTo: program)
    }
}

private func isTaken(_ value: JSONValue, by writer: Program, butNot reader: Program) -> Bool {
    withBytes(of: value) { writer.isValid($0) && !reader.isValid($0) }
}

private func text(of value: JSONValue, isSpaced: Bool = false) -> String {
    withBytes(of: value) { bytes in
        // No text of a schema that is made up here holds a brace.
        let spaced =
            isSpaced ? bytes.flatMap { $0 == UInt8(ascii: "{") ? [$0, UInt8(ascii: " ")] : [$0] } : Array(bytes)
        return String(decoding: spaced, as: UTF8.self)
    }
}

private func withBytes<Result>(of value: JSONValue, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var writer = JSONWriter()
    writer.value(value)
    return writer.withBytes { body($0.assumingMemoryBound(to: UInt8.self)) }
}
