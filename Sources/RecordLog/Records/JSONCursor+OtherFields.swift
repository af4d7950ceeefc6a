public import JSONCore

// Reading an object's fields for a record that keeps what its schema does not name.
extension JSONCursor {
    /// Reads up to a field that generated code has to read; call it again when that was done. Nil behind the object's
    /// end.
    @inlinable @inline(__always)
    public mutating func nextField<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room,
        keeping others: inout OtherFields
    ) throws(JSONFault) -> Int? {
        try nextField(rules, &read, values: &values, keeping: &others.text)
    }

    /// All of an object without a field that generated code has to read, or what is left of it when they were read.
    @inlinable @inline(__always)
    public mutating func readFields<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room,
        keeping others: inout OtherFields
    ) throws(JSONFault) {
        _ = try nextField(rules, &read, values: &values, keeping: &others.text)
    }

    /// What is left of an object whose last field generated code has read.
    @inlinable @inline(__always)
    public mutating func endFields<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room,
        keeping others: inout OtherFields
    ) throws(JSONFault) {
        try endFields(rules, &read, values: &values, keeping: &others.text)
    }
}
