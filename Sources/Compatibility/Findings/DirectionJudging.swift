import JSONCore
import SchemaDocuments

/// The findings of one direction: each difference with the smallest value that shows it.
struct DirectionJudging {
    let direction: Finding.Direction
    let mode: ComparisonMode
    let decision: Decision
    let left: SchemaNode.ID
    let right: SchemaNode.ID
    let verifier: Verifier
    let judgement: Judgement

    private struct Shown {
        var witness: JSONValue
        var refusal: Finding.Refusal
        var isHere: Bool
        /// Refused by the schema, and kept by those who read by it.
        var isKept = false
    }

    mutating func judge(_ differences: [Difference]) -> (verdict: Bool?, findings: [Finding]) {
        var findings: [Finding] = []
        var unproven: [Difference] = []
        var elsewhere: [(Difference, Shown)] = []
        for difference in merged(differences) {
            guard let shown = show(difference) else {
                unproven.append(difference)
                continue
            }
            if shown.isHere {
                findings.append(finding(difference, shown))
            } else {
                elsewhere.append((difference, shown))
            }
        }
        // A witness that is refused for another reason proves a break, if not this one.
        for (difference, shown) in elsewhere {
            if findings.contains(where: \.isBreak) || difference.isOneOfSeveral {
                unproven.append(difference)
            } else {
                findings.append(finding(difference, shown))
            }
        }
        let hasBreak = findings.contains(where: \.isBreak)
        if hasBreak { unproven.removeAll { $0.isOneOfSeveral || isExplained($0, by: findings) } }
        if !hasBreak, !unproven.isEmpty, let (difference, shown) = search(unproven[0]) {
            findings.append(finding(difference, shown))
            unproven = []
        }
        findings += unproven.map { undecided($0) }
        if findings.contains(where: \.isBreak) { return (false, findings) }
        return (unproven.isEmpty && !findings.isEmpty ? true : nil, findings)
    }

    /// The same difference reached by several ways, as one with all of their candidates.
    private func merged(_ differences: [Difference]) -> [Difference] {
        var places: [[String]: Int] = [:]
        var result: [Difference] = []
        for difference in differences {
            var key = [
                judgement.ruling(on: difference, witness: nil).rule, kindKey(difference.kind), spotKey(difference.left),
                spotKey(difference.right),
            ]
            if case .tag = difference.kind { key = [key[0], key[1]] }
            // What is required of every variant at one place is one change, however many variants there are.
            if case .required = difference.kind { key[2] = shownPath(difference.path) }
            if let place = places[key] {
                result[place].candidates += difference.candidates.prefix(
                    max(0, Decision.mergedCandidateLimit - result[place].candidates.count)
                )
                result[place].isOfSeveralVariants = result[place].left != difference.left
                result[place].isOneOfSeveral = result[place].isOneOfSeveral && difference.isOneOfSeveral
            } else {
                places[key] = result.count
                result.append(difference)
            }
        }
        return result
    }

    private func kindKey(_ kind: Difference.Kind) -> String {
        switch kind {
        case .required(let name), .refused(let name): name
        case .rule(let keyword): keyword
        case .variant(_, let value): value
        case .type(let from, let to): "\(from.rawValue) \(to.rawValue)"
        case .tag(let from, let to): "\(from) \(to)"
        case .values, .listed, .branch, .format, .forbidden, .undecided: ""
        }
    }

    private func spotKey(_ spot: Spot?) -> String {
        guard let spot else { return "" }
        let place = decision.graph.place(spot)
        return "\(place.path) \(place.pointer)"
    }

    /// The smallest candidate that the one side takes and the other refuses: one that not even a tolerant reader keeps
    /// first, and one that is refused at the right place.
    private func show(_ difference: Difference) -> Shown? {
        let sizes = difference.candidates.map { $0.compactText.utf8.count }
        let bySize = difference.candidates.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
        let mayBeKept = judgement.mayBeKept(difference)
        let known = mayBeKept ? listedText(difference.right) : nil
        var refused: Shown?
        var kept: Shown?
        var elsewhere: Shown?
        for candidate in bySize.lazy.map({ difference.candidates[$0] }) where isWritten(candidate) {
            guard let (refusal, isHere) = verifier.refusal(of: candidate, difference) else { continue }
            var shown = Shown(witness: candidate, refusal: refusal, isHere: isHere)
            guard mayBeKept else {
                if isHere { return shown }
                elsewhere = elsewhere ?? shown
                continue
            }
            switch verifier.reading(candidate, difference, known: known) {
            case .refused(let refusal):
                shown.refusal = refusal
                if isHere { return shown }
                refused = refused ?? shown
            case .kept:
                shown.isKept = true
                kept = kept ?? shown
            case .unrelated: elsewhere = elsewhere ?? shown
            }
        }
        return refused ?? kept ?? elsewhere
    }

    /// A text that the reader lists at a place.
    private func listedText(_ spot: Spot?) -> JSONValue? {
        spot.flatMap { decision.graph.plainValues(of: $0.node) }?.first { $0.string != nil }
    }

    /// Whether a writer declares all that is in it; the program alone does not ask.
    private func isWritten(_ candidate: JSONValue) -> Bool {
        decision.evaluate(candidate, Conjunction([left])) != false
    }

    /// Tries whatever else the one side writes.
    private func search(_ difference: Difference) -> (Difference, Shown)? {
        var wide = difference
        wide.candidates = decision.values(of: Conjunction([left])) + decision.knownValues(of: Conjunction([left]))
        return show(wide).map { (difference, $0) }
    }

    /// Whether the break that was found stands at the same place or above.
    private func isExplained(_ difference: Difference, by findings: [Finding]) -> Bool {
        let subject = shownPath(difference.path)
        return findings.contains { $0.isBreak && (subject.hasPrefix($0.subject) || $0.subject.hasPrefix(subject)) }
    }

    private func finding(_ difference: Difference, _ shown: Shown) -> Finding {
        var difference = difference
        if case .undecided = difference.kind { difference.kind = .branch }
        let ruling = judgement.ruling(on: difference, witness: shown.witness, isKept: shown.isKept)
        return make(difference, ruling, shown)
    }

    private func undecided(_ difference: Difference) -> Finding {
        if case .undecided = difference.kind {
            return make(difference, judgement.ruling(on: difference, witness: nil), nil)
        }
        let suspected = judgement.ruling(on: difference, witness: difference.candidates.first)
        var difference = difference
        difference.kind = .undecided(
            "no value was found that shows whether the two sides agree (suspected: \(suspected.message))"
        )
        // That no value was found makes what may be an error no smaller.
        var ruling = judgement.ruling(on: difference, witness: nil)
        ruling.severity = suspected.severity
        return make(difference, ruling, nil)
    }

    private func make(_ difference: Difference, _ ruling: Judgement.Ruling, _ shown: Shown?) -> Finding {
        let left = difference.left.map { decision.graph.place($0) }
        let right = difference.right.map { decision.graph.place($0) }
        return Finding(
            rule: ruling.rule,
            severity: ruling.severity,
            direction: direction,
            old: direction == .backward ? left : right,
            new: direction == .backward ? right : left,
            message: ruling.message,
            witness: shown?.witness,
            refusal: shown?.refusal,
            isBreak: shown != nil && !ruling.isTolerated,
            subject: shownPath(difference.path)
        )
    }
}
