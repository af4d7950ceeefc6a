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
        let first = q
        var value: UInt64 = 0
        while true {
            let digit = q.pointee &- 0x30
            if digit > 9 { break }
            value = value &* 10 &+ UInt64(digit)
            q += 1
        }
        // Up to 18 digits cannot overflow; the first byte after them tells the short form from the others.
        let count = q - first
        let next = q.pointee
        guard count > 0, count <= 18, count == 1 || first.pointee != 0x30,
            next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e")
        else { return try int64Slowly() }
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
    @inlinable
    public mutating func double() throws(JSONFault) -> Double {
        parseDouble(try numberText())
    }
}
