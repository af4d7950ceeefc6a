public import JSONCore

/// The fields of an object where they lie in its line: what the view of an object is made of.
///
/// What was checked when the view was made cannot fail to read, because the line's memory never changes.
@frozen
public struct ViewedFields: @unchecked Sendable {
    @usableFromInline let line: LineHold
    @usableFromInline let places: UnsafePointer<FieldPlace>

    /// - Parameter places: of the line, one for each field.
    @inlinable @inline(__always)
    public init(_ places: UnsafePointer<FieldPlace>, in line: consuming LineHold) {
        self.line = line
        self.places = places
    }

    @inlinable
    public func isNull(_ field: Int) -> Bool { places[field].isNull }
}

// What takes more than a few instructions is compiled once, and not in each view.
extension ViewedFields {
    @inlinable
    public func text(_ field: Int) -> TextView { line.text(places[field]) }

    @inlinable
    public func raw(_ field: Int) -> RawView { line.raw(places[field]) }

    @inlinable
    public func list<Element: JSONView>(_ field: Int, of type: Element.Type) -> ListView<Element> {
        line.list(places[field], of: type)
    }

    @inlinable
    public func bool(_ field: Int) -> Bool { places[field].isTrue }

    @inlinable
    public func integer(_ field: Int) -> Int { places[field].heldInteger ?? largeInteger(field) }

    @inline(never)
    @usableFromInline
    func largeInteger(_ field: Int) -> Int {
        var c = line.cursor(at: places[field])
        return (try? c.integer()) ?? 0
    }

    @inline(never)
    public func uuid(_ field: Int) -> UUID128 {
        if places[field].isUsual { return UUID128(knownAt: line.start + (Int(places[field].offset) + 1)) }
        var c = line.cursor(at: places[field])
        return (try? c.uuid()) ?? UUID128(high: 0, low: 0)
    }

    @inline(never)
    public func number(_ field: Int) -> Number {
        var c = line.cursor(at: places[field])
        return (try? c.number()) ?? Number(0.0)
    }

    @inline(never)
    public func timestamp(_ field: Int) -> Timestamp {
        if let held = places[field].heldTimestamp { return held }
        var c = line.cursor(at: places[field])
        return (try? c.timestamp()) ?? .epoch
    }
}

// Nil for a member that is not there and for null.
extension ViewedFields {
    @inlinable
    public func optionalText(_ field: Int) -> TextView? { places[field].isValue ? text(field) : nil }

    @inlinable
    public func optionalRaw(_ field: Int) -> RawView? { places[field].isValue ? raw(field) : nil }

    @inlinable
    public func optionalList<Element: JSONView>(_ field: Int, of type: Element.Type) -> ListView<Element>? {
        places[field].isValue ? list(field, of: type) : nil
    }

    @inlinable
    public func optionalBool(_ field: Int) -> Bool? { places[field].isValue ? bool(field) : nil }

    @inlinable
    public func optionalInteger(_ field: Int) -> Int? { places[field].isValue ? integer(field) : nil }

    @inlinable
    public func optionalUUID(_ field: Int) -> UUID128? { places[field].isValue ? uuid(field) : nil }

    @inline(never)
    public func optionalNumber(_ field: Int) -> Number? { places[field].isValue ? number(field) : nil }

    @inline(never)
    public func optionalTimestamp(_ field: Int) -> Timestamp? { places[field].isValue ? timestamp(field) : nil }

    @inlinable
    public func optionalValue<Value: JSONRecord>(_ field: Int) -> Value? {
        guard places[field].isValue else { return nil }
        var c = line.cursor(at: places[field])
        return try? Value(reading: &c)
    }
}

extension ViewedFields {
    /// Looks at all of an object that has no field that generated code has to read.
    // One call that hands `line` through, so that nothing counts references on the way.
    @inline(never)
    public init(viewing c: inout JSONCursor, _ rules: ObjectRules, in line: LineHold) throws(JSONFault) {
        let places = line.places(rules.count)
        var read = FieldsRead()
        try c.readFields(rules, &read, places: places)
        self.line = line
        self.places = UnsafePointer(places)
    }
}
