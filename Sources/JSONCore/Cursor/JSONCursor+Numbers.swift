import CJSONScan

extension JSONCursor {
    /// Takes a number by the grammar of RFC 8259 and returns its text.
    @inlinable
    public mutating func numberText() throws(JSONFault) -> UnsafeBufferPointer<UInt8> {
        let first = p
        var q = p
        if q.pointee == UInt8(ascii: "-") { q += 1 }
        guard q.pointee &- 0x30 < 10 else {
            if q == first { throw wrongTypeOrSyntax() }
            throw JSONFault(.badNumber, at: q - start)
        }
        if q.pointee == 0x30 {
            q += 1
            if q.pointee &- 0x30 < 10 { throw JSONFault(.badNumber, at: q - start) }
        } else {
            while q.pointee &- 0x30 < 10 { q += 1 }
        }
        if q.pointee == UInt8(ascii: ".") {
            q += 1
            guard q.pointee &- 0x30 < 10 else { throw JSONFault(.badNumber, at: q - start) }
            while q.pointee &- 0x30 < 10 { q += 1 }
        }
        if q.pointee | 0x20 == UInt8(ascii: "e") {
            q += 1
            if q.pointee == UInt8(ascii: "+") || q.pointee == UInt8(ascii: "-") { q += 1 }
            guard q.pointee &- 0x30 < 10 else { throw JSONFault(.badNumber, at: q - start) }
            while q.pointee &- 0x30 < 10 { q += 1 }
        }
        p = q
        return UnsafeBufferPointer(start: first, count: q - first)
    }

