import JSONCore

extension Decision {
    /// Whether it is certain that no value satisfies all of these schemas.
    func isEmpty(_ conjunction: Conjunction) -> Bool {
        if conjunction.ids.contains(where: { graph[$0].verdict == false }) { return true }
        if let known = emptyConjunctions[conjunction] { return known }
        // A schema that has no value unless it has one has none, but nobody writes that: no claim.
        guard searchingEmpty.count < 64, searchingEmpty.insert(conjunction).inserted else { return false }
        defer { searchingEmpty.remove(conjunction) }
        guard let cases = cases(of: conjunction) else { return false }
        let before = heldBack
        let result = cases.allSatisfy { isEmpty($0) }
        if result || searchingEmpty.count == 1 && heldBack == before { emptyConjunctions[conjunction] = result }
        return result
    }

    /// Whether it is certain that no value is of this case.
    func isEmpty(_ given: ValueCase) -> Bool {
        guard spend(given.size) else { return false }
        if let values = given.values { return !values.contains { evaluate($0, given) != false } }
        var types = given.types
        if !types.isDisjoint(with: .number) {
            if !given.numbers.hasFractions { types.remove(.fraction) }
            if !given.numbers.forIntegers.hasValues { types.remove(.integer) }
        }
        if let most = given.texts.maxLength, most < given.texts.minLength { types.remove(.string) }
        if types.contains(.array), hasNoArray(given.arrays) { types.remove(.array) }
        if types.contains(.object), hasNoObject(given.objects) { types.remove(.object) }
        if types.isEmpty { return true }
        // What must not hold and always does.
        if given.negations.isEmpty { return false }
        return given.negations.contains { id in
            guard openPairs.count < 32 else { return false }
            var rest = given
            rest.types = types
            rest.negations = []
            emptinessDepth += 1
            defer { emptinessDepth -= 1 }
            return isCovered(rest, by: Conjunction([id]))
        }
    }

    private func hasNoArray(_ rules: ArrayRules) -> Bool {
        if let most = rules.maxItems, most < rules.minItems { return true }
        for index in 0..<min(rules.minItems, 16) where isEmpty(schemas(at: index, in: rules, .left)) { return true }
        return false
    }

    private func hasNoObject(_ rules: ObjectRules) -> Bool {
        let most = rules.maxProperties ?? .max
        if most < max(rules.minProperties, rules.required.count) { return true }
        return rules.required.contains { isAbsent($0, in: rules) }
    }
}

extension NumberRules {
    /// Whether any number at all lies between the bounds.
    var hasValues: Bool {
        guard let lower, let upper else { return true }
        if lower.value == upper.value { return !lower.isExclusive && !upper.isExclusive && accepts(lower.value) }
        return lower.value < upper.value
    }

    /// Whether numbers with a fraction may lie between the bounds.
    var hasFractions: Bool {
        if multiples.contains(where: \.isInteger) || !hasValues { return false }
        if let lower, let upper, lower.value == upper.value { return !lower.value.isInteger }
        return true
    }
}
