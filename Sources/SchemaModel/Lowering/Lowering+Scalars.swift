import JSONCore
import SchemaDocuments

extension Lowering {
    mutating func integerRules(_ facts: Facts) -> IntegerRules {
        var rules = IntegerRules()
        if let bound = facts.minimum {
            rules.minimum = inclusive(bound, step: 1)
            if rules.minimum == nil, bound.value > JSONNumber(Int64(0)) || !isFar(bound.value) { leave([bound.spot]) }
        }
        if let bound = facts.maximum {
            rules.maximum = inclusive(bound, step: -1)
            if rules.maximum == nil, bound.value < JSONNumber(Int64(0)) || !isFar(bound.value) { leave([bound.spot]) }
        }
        for (value, spot) in facts.multiples {
            if let integer = value.int64, rules.multipleOf == nil || rules.multipleOf == integer {
                rules.multipleOf = integer
            } else {
                leave([spot])
            }
        }
        return rules
    }

    mutating func numberRules(_ facts: Facts) -> NumberRules {
        var rules = NumberRules()
        if let bound = facts.minimum {
            if bound.isExclusive { rules.exclusiveMinimum = bound.value } else { rules.minimum = bound.value }
        }
        if let bound = facts.maximum {
            if bound.isExclusive { rules.exclusiveMaximum = bound.value } else { rules.maximum = bound.value }
        }
        rules.multipleOf = facts.multiples.first?.value
        leave(facts.multiples.dropFirst().map(\.spot))
        return rules
    }

    mutating func stringKind(_ facts: Facts) -> ValueModel.Kind {
        let typed = facts.formats.first.flatMap { TypedString(rawValue: $0.name) }
        leave(facts.formats.dropFirst().map(\.spot))
        if let typed, facts.patterns.isEmpty, lengthsFollow(from: typed, facts) { return .typedString(typed) }
        var rules = StringRules()
        rules.minLength = facts.minLength?.value
        rules.maxLength = facts.maxLength?.value
        rules.pattern = facts.patterns.first.map { PatternModel(source: $0.text) }
        rules.format = facts.formats.first?.name
        leave(facts.patterns.dropFirst().map(\.spot))
        return .string(rules)
    }
}

/// Whether every text of the format has a length that the bounds allow anyway.
private func lengthsFollow(from format: TypedString, _ facts: Facts) -> Bool {
    let lengths: ClosedRange<Int> =
        switch format {
        case .uuid: 36...36
        case .date: 10...10
        case .dateTime: 20...Int.max
        case .time: 9...Int.max
        case .duration: 3...Int.max
        }
    return (facts.minLength?.value ?? 0) <= lengths.lowerBound
        && (facts.maxLength?.value ?? Int.max) >= lengths.upperBound
}

/// The nearest 64-bit integer inside of the bound; nil when there is none or it cannot be told without loss.
private func inclusive(_ bound: Facts.Bound, step: Int64) -> Int64? {
    if let integer = bound.value.int64 {
        guard bound.isExclusive else { return integer }
        let moved = integer.addingReportingOverflow(step)
        return moved.overflow ? nil : moved.partialValue
    }
    let double = bound.value.double
    guard !bound.value.isInteger, double > -0x1p52, double < 0x1p52 else { return nil }
    // Cutting off the fraction may stay outside of the bound, and the Double may have been rounded past it.
    var integer = Int64(double)
    while step > 0 ? JSONNumber(integer) < bound.value : bound.value < JSONNumber(integer) { integer += step }
    return integer
}

/// Beyond 64 bits, where a bound on the far side allows everything that can be held.
private func isFar(_ number: JSONNumber) -> Bool {
    number.int64 == nil && (number > JSONNumber(Int64.max) || number < JSONNumber(Int64.min))
}
