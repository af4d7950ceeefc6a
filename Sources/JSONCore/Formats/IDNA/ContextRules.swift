/// Whether the contextual code point at `index` may stand there: RFC 5892, appendix A.
func contextAllows(_ label: [Unicode.Scalar], at index: Int) -> Bool {
    let before = index > 0 ? label[index - 1] : nil
    let after = index + 1 < label.count ? label[index + 1] : nil
    switch label[index].value {
    case 0x200C: return isVirama(before) || joinsBothSides(label, at: index)
    case 0x200D: return isVirama(before)
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.map { contains(greekRanges, $0) } ?? false
    case 0x5F3, 0x5F4: return before.map { contains(hebrewRanges, $0) } ?? false
    case 0x30FB: return label.contains { contains(japaneseRanges, $0) }
    case 0x660...0x669: return !label.contains { 0x6F0...0x6F9 ~= $0.value }
    case 0x6F0...0x6F9: return !label.contains { 0x660...0x669 ~= $0.value }
    default: return false
    }
}

private func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
}

/// A left- or dual-joining letter before and a right- or dual-joining one after, with only transparent ones between.
private func joinsBothSides(_ label: [Unicode.Scalar], at index: Int) -> Bool {
    guard let before = label[..<index].last(where: { !isTransparent($0) }),
        let after = label[(index + 1)...].first(where: { !isTransparent($0) })
    else { return false }
    return (contains(dualJoiningRanges, before) || contains(leftJoiningRanges, before))
        && (contains(dualJoiningRanges, after) || contains(rightJoiningRanges, after))
}

/// Joining_Type=T as far as a label can hold it: format controls, the rest of T, are disallowed.
private func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
}
