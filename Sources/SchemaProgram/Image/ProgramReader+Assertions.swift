import JSONCore

// What an assertion says about a value, without a word about how the answer is reported.
//
// The rare and the long parts are methods of the view in `View+Assertions.swift`. Calling a method of the reader that
// is not inlined would copy all its pointers to the stack, and evaluators have a frame for each schema that is open.
extension ProgramReader {
    @inline(__always)
    func takes(_ mask: UInt32, _ index: Int) -> Bool {
        let kind = view[index].rawKind
        if (mask >> UInt32(kind)) & 1 != 0 { return true }
        return mask & KindMask.integral != 0 && kind == TapeKind.number.rawValue && view.isIntegral(index)
    }

    @inline(__always)
    func isConstText(_ pc: Int, _ index: Int) -> Bool {
        view[index].isString && view.isText(index, text + word(pc &+ 3), word(pc &+ 4))
    }

    @inline(__always)
    func isConstant(_ constant: Int, _ index: Int) -> Bool {
        view.sameValue(index, as: constants[constant], in: constantView)
    }

    @inline(__always)
    func isEnumerated(_ pc: Int, _ index: Int) -> Bool {
        let mask = word(pc &+ 2)
        let texts = word(pc &+ 4 &+ mask)
        let values = word(pc &+ 5 &+ mask)
        let names = pc &+ 6 &+ mask
        if view[index].isString {
            return ordinal(of: index, hash: hash(of: index), slots: pc &+ 2, names: names, stride: 3) != 0
        }
        var at = names &+ texts &* 3
        let end = at &+ values
        while at < end {
            if isConstant(word(at), index) { return true }
            at += 1
        }
        return false
    }

    /// How the value stands to the number operand at `at`: below 0, 0 or above 0; nil when it is no number.
    @inline(__always)
    func order(_ index: Int, to at: Int) -> Int? {
        let entry = view[index]
        if entry.rawKind == TapeKind.integer.rawValue, code[at] != 0 {
            let bound = integer(at)
            return entry.integer < bound ? -1 : entry.integer == bound ? 0 : 1
        }
        guard entry.isNumber else { return nil }
        let constant = word(at &+ 3)
        return view.order(index, to: numbers + constant, near: doubles[constant], powersOfTen)
    }

    @inline(__always)
    private func integer(_ at: Int) -> Int64 {
        Int64(bitPattern: UInt64(code[at &+ 1]) | UInt64(code[at &+ 2]) << 32)
    }

    @inline(__always)
    func isMultiple(_ index: Int, of at: Int) -> Bool {
        let entry = view[index]
        if entry.rawKind == TapeKind.integer.rawValue, code[at] != 0 {
            return entry.integer.magnitude.isMultiple(of: integer(at).magnitude)
        }
        return view.isMultiple(index, of: numbers + word(at &+ 3))
    }

    /// Whether a string has at least so many code points. Bytes bound them from both sides, mostly without counting.
    @inline(__always)
    func isAtLeast(_ least: Int, _ index: Int) -> Bool {
        let entry = view[index]
        if entry.rawKind == TapeKind.string.rawValue {
            if entry.length < least { return false }
            // A code point has four bytes at most, and the least is below 2^32.
            if entry.length >= least * 4 { return true }
        }
        // As it is written, a code point has twelve bytes at most: two escaped surrogates.
        return entry.length >= least * 12 || view.codePoints(index) >= least
    }

    @inline(__always)
    func isAtMost(_ most: Int, _ index: Int) -> Bool {
        view[index].length <= most || view.codePoints(index) <= most
    }

    @inline(__always)
    func codePoints(_ index: Int) -> Int { view.codePoints(index) }

    @inline(__always)
    func matches(_ pattern: Int, _ index: Int) -> Bool {
        let entry = view[index]
        if entry.rawKind == TapeKind.string.rawValue, let table = tables[pattern] {
            return table.matches(view.text + entry.offset, entry.length)
        }
        return view.matches(index, patterns + pattern)
    }

    @inline(__always)
    func accepts(_ format: Int, _ index: Int) -> Bool {
        view.isAccepted(index, by: formats + format)
    }

    /// Whether the object lacks none of the names that follow their count at `at`.
    @inline(__always)
    func hasAll(_ object: Int, _ at: Int) -> Bool {
        view.hasAll(object, code + at, text)
    }
}
