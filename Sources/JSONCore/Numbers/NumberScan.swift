/// The parts of a JSON number's text, found in one pass that checks RFC 8259's grammar.
struct NumberScan {
    var negative = false
    /// Digits before the point.
    var wholeCount = 0
    /// Digits after the point; 0 without a point.
    var fractionCount = 0
    /// Where the exponent's digits start, 0 without an exponent.
    var exponentStart = 0
    var exponentNegative = false
    /// All digits without sign, point and exponent; meaningless when they overflow.
    var mantissa: UInt64 = 0
    var overflows = false

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let count = text.count
        var at = 0
        if at < count, text[at] == UInt8(ascii: "-") {
            negative = true
            at += 1
        }
        let wholeStart = at
        at = takeDigits(text, from: at)
        wholeCount = at - wholeStart
        if wholeCount == 0 || (wholeCount > 1 && text[wholeStart] == UInt8(ascii: "0")) { return nil }
        if at < count, text[at] == UInt8(ascii: ".") {
            let start = at + 1
            at = takeDigits(text, from: start)
            fractionCount = at - start
            if fractionCount == 0 { return nil }
        }
        if at < count, text[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < count, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") {
                exponentNegative = text[at] == UInt8(ascii: "-")
                at += 1
            }
            exponentStart = at
            while at < count, text[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
            if at == exponentStart { return nil }
        }
        if at != count { return nil }
    }

    private mutating func takeDigits(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var at = start
        while at < text.count {
            let digit = text[at] &- UInt8(ascii: "0")
            if digit > 9 { break }
            let (product, tooBig) = mantissa.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if tooBig || carry { overflows = true }
            mantissa = sum
            at += 1
        }
        return at
    }
}
