// Arrays whose elements have no rules of their own, compiled once and not for every field that has one.
extension JSONCursor {
    @inline(never)
    public mutating func strings(min: Int = 0, max: Int = .max) throws(JSONFault) -> [String] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> String in try c.string() }
    }

    @inline(never)
    public mutating func integers(min: Int = 0, max: Int = .max) throws(JSONFault) -> [Int] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> Int in try c.integer() }
    }

    @inline(never)
    public mutating func numbers(min: Int = 0, max: Int = .max) throws(JSONFault) -> [Number] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> Number in try c.number() }
    }

    @inline(never)
    public mutating func uuids(min: Int = 0, max: Int = .max) throws(JSONFault) -> [UUID128] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> UUID128 in try c.uuid() }
    }

    @inline(never)
    public mutating func timestamps(min: Int = 0, max: Int = .max) throws(JSONFault) -> [Timestamp] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> Timestamp in try c.timestamp() }
    }

    @inline(never)
    public mutating func values(min: Int = 0, max: Int = .max) throws(JSONFault) -> [JSONValue] {
        try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> JSONValue in try c.value() }
    }
}
