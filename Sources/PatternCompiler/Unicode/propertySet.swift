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
    init(where holds: (Unicode.Scalar.Properties) -> Bool) {
        var found: [ClosedRange<UInt32>] = []
        forEachRun(of: holds) { range, isInside in
            if isInside { found.append(range) }
        }
        self.init(found)
    }
}

/// Calls with neighbouring code points that have the same value. Surrogates are no scalars, and are left out.
///
/// Planes 4 to 13 and the private planes hold nothing but unassigned or private characters, except for the two
/// noncharacters at each end; one scalar answers for each of them, which makes this four times as fast.
func forEachRun<Value: Equatable>(
    of value: (Unicode.Scalar.Properties) -> Value,
    _ body: (ClosedRange<UInt32>, Value) -> Void
) {
    func collect(_ codes: ClosedRange<UInt32>) {
        var run: (start: UInt32, value: Value)?
        for code in codes {
            let here = Unicode.Scalar(code).map { value($0.properties) }
            if run?.value == here { continue }
            if let run { body(run.start...(code - 1), run.value) }
            run = here.map { (code, $0) }
        }
        if let run { body(run.start...codes.upperBound, run.value) }
    }
    collect(0...0x3FFFF)
    collect(0xE0000...0xE1000)
    var uniform: [ClosedRange<UInt32>] = [0xE1001...0xEFFFD, 0xF0000...0xFFFFD, 0x100000...0x10FFFD]
    for plane in UInt32(4)...13 { uniform.append((plane << 16)...(plane << 16 | 0xFFFD)) }
    for range in uniform {
        if let scalar = Unicode.Scalar(range.lowerBound) { body(range, value(scalar.properties)) }
    }
    for plane in UInt32(4)...16 { collect((plane << 16 | 0xFFFE)...(plane << 16 | 0xFFFF)) }
}
