/// The set of `\p{name}` or `\p{name=value}`; nil when ECMA-262 knows no such property.
///
/// Names are compared exactly, as the standard demands: `\p{letter}` is an error, `\p{Letter}` is not.
func propertySet(name: String, value: String?) -> CodePointSet? {
    if let value {
        switch name {
        case "General_Category", "gc": return generalCategorySet(value)
        case "Script", "sc": return scriptSet(value, extended: false)
        case "Script_Extensions", "scx": return scriptSet(value, extended: true)
        default: return nil
        }
    }
    return generalCategorySet(name) ?? binaryPropertySet(name)
}

private func scriptSet(_ name: String, extended: Bool) -> CodePointSet? {
    if name == "Zzzz" || name == "Unknown" {
        return CodePointSet(scriptTable.flatMap { CodePointSet(hexadecimal: $0.ranges).ranges }).complement
    }
    guard let row = scriptTable.first(where: { $0.names.contains(name) }) else { return nil }
    let own = CodePointSet(hexadecimal: row.ranges)
    guard extended else { return own }
    guard row.names.contains("Zyyy") || row.names.contains("Zinh") else {
        return own.union(CodePointSet(hexadecimal: row.extensions))
    }
    // A code point that names its scripts is no longer common to all of them.
    let claimed = CodePointSet(scriptTable.flatMap { CodePointSet(hexadecimal: $0.extensions).ranges })
    return own.subtracting(claimed)
}

extension CodePointSet {
    /// Reads the generated tables: `41-5A 61-7A AA`.
    init(hexadecimal text: String) {
        self.init(
            text.split(separator: " ").compactMap { range in
                let bounds = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
                guard let first = bounds.first, let last = bounds.last, first <= last else { return nil }
                return first...last
            }
        )
    }

    /// All code points whose scalar satisfies a property of the standard library.
    ///
    /// Planes 4 to 13 and the private planes hold nothing but unassigned or private characters, except for the two
    /// noncharacters at each end; one scalar answers for each of them, which makes this four times as fast.
    init(where holds: (Unicode.Scalar.Properties) -> Bool, surrogates: Bool = false) {
        var found: [ClosedRange<UInt32>] = surrogates ? [0xD800...0xDFFF] : []
        func collect(_ codes: ClosedRange<UInt32>) {
            var start: UInt32?
            for code in codes {
                let inside = Unicode.Scalar(code).map { holds($0.properties) } ?? false
                if inside, start == nil { start = code }
                if !inside, let first = start {
                    found.append(first...(code - 1))
                    start = nil
                }
            }
            if let first = start { found.append(first...codes.upperBound) }
        }
        collect(0...0x3FFFF)
        collect(0xE0000...0xE1000)
        for range: ClosedRange<UInt32> in [0xE1001...0xEFFFD, 0xF0000...0xFFFFD, 0x100000...0x10FFFD] {
            if let scalar = Unicode.Scalar(range.lowerBound), holds(scalar.properties) { found.append(range) }
        }
        for plane in UInt32(4)...13 {
            if let scalar = Unicode.Scalar(plane << 16), holds(scalar.properties) {
                found.append((plane << 16)...(plane << 16 | 0xFFFD))
            }
        }
        for plane in UInt32(4)...16 { collect((plane << 16 | 0xFFFE)...(plane << 16 | 0xFFFF)) }
        self.init(found)
    }
}