    /// Takes a number whose value is a whole one of 64 bits; `1.0` and `1e3` are integers to JSON Schema and so here.
    @inlinable
    public mutating func int64() throws(JSONFault) -> Int64 {
        var q = p
        let negative = q.pointee == UInt8(ascii: "-")
        if negative { q += 1 }
        let first = q.pointee
        // Up to seven digits in one word, and so without a branch for each: how many there are is hard to foresee.
        var word = loadWord(q)
        let stop = firstNonDigit(word)
        guard stop != 64 else { return try int64OfManyDigits(q, negative) }
        q += Int(truncatingIfNeeded: stop &>> 3)
        // The first byte after them tells the short form from the others.
        let next = q.pointee
        guard stop != 0, stop == 8 || first != 0x30, next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e") else {
            return try int64Slowly()
        }
        word &<<= 64 &- stop
        p = q
        let value = Int64(truncatingIfNeeded: eightDigitValue(word))
        return negative ? 0 &- value : value
    }

    /// Eight digits or more from `first` on.
    @inlinable
    mutating func int64OfManyDigits(_ first: UnsafePointer<UInt8>, _ negative: Bool) throws(JSONFault) -> Int64 {
        var q = first
        var value: UInt64 = 0
        while true {
            let digit = q.pointee &- 0x30
            if digit > 9 { break }
            value = value &* 10 &+ UInt64(digit)
            q += 1
        }
        // Up to 18 digits cannot overflow.
        let next = q.pointee
        guard q - first <= 18, first.pointee != 0x30, next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e") else {
            return try int64Slowly()
        }
        p = q
        return negative ? -Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    }

    @usableFromInline
    mutating func int64Slowly() throws(JSONFault) -> Int64 {
        let place = fault(.wrongType)
        let number = try jsonNumber()
        guard number.isInteger else { throw place }
        guard let value = number.int64 else { throw JSONFault(.notRepresentable, at: place.offset) }
        return value
    }

    /// Takes any number, keeping what a Double would lose.
    @inlinable
    public mutating func jsonNumber() throws(JSONFault) -> JSONNumber {
        let text = try numberText()
        guard let number = JSONNumber(text: String(decoding: text, as: UTF8.self)) else {
            throw JSONFault(.badNumber, at: p - start)
        }
        return number
    }

    /// Takes any number as the nearest Double.
    public mutating func double() throws(JSONFault) -> Double {
        if let decimal = shortDecimal() {
            p = decimal.end
            return decimal.nearest().value
        }
        return parseDouble(try numberText())
    }

    /// The number that stands here, if it has no exponent and at most 19 digits; nothing is taken.
    ///
    /// Its plain twins are `numberText` and `NumberScan`, which take any number a byte at a time.
    @inline(__always)
    func shortDecimal() -> ShortDecimal? {
        // No branch for how many digits there are, nor for the sign: both are hard to foresee. 1 for a minus.
        let sign = ((UInt64(p.pointee) ^ UInt64(UInt8(ascii: "-"))) &- 1) &>> 63
        var q = p + Int(truncatingIfNeeded: sign)
        // Where the digits before the point end, and those behind it.
        let others = UInt64(cjson_no_digits(p)) &>> sign | 1 &<< 31
        let whole = UInt64(truncatingIfNeeded: others.trailingZeroBitCount)
        let first = loadWord(q)
        guard whole &- 1 < 7, whole == 1 || first & 0xFF != 0x30 else { return longerDecimal(q, sign) }
        var mantissa = eightDigitValue(first &<< (64 &- 8 &* whole))
        q += Int(truncatingIfNeeded: whole)
        guard q.pointee == UInt8(ascii: ".") else {
            if q.pointee | 0x20 == UInt8(ascii: "e") { return nil }
            return ShortDecimal(mantissa: mantissa, scale: 0, sign: sign, end: q)
        }
        q += 1
        let fraction = UInt64(truncatingIfNeeded: (others & (others &- 1)).trailingZeroBitCount) &- whole &- 1
        if fraction == 0 { return nil }
        let few = min(fraction, 8)
        let more = min(fraction, 16) &- few
        appendDigits(loadWord(q), few, to: &mantissa)
        appendDigits(loadWord(q + 8), more, to: &mantissa)
        // Nineteen digits always fit 64 bits; of more the sum overflows and means nothing.
        guard whole &+ fraction <= 19 else { return nil }
        if fraction > 16 {
            appendDigits(loadWord(q + 16), fraction &- 16, to: &mantissa)
        }
        q += Int(truncatingIfNeeded: fraction)
        if q.pointee | 0x20 == UInt8(ascii: "e") { return nil }
        return ShortDecimal(mantissa: mantissa, scale: 0 &- Int(truncatingIfNeeded: fraction), sign: sign, end: q)
    }

    /// `shortDecimal` for eight digits or more in front of the point, from `first` on; nil as well where none can stand.
    @inline(never)
    func longerDecimal(_ first: UnsafePointer<UInt8>, _ sign: UInt64) -> ShortDecimal? {
        var q = first
        var mantissa: UInt64 = 0
        takeDigits(&q, &mantissa)
        let whole = q - first
        guard whole == 1 || whole > 1 && first.pointee != 0x30 else { return nil }
        var fraction = 0
        if q.pointee == UInt8(ascii: ".") {
            q += 1
            let point = q
            takeDigits(&q, &mantissa)
            fraction = q - point
            if fraction == 0 { return nil }
        }
        guard whole &+ fraction <= 19, q.pointee | 0x20 != UInt8(ascii: "e") else { return nil }
        return ShortDecimal(mantissa: mantissa, scale: 0 &- fraction, sign: sign, end: q)
    }

    /// Appends the digits at `q` to `value` and steps over them, eight at a time; the last few without a branch for each.
    @inline(__always)
    func takeDigits(_ q: inout UnsafePointer<UInt8>, _ value: inout UInt64) {
        while true {
            let word = loadWord(q)
            let stop = firstNonDigit(word)
            if stop == 64 {
                value = value &* 100_000_000 &+ eightDigitValue(word)
                q += 8
                continue
            }
            if stop != 0 {
                let count = Int(truncatingIfNeeded: stop &>> 3)
                value = value &* powerOfTen(count) &+ eightDigitValue(word &<< (64 &- stop))
                q += count
            }
            return
        }
    }
}
