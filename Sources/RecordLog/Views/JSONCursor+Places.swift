public import JSONCore

// Each checks the value at the cursor, steps over it and says where it was.
extension JSONCursor {
    @inlinable @inline(__always)
    var place: FieldPlace { FieldPlace(offset: p - start) }

    @inlinable
    public mutating func integerPlace(
        min: Int64 = .min,
        max: Int64 = .max,
        multipleOf: Int64 = 1
    ) throws(JSONFault) -> FieldPlace {
        let place = p - start
        return FieldPlace(integer: try integer(min: min, max: max, multipleOf: multipleOf), at: place)
    }

    @inlinable
    public mutating func integerPlace(among allowed: [Int64]) throws(JSONFault) -> FieldPlace {
        let place = p - start
        return FieldPlace(integer: try integer(among: allowed), at: place)
    }

    @inlinable
    public mutating func boolPlace() throws(JSONFault) -> FieldPlace {
        let place = p - start
        return FieldPlace(try bool(), at: place)
    }

    @inlinable
    public mutating func uuidPlace() throws(JSONFault) -> FieldPlace {
        let place = place
        try checkUUID()
        return place
    }

    @inlinable
    public mutating func numberPlace() throws(JSONFault) -> FieldPlace {
        let place = place
        _ = try number()
        return place
    }

    @inlinable
    public mutating func numberPlace(_ bounds: NumberBounds) throws(JSONFault) -> FieldPlace {
        let place = place
        _ = try number(bounds)
        return place
    }

    @inlinable
    public mutating func timestampPlace() throws(JSONFault) -> FieldPlace {
        let place = place
        try checkTimestamp()
        return place
    }

    /// Of a value that is read when it is asked for.
    @inlinable
    public mutating func place<Value: JSONRecord>(of type: Value.Type) throws(JSONFault) -> FieldPlace {
        let place = place
        _ = try Value(reading: &self)
        return place
    }

    @inlinable
    public mutating func placeOrNull(
        _ read: (inout JSONCursor) throws(JSONFault) -> FieldPlace
    ) throws(JSONFault) -> FieldPlace {
        try takeNull() ? .null : read(&self)
    }
}
