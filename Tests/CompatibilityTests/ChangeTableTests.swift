import JSONCore
import Testing

@testable import Compatibility

@Suite struct ChangeTableTests {
    @Test(arguments: changeTable)
    func values(_ change: Change) throws {
        let result = try comparison(change.old, change.new, as: .values)
        #expect(result.backward == change.values.0, "backward \(told(result))")
        #expect(result.forward == change.values.1, "forward \(told(result))")
        check(result)
    }

    @Test(arguments: changeTable)
    func records(_ change: Change) throws {
        let result = try comparison(change.old, change.new, as: .records)
        #expect(result.backward == change.records.0, "backward \(told(result))")
        #expect(result.forward == change.records.1, "forward \(told(result))")
        #expect(Set(result.findings.map(\.rule)) == change.rules, "\(told(result))")
        check(result)
    }

    /// The inverse of a change swaps the two directions.
    @Test(arguments: changeTable)
    func inverse(_ change: Change) throws {
        let result = try comparison(change.new, change.old, as: .values)
        #expect(result.backward == change.values.1, "backward \(told(result))")
        #expect(result.forward == change.values.0, "forward \(told(result))")
        check(result)
    }

    private func check(_ result: Comparison) {
        for direction in Finding.Direction.allCases {
            let verdict = direction == .backward ? result.backward : result.forward
            let breaks = result.findings.filter { $0.direction == direction && $0.isBreak }
            if verdict == true { #expect(breaks.isEmpty, "\(told(result))") }
        }
        if result.backward == false || result.forward == false {
            #expect(result.findings.contains { $0.isBreak }, "\(told(result))")
        }
        for finding in result.findings where finding.isBreak {
            #expect(finding.witness != nil && finding.refusal != nil)
            #expect(finding.old != nil || finding.new != nil)
        }
    }
}

func told(_ result: Comparison) -> String {
    result.findings.map { finding in
        "\n  \(finding.direction) \(finding.rule) \(finding.message) \(finding.witness?.compactText ?? "-") "
            + "\(finding.refusal?.instanceLocation ?? "") \(finding.refusal?.message ?? "") "
            + "\(finding.old?.pointer ?? "-") | \(finding.new?.pointer ?? "-")"
    }.joined()
}
