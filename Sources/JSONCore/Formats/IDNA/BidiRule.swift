// RFC 5893: labels whose letters run in both directions must not display as something else.

private enum BidiClass {
    case leftToRight, rightToLeft, arabicNumber, europeanNumber, neutral, mark

    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII && scalar.value >= 0x3A {
            self = .leftToRight
        } else if contains(rightToLeftRanges, scalar) {
            self = .rightToLeft
        } else if contains(europeanNumberRanges, scalar) {
            self = .europeanNumber
        } else if contains(arabicNumberRanges, scalar) {
            self = .arabicNumber
        } else if contains(bidiNeutralRanges, scalar) || scalar.value == 0x200C || scalar.value == 0x200D {
            self = .neutral
        } else {
            let category = scalar.properties.generalCategory
            self = category == .nonspacingMark || category == .enclosingMark ? .mark : .leftToRight
        }
    }
}

/// Whether the label makes its whole name one to which the rule applies.
func hasRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    label.contains { scalar in
        switch BidiClass(scalar) {
        case .rightToLeft, .arabicNumber: true
        case .leftToRight, .europeanNumber, .neutral, .mark: false
        }
    }
}

/// The six conditions of section 2.
func obeysBidiRule(_ label: [Unicode.Scalar]) -> Bool {
    let classes = label.map(BidiClass.init)
    guard let first = classes.first, let last = classes.last(where: { $0 != .mark }) else { return false }
    switch first {
    case .rightToLeft:
        return !classes.contains(.leftToRight)
            && (last == .rightToLeft || last == .europeanNumber || last == .arabicNumber)
            && !(classes.contains(.europeanNumber) && classes.contains(.arabicNumber))
    case .leftToRight:
        return !classes.contains(.rightToLeft) && !classes.contains(.arabicNumber)
            && (last == .leftToRight || last == .europeanNumber)
    case .arabicNumber, .europeanNumber, .neutral, .mark:
        return false
    }
}
