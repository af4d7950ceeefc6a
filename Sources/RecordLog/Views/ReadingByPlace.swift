public import JSONCore

// Each checks the value at the cursor, steps over it and says where it was.
extension JSONCursor {
    @inlinable @inline(__always)
    var place: TextPlace {
        TextPlace(FieldPlace(offset: UInt32(truncatingIfNeeded: p - start)))
    }

    @inlinable
    public mutating func integerPlace(
        min: Int64 = .min,
        max: Int64 = .max,
        multipleOf: Int64 = 1
    ) throws(JSONFault) -> TextPlace {
        let place = place
        _ = try integer(min: min, max: max, multipleOf: multipleOf)
        return place
    }

    @inlinable
    public mutating func integerPlace(among allowed: [Int64]) throws(JSONFault) -> TextPlace {
        let place = place
        _ = try integer(among: allowed)
        return place
    }

    @inlinable
    public mutating func uuidPlace() throws(JSONFault) -> TextPlace {
        let place = place
        try checkUUID()
        return place
    }

    @inlinable
    public mutating func numberPlace() throws(JSONFault) -> TextPlace {
        let place = place
        _ = try number()
        return place
    }

    @inlinable
    public mutating func numberPlace(_ bounds: NumberBounds) throws(JSONFault) -> TextPlace {
        let place = place
        _ = try number(bounds)
        return place
    }

    @inlinable
    public mutating func timestampPlace() throws(JSONFault) -> TextPlace {
        let place = place
        try checkTimestamp()
        return place
    }
}

// The other way: what was checked when the view was made cannot fail to read, because the line's memory never changes.
// Compiled once, and not in each view.
extension LineHold {
    @inlinable
    public func integer(_ place: FieldPlace) -> Int { place.heldInteger ?? largeInteger(place) }

    @inline(never)
    @usableFromInline
    func largeInteger(_ place: FieldPlace) -> Int {
        var c = cursor(at: Int(place.offset))
        return (try? c.integer()) ?? 0
    }

    @inline(never)
    public func uuid(_ place: FieldPlace) -> UUID128 {
        if let usual = UUID128(quotedAt: start + Int(place.offset)) { return usual }
        var c = cursor(at: Int(place.offset))
        return (try? c.uuid()) ?? UUID128(high: 0, low: 0)
    }

    @inline(never)
    public func number(_ place: FieldPlace) -> Number {
        var c = cursor(at: Int(place.offset))
        return (try? c.number()) ?? Number(0.0)
    }

    @inline(never)
    public func timestamp(_ place: FieldPlace) -> Timestamp {
        if let usual = Timestamp(quotedAt: start + Int(place.offset)) { return usual }
        var c = cursor(at: Int(place.offset))
        return (try? c.timestamp()) ?? .epoch
    }
}

// Nil for a member that is not there and for null.
extension LineHold {
    @inlinable
    public func optionalInteger(_ place: FieldPlace) -> Int? { place.isValue ? integer(place) : nil }

    @inlinable
    public func optionalUUID(_ place: FieldPlace) -> UUID128? { place.isValue ? uuid(place) : nil }

    @inline(never)
    public func optionalNumber(_ place: FieldPlace) -> Number? { place.isValue ? number(place) : nil }

    @inline(never)
    public func optionalTimestamp(_ place: FieldPlace) -> Timestamp? { place.isValue ? timestamp(place) : nil }

    @inlinable
    public func optionalText(_ place: TextPlace) -> TextView? { place.isValue ? text(place) : nil }
}
