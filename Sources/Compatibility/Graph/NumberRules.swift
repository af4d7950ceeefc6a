import JSONCore

/// What a schema says about numbers.
struct NumberRules: Hashable {
    struct Bound: Hashable {
        var value: JSONNumber
        var isExclusive: Bool
    }

    var lower: Bound?
    var upper: Bound?
    var multiples: [JSONNumber] = []

    var isEmpty: Bool { lower == nil && upper == nil && multiples.isEmpty }

    /// Both rules at once.
    mutating func narrow(to other: NumberRules) {
        if let bound = other.lower { lower = Self.tighter(lower, bound, above: true) }
        if let bound = other.upper { upper = Self.tighter(upper, bound, above: false) }
        for multiple in other.multiples where !multiples.contains(multiple) { multiples.append(multiple) }
    }

    func accepts(_ number: JSONNumber) -> Bool {
        if let lower, number < lower.value || lower.isExclusive && number == lower.value { return false }
        if let upper, upper.value < number || upper.isExclusive && number == upper.value { return false }
        return multiples.allSatisfy { number.isMultiple(of: $0) }
    }

    static func tighter(_ a: Bound?, _ b: Bound, above: Bool) -> Bound {
        guard let a else { return b }
        if a.value == b.value { return a.isExclusive ? a : b }
        return (a.value < b.value) == above ? b : a
    }

    /// The same rules for integers alone: bounds inclusive and whole.
    var forIntegers: NumberRules {
        var rules = self
        rules.lower = lower.map { Bound(value: Self.wholeBound($0, above: true) ?? $0.value, isExclusive: false) }
        if let lower, Self.wholeBound(lower, above: true) == nil { rules.lower = lower }
        rules.upper = upper.map { Bound(value: Self.wholeBound($0, above: false) ?? $0.value, isExclusive: false) }
        if let upper, Self.wholeBound(upper, above: false) == nil { rules.upper = upper }
        return rules
    }

    /// The nearest integer inside of the bound; nil beyond 64 bits.
    private static func wholeBound(_ bound: Bound, above: Bool) -> JSONNumber? {
        if let value = bound.value.int64 {
            if !bound.isExclusive { return JSONNumber(value) }
            let (next, overflow) = above ? value.addingReportingOverflow(1) : value.subtractingReportingOverflow(1)
            return overflow ? nil : JSONNumber(next)
        }
        if bound.value.isInteger { return nil }
        // A fraction: the whole number beside it, found through Double and corrected by exact comparison.
        let near = bound.value.double.rounded(above ? .up : .down)
        guard near.magnitude < 9e18 else { return nil }
        var value = Int64(near)
        while above && JSONNumber(value) < bound.value { value += 1 }
        while above && bound.value < JSONNumber(value - 1) { value -= 1 }
        while !above && bound.value < JSONNumber(value) { value -= 1 }
        while !above && JSONNumber(value + 1) < bound.value { value += 1 }
        return JSONNumber(value)
    }
}
