/// RFC 5890 names: U-labels, A-labels and ASCII labels, each valid, whose ASCII form keeps DNS's lengths.
///
/// The full stop's ideographic, fullwidth and halfwidth forms separate labels too (RFC 3490, section 3.1).
func isInternationalHostname(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    isInternationalName(text, separators: [0x2E, 0x3002, 0xFF0E, 0xFF61], allowingReserved: false)
}

func isInternationalName(
    _ text: UnsafeBufferPointer<UInt8>,
    separators: Set<UInt32>,
    allowingReserved: Bool
) -> Bool {
    // 253 bytes of ASCII form are at most 253 scalars.
    if text.isEmpty || text.count > 4 * 253 { return false }
    var labels: [DomainLabel] = []
    var label: [Unicode.Scalar] = []
    var length = 0
    func finishLabel() -> Bool {
        var count = 0
        guard let checked = DomainLabel(label, allowingReserved: allowingReserved, asciiCount: &count) else {
            return false
        }
        labels.append(checked)
        length += count + (length > 0 ? 1 : 0)
        label.removeAll(keepingCapacity: true)
        return length <= 253
    }

    var reader = FormatReader(text)
    while let (scalar, size) = reader.scalar() {
        reader.at += size
        if separators.contains(scalar.value) {
            if !finishLabel() { return false }
        } else {
            label.append(scalar)
            // No label of more scalars has an ASCII form of 63 bytes.
            if label.count > 63 { return false }
        }
    }
    guard reader.isAtEnd, finishLabel() else { return false }
    // One label from right to left makes the rule apply to all of them (RFC 5893, section 1.4).
    if labels.contains(where: { hasRightToLeft($0.scalars) }) {
        return labels.allSatisfy { obeysBidiRule($0.scalars) }
    }
    return true
}
