import CompatibilityPairs
import Testing

/// A few of the pairs that `Scripts/check-compat-pairs.sh` compares, which makes many more of them.
@Suite struct RandomChangeTests {
    @Test func verdictsHoldForRandomChanges() throws {
        let counts = try checkPairs(from: 1, count: 400, tries: 1_000)
        #expect(counts.pairs == 400)
        #expect(counts.contradictions.isEmpty, "\(counts.contradictions.joined(separator: "\n"))")
        #expect(counts.compatible > 0 && counts.broken > 0)
        // Nine of ten have to be decided.
        #expect(counts.undecided * 20 < counts.pairs * 2)
    }
}
