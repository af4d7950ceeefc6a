public import JSONCore

// The same rules as the readers', checked before a value is written. `field` names the culprit for people.
extension JSONWriter {
    @inlinable
    public mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    public mutating func integer(
        _ value: Int,
        min: Int64 = .min,
        max: Int64 = .max,
        multipleOf: Int64 = 1,
        _ field: StaticString
    ) throws(RecordViolation) {
        let value = Int64(value)
        if value < min { throw violation(field, "minimum", min) }
        if value > max { throw violation(field, "maximum", max) }
        if multipleOf != 1, value % multipleOf != 0 { throw violation(field, "multipleOf", multipleOf) }
        integer(value)
    }

    public mutating func integer(_ value: Int, among allowed: [Int64], _ field: StaticString) throws(RecordViolation) {
        guard allowed.contains(Int64(value)) else { throw violation(field, "enum") }
        integer(Int64(value))
    }

    public mutating func number(
        _ value: Number,
        _ bounds: NumberBounds,
        _ field: StaticString
    ) throws(RecordViolation) {
        guard bounds.accept(value) else { throw violation(field, "its bounds") }
        try number(value, field)
    }

    /// JSON has no infinity and no NaN.
    @inlinable
    public mutating func number(_ value: Number, _ field: StaticString) throws(RecordViolation) {
        guard value.double.isFinite || value.description != "0" else { throw violation(field, "finite number") }
        number(value)
    }

    public mutating func string(
        _ text: String,
        min: Int,
        max: Int,
        _ field: StaticString
    ) throws(RecordViolation) {
        let bytes = text.utf8.count
        if bytes > max || bytes / 4 < min {
            let length = text.unicodeScalars.count
            guard length <= max else { throw violation(field, "maxLength", Int64(max)) }
            guard length >= min else { throw violation(field, "minLength", Int64(min)) }
        }
        string(text)
    }

    public mutating func string(
        _ text: String,
        min: Int = 0,
        max: Int = .max,
        pattern: Pattern? = nil,
        format: StringFormat? = nil,
        _ field: StaticString
    ) throws(RecordViolation) {
        var text = text
        let matches = text.withUTF8 { bytes in
            (pattern?.matches(bytes) ?? true, format?.accepts(bytes) ?? true)
        }
        guard matches.0 else { throw violation(field, "pattern") }
        guard matches.1 else { throw violation(field, "format \(format?.rawValue ?? "")") }
        try string(text, min: min, max: max, field)
    }

    public mutating func string(_ text: String, lowerHex count: Int, _ field: StaticString) throws(RecordViolation) {
        guard isLowerHex(text, count) else { throw violation(field, "\(count) hexadecimal digits") }
        string(text)
    }

    @inlinable
    public mutating func array<Element>(
        _ elements: [Element],
        min: Int = 0,
        max: Int = .max,
        _ field: StaticString,
        _ write: (Element, inout JSONWriter) throws(RecordViolation) -> Void
    ) throws(RecordViolation) {
        guard elements.count >= min else { throw violation(field, "minItems", Int64(min)) }
        guard elements.count <= max else { throw violation(field, "maxItems", Int64(max)) }
        byte(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { byte(UInt8(ascii: ",")) }
            isFirst = false
            try write(element, &self)
        }
        byte(UInt8(ascii: "]"))
    }

    /// Uniqueness is that of the JSON that is written, as JSON Schema has it: equal strings may differ in their bytes,
    /// and then their JSON does too.
    public mutating func uniqueArray<Element>(
        _ elements: [Element],
        min: Int = 0,
        max: Int = .max,
        _ field: StaticString,
        _ write: (Element, inout JSONWriter) throws(RecordViolation) -> Void
    ) throws(RecordViolation) {
        let first = count
        try array(elements, min: min, max: max, field, write)
        let text = withBytes { Array($0.dropFirst(first)) }
        guard let written = (try? JSONValue(parsing: text))?.array, Set(written).count == elements.count else {
            throw violation(field, "uniqueItems")
        }
    }

    /// Elements of which the first have rules of their own; `check` reads the one with the index that it is given.
    public mutating func tuple(
        _ elements: [JSONValue],
        min: Int = 0,
        max: Int = .max,
        unique: Bool = false,
        _ field: StaticString,
        _ check: (inout JSONCursor, Int) throws(JSONFault) -> Void
    ) throws(RecordViolation) {
        guard !unique || Set(elements).count == elements.count else { throw violation(field, "uniqueItems") }
        var index = 0
        try array(elements, min: min, max: max, field) { (value, out: inout JSONWriter) throws(RecordViolation) in
            let first = out.count
            out.value(value)
            let text = PaddedBytes(out.withBytes { Array($0.dropFirst(first)) })
            let isRight = text.withPointer { pointer in
                var cursor = JSONCursor(at: pointer)
                do throws(JSONFault) {
                    try check(&cursor, index)
                    return true
                } catch {
                    return false
                }
            }
            guard isRight else { throw out.violation(field, "prefixItems") }
            index += 1
        }
    }

    /// For a field that no value is valid for.
    public mutating func never(_: JSONValue, _ field: StaticString) throws(RecordViolation) {
        throw violation(field, "a schema that refuses every value")
    }

    public mutating func value(_ value: JSONValue, among allowed: [JSONValue], _ field: StaticString)
        throws(RecordViolation)
    {
        guard allowed.contains(value) else { throw violation(field, "enum") }
        self.value(value)
    }
}

/// Whether the text is so many hexadecimal digits, in lower case.
func isLowerHex(_ text: String, _ count: Int) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.count == count && isLowerHex($0) }
        ?? Array(text.utf8).withUnsafeBufferPointer { $0.count == count && isLowerHex($0) }
}
