public import JSONCore

extension JSONCursor {
    /// Checks the member whose name is not a declared one.
    @inlinable
    public mutating func checkOther(
        _ seen: inout OtherNames,
        names pattern: Pattern? = nil,
        _ check: (inout JSONCursor) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        _ = try otherName(&seen, names: pattern)
        try check(&self)
    }

    /// A value of a shape that a union does not list: a violation in strict reading, kept as its text in tolerant.
    @inlinable
    public mutating func unknownView(in line: LineHold) throws(JSONFault) -> RawView {
        if strict { throw fault(.unknownVariant) }
        return line.raw(try raw())
    }
}
