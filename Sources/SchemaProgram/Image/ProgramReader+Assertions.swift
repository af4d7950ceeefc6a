import CJSONScan
import JSONCore

// What an assertion says about a value, without a word about how the answer is reported. What is not inlined here is
// kept out of the evaluators' frames, of which there is one for each schema that is open.
extension ProgramReader {
    @inline(__always)
    func takes(_ mask: UInt32, _ index: Int) -> Bool {
        let kind = view[index].rawKind
        if (mask >> UInt32(kind)) & 1 != 0 { return true }
        return mask & KindMask.integral != 0 && kind == TapeKind.number.rawValue && isIntegral(index)
    }

    @inline(never)
    private func isIntegral(_ index: Int) -> Bool {
        view.number(index)?.isInteger ?? false
    }

    @inline(__always)
    func isConstText(_ pc: Int, _ index: Int) -> Bool {
        view[index].isString && view.isText(index, text + word(pc + 3), word(pc + 4))
    }

    @inline(never)
    func isConstant(_ constant: Int, _ index: Int) -> Bool {
        view.sameValue(index, as: constants[constant], in: constantView)
    }

    @inline(__always)
    func isEnumerated(_ pc: Int, _ index: Int) -> Bool {
        let mask = word(pc + 2)
        let texts = word(pc + 4 + mask)
        let values = word(pc + 5 + mask)
        let names = pc + 6 + mask
        if view[index].isString {
            return ordinal(of: index, hash: hash(of: index), slots: pc + 2, names: names, stride: 3) != 0
        }
        return values > 0 && isEnumerated(names + texts * 3, values, index)
    }

    @inline(never)
    private func isEnumerated(_ constants: Int, _ count: Int, _ index: Int) -> Bool {
        for at in constants..<constants + count where isConstant(word(at), index) { return true }
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
        return entry.isNumber ? exactOrder(index, to: at) : nil
    }

    @inline(never)
    private func exactOrder(_ index: Int, to at: Int) -> Int? {
        guard let number = view.number(index) else { return nil }
        let bound = numbers[word(at + 3)]
        return number < bound ? -1 : number == bound ? 0 : 1
    }

    @inline(__always)
    private func integer(_ at: Int) -> Int64 {
        Int64(bitPattern: UInt64(code[at + 1]) | UInt64(code[at + 2]) << 32)
    }

    @inline(never)
    func isMultiple(_ index: Int, of at: Int) -> Bool {
        let entry = view[index]
        if entry.rawKind == TapeKind.integer.rawValue, code[at] != 0 {
            return entry.integer.magnitude.isMultiple(of: integer(at).magnitude)
        }
        guard let number = view.number(index) else { return true }
        return number.isMultiple(of: numbers[word(at + 3)])
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
        return codePoints(index) >= least
    }

    @inline(__always)
    func isAtMost(_ most: Int, _ index: Int) -> Bool {
        view[index].length <= most || codePoints(index) <= most
    }

    @inline(never)
    func codePoints(_ index: Int) -> Int {
        view.withText(index) { text in
            guard let start = text.baseAddress else { return 0 }
            var count = text.count
            var at = 0
            while at + 8 <= text.count {
                let word = cjson_load8(start + at)
                count -= ((word >> 7) & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
                at += 8
            }
            while at < text.count {
                if start[at] & 0xC0 == 0x80 { count -= 1 }
                at += 1
            }
            return count
        }
    }

    @inline(never)
    func matches(_ pattern: Int, _ index: Int) -> Bool {
        view.withText(index) { patterns[pattern].matches($0) }
    }

    @inline(never)
    func accepts(_ format: Int, _ index: Int) -> Bool {
        guard let format = formats[format] else { return true }
        return view.withText(index) { format.accepts($0) }
    }

    /// The ordinals of the first two elements that are equal, if any are.
    @inline(never)
    func equalElements(_ index: Int) -> (Int, Int)? {
        let array = view[index]
        var elements: [Int] = []
        elements.reserveCapacity(array.count)
        var at = index + 1
        while at < array.next {
            elements.append(at)
            at = view.after(at)
        }
        if elements.count <= 8 {
            for j in elements.indices {
                for i in 0..<j where view.sameValue(elements[i], as: elements[j], in: view) { return (i, j) }
            }
            return nil
        }
        var seen: [Int: [Int]] = [:]
        seen.reserveCapacity(elements.count)
        for (j, element) in elements.enumerated() {
            let hash = view.valueHash(element)
            for i in seen[hash] ?? [] where view.sameValue(elements[i], as: element, in: view) { return (i, j) }
            seen[hash, default: []].append(j)
        }
        return nil
    }

    /// Whether the object lacks none of the names that follow their count at `at`.
    @inline(never)
    func hasAll(_ object: Int, _ at: Int) -> Bool {
        for place in 0..<word(at) where member(object, name: at + 1 + place * 3) == nil { return false }
        return true
    }
}
