import JSONCore
import SchemaDocuments

extension Decision {
    /// Whether a case of one kind is within a case that takes this kind too.
    func compareKind(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        spend(part.size + target.size)
        var outcome = Outcome.proven
        if part.types == .null || part.types == .boolean {
            // Counted by the caller; here only what forbids them matters.
        } else if let values = target.values {
            outcome.add(
                Difference(
                    kind: .listed,
                    left: spot(in: part, "type"),
                    right: spot(in: target, "enum", "const"),
                    candidates: self.values(of: part).filter { !values.contains($0) }
                )
            )
        } else if part.types.isSubset(of: .number) {
            outcome.add(compareNumbers(part, target))
        } else if part.types == .string {
            outcome.add(compareTexts(part, target))
        } else if part.types == .array {
            outcome.add(compareArrays(part, target))
        } else if part.types == .object {
            outcome.add(compareObjects(part, target))
        }
        for id in target.negations where !isKeptOut(id, part) {
            let inside = cases(of: Conjunction([id]))?.compactMap { part.merged(with: $0, graph) } ?? []
            outcome.add(
                Difference(
                    kind: .forbidden,
                    left: spot(in: part),
                    right: Spot(id),
                    candidates: inside.prefix(4).flatMap { values(of: $0) } + values(of: part)
                )
            )
        }
        for mystery in target.mysteries where !part.mysteries.contains(mystery) {
            let keyword = mystery.prefix { $0 != " " }
            outcome.add(
                Difference(
                    kind: .undecided("\(keyword) depends on who refers to it, and is not compared"),
                    left: spot(in: part),
                    right: spot(in: target, String(keyword)),
                    candidates: values(of: part)
                )
            )
        }
        return outcome
    }

    /// Whether no value of the case satisfies the schema.
    private func isKeptOut(_ id: SchemaNode.ID, _ part: ValueCase) -> Bool {
        if part.negations.contains(id) { return true }
        guard let cases = cases(of: Conjunction([id])) else { return false }
        let isApart = cases.allSatisfy { given in
            guard let both = part.merged(with: given, graph) else { return true }
            return isEmpty(both)
        }
        if isApart { return true }
        return part.negations.contains { outcome(Conjunction([id]), Conjunction([$0])).isProven }
    }

    private func compareNumbers(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        var outcome = Outcome.proven
        var types = part.types
        if !part.numbers.hasFractions { types.remove(.fraction) }
        if !types.isSubset(of: target.types) {
            outcome.add(
                Difference(
                    kind: .type(from: part.types, to: target.types),
                    left: spot(in: part, "type"),
                    right: spot(in: target, "type"),
                    candidates: numbers(of: part).filter { !target.types.contains(JSONTypes(of: $0)) }
                )
            )
        }
        let mine = types == .integer ? part.numbers.forIntegers : part.numbers
        let theirs = types == .integer ? target.numbers.forIntegers : target.numbers
        if let bound = theirs.lower, !reaches(mine.lower, bound, above: true) {
            outcome.add(boundDifference(part, target, bound, "minimum", "exclusiveMinimum"))
        }
        if let bound = theirs.upper, !reaches(mine.upper, bound, above: false) {
            outcome.add(boundDifference(part, target, bound, "maximum", "exclusiveMaximum"))
        }
        let isWhole = types == .integer
        for divisor in theirs.multiples {
            let one = JSONNumber(Int64(1))
            let isMet =
                mine.multiples.contains { $0.isMultiple(of: divisor) } || isWhole && one.isMultiple(of: divisor)
                || isZeroOnly(mine)
            if isMet { continue }
            outcome.add(
                Difference(
                    kind: .rule("multipleOf"),
                    left: spot(in: part, "multipleOf", "type"),
                    right: spot(in: target, "multipleOf"),
                    candidates: numbers(of: part).filter { value in
                        if case .number(let number) = value { !number.isMultiple(of: divisor) } else { false }
                    }
                )
            )
        }
        return outcome
    }

    private func isZeroOnly(_ rules: NumberRules) -> Bool {
        let zero = JSONNumber(Int64(0))
        return rules.lower?.value == zero && rules.upper?.value == zero
    }

    private func reaches(_ mine: NumberRules.Bound?, _ theirs: NumberRules.Bound, above: Bool) -> Bool {
        guard let mine else { return false }
        if mine.value == theirs.value { return mine.isExclusive || !theirs.isExclusive }
        return (theirs.value < mine.value) == above
    }

    private func boundDifference(
        _ part: ValueCase,
        _ target: ValueCase,
        _ bound: NumberRules.Bound,
        _ inclusive: String,
        _ exclusive: String
    ) -> Difference {
        let keyword = bound.isExclusive ? exclusive : inclusive
        let near = numbers(of: part, near: [bound.value]).filter { value in
            if case .number(let number) = value { !target.numbers.accepts(number) } else { false }
        }
        return Difference(
            kind: .rule(inclusive),
            left: spot(in: part, inclusive, exclusive, "type"),
            right: spot(in: target, keyword, inclusive, exclusive),
            candidates: near
        )
    }

    private func compareTexts(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        var outcome = Outcome.proven
        let mine = part.texts
        let theirs = target.texts
        if mine.minLength < theirs.minLength {
            let candidates = (mine.minLength..<theirs.minLength).prefix(4).flatMap { texts(of: part, length: $0) }
            outcome.add(textDifference("minLength", part, target, candidates))
        }
        if let most = theirs.maxLength, mine.maxLength ?? .max > most {
            outcome.add(textDifference("maxLength", part, target, texts(of: part, length: most + 1)))
        }
        for pattern in theirs.patterns {
            var witnesses: [JSONValue] = []
            var isMet = false
            for own in mine.patterns {
                switch inclusion(own, in: pattern) {
                case .included: isMet = true
                case .witness(let text): witnesses.append(.string(text))
                case .undecided: break
                }
            }
            if !isMet, mine.patterns.isEmpty, case .witness(let text) = inclusion("", in: pattern) {
                witnesses.append(.string(text))
            } else if !isMet, mine.patterns.isEmpty, inclusion("", in: pattern) == .included {
                isMet = true
            }
            if isMet { continue }
            outcome.add(textDifference("pattern", part, target, witnesses + values(of: part)))
        }
        for format in theirs.formats where !mine.formats.contains(format) {
            if StringFormat(rawValue: format) == nil, format != "regex" { continue }
            outcome.add(
                Difference(
                    kind: .format(from: mine.formats.first, to: format),
                    left: spot(in: part, "format", "type"),
                    right: spot(in: target, "format"),
                    candidates: values(of: part)
                )
            )
        }
        return outcome
    }

    private func textDifference(
        _ keyword: String,
        _ part: ValueCase,
        _ target: ValueCase,
        _ candidates: [JSONValue]
    ) -> Difference {
        Difference(
            kind: .rule(keyword),
            left: spot(in: part, keyword, "type"),
            right: spot(in: target, keyword),
            candidates: candidates.filter { evaluate($0, part) != false && evaluate($0, target) != true }
        )
    }
}
