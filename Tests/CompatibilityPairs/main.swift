// CompatibilityPairs FIRST COUNT: compares the pairs of so many seeds, prints one line of numbers, and what contradicts.
import Foundation

let words = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
guard words.count == 2, let count = Int(exactly: words[1]) else {
    print("usage: CompatibilityPairs FIRST COUNT")
    exit(2)
}
let counts = try checkPairs(from: words[0], count: count)
print(
    counts.pairs,
    counts.values,
    counts.compatible,
    counts.broken,
    counts.undecided,
    counts.missed,
    counts.contradictions.count
)
for contradiction in counts.contradictions { print(contradiction) }
exit(counts.contradictions.isEmpty ? 0 : 1)
