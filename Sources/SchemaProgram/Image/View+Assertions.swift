import CJSONScan
import JSONCore

extension JSONTape.View {
    @inline(never)
    func isIntegral(_ index: Int) -> Bool {
        number(index)?.isInteger ?? false
    }

    @inline(never)
    func hashOfEscaped(_ index: Int) -> UInt32 {
        withText(index) { text in text.baseAddress.map { textHash($0, text.count) } ?? 0 }
    }

    /// How a number stands to a bound, of which `near` is the nearest Double: decided by Doubles where they are further
    /// apart than rounding can put them, and exactly otherwise.
    @inline(never)
    func order(_ index: Int, to bound: UnsafePointer<JSONNumber>, near: Double, _ powersOfTen: UnsafePointer<Double>)
        -> Int?
    {
        if let value = approximate(index, powersOfTen) {
            let margin = (value.magnitude + near.magnitude) * 0x1p-48
            if value < near - margin { return -1 }
            if value > near + margin { return 1 }
        }
        guard let number = number(index) else { return nil }
        return number < bound.pointee ? -1 : number == bound.pointee ? 0 : 1
    }

    /// A number as a Double that is off by a few units in the last place at most; nil for one that is written with an
    /// exponent or many digits.
    @inline(__always)
    private func approximate(_ index: Int, _ powersOfTen: UnsafePointer<Double>) -> Double? {
        let entry = self[index]
        if entry.rawKind == TapeKind.integer.rawValue { return Double(entry.integer) }
        // 18 digits, a sign and a point.
        guard entry.length <= 20 else { return nil }
        var p = text + entry.offset
        let end = p + entry.length
        let isNegative = p.pointee == UInt8(ascii: "-")
        if isNegative { p += 1 }
        var mantissa: UInt64 = 0
        var point = end
        while p < end {
            let digit = p.pointee &- 0x30
            if digit <= 9 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
            } else if p.pointee == UInt8(ascii: ".") {
                point = p + 1
            } else {
                return nil
            }
            p += 1
        }
        let value = Double(mantissa) / powersOfTen[end - point]
        return isNegative ? -value : value
    }

    @inline(never)
    func isMultiple(_ index: Int, of divisor: UnsafePointer<JSONNumber>) -> Bool {
        number(index)?.isMultiple(of: divisor.pointee) ?? true
    }

    /// Code points of a string: all bytes but those that continue one.
    @inline(never)
    func codePoints(_ index: Int) -> Int {
        withText(index) { text in
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
    func matches(_ index: Int, _ pattern: UnsafePointer<Pattern>) -> Bool {
        withText(index) { pattern.pointee.matches($0) }
    }

    @inline(never)
    func isAccepted(_ index: Int, by format: UnsafePointer<ProgramFormat?>) -> Bool {
        guard let format = format.pointee else { return true }
        return withText(index) { format.accepts($0) }
    }

    /// Whether an object has all names of a list: a count, and a hash, offset and length for each.
    @inline(never)
    func hasAll(_ object: Int, _ list: UnsafePointer<UInt32>, _ text: UnsafePointer<UInt8>) -> Bool {
        for place in 0..<Int(list[0]) {
            let name = list + 1 + place * 3
            if member(object, text + Int(name[1]), Int(name[2]), hash: name[0]) == nil { return false }
        }
        return true
    }

    /// The ordinals of two elements that are equal, if any are.
    @inline(never)
    func equalElements(_ index: Int) -> (Int, Int)? {
        let array = self[index]
        if array.count > 8 { return equalAmongMany(index) }
        // Most are short, and compared in less time than memory for a list of them would take.
        var (at, j) = (index + 1, 0)
        while at < array.next {
            var (earlier, i) = (index + 1, 0)
            while i < j {
                if sameValue(earlier, as: at, in: self) { return (i, j) }
                earlier = after(earlier)
                i += 1
            }
            at = after(at)
            j += 1
        }
        return nil
    }

    private func equalAmongMany(_ index: Int) -> (Int, Int)? {
        let array = self[index]
        // Of each hash the last element that has it, and of each element the one before with the same.
        var last: [Int: Int] = [:]
        last.reserveCapacity(array.count)
        var before: [Int] = []
        before.reserveCapacity(array.count)
        var elements: [Int] = []
        elements.reserveCapacity(array.count)
        var at = index + 1
        while at < array.next {
            let j = elements.count
            let hash = valueHash(at)
            var equal: Int?
            var candidate = last[hash] ?? -1
            before.append(candidate)
            while candidate >= 0 {
                if sameValue(elements[candidate], as: at, in: self) { equal = candidate }
                candidate = before[candidate]
            }
            if let equal { return (equal, j) }
            last[hash] = j
            elements.append(at)
            at = after(at)
        }
        return nil
    }
}
