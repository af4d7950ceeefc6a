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
extension LineHold {
    @inlinable
    public func integer(_ place: FieldPlace) -> Int {
        var c = cursor(at: Int(place.offset))
        return (try? c.integer()) ?? 0
    }

    @inlinable
    public func uuid(_ place: FieldPlace) -> UUID128 {
        var c = cursor(at: Int(place.offset))
        return (try? c.uuid()) ?? UUID128(high: 0, low: 0)
    }

    @inlinable
    public func number(_ place: FieldPlace) -> Number {
        var c = cursor(at: Int(place.offset))
        return (try? c.number()) ?? Number(0.0)
    }

    @inlinable
    public func timestamp(_ place: FieldPlace) -> Timestamp {
        var c = cursor(at: Int(place.offset))
        return (try? c.timestamp()) ?? .epoch
    }

    /// Nil for a member that is not there and for null.
    @inlinable
    public func optional<Value>(_ place: FieldPlace, _ read: (FieldPlace) -> Value) -> Value? {
        place.offset == 0 || place.offset == .max ? nil : read(place)
    }

    @inlinable
    public func presence<Value>(_ place: FieldPlace, _ read: (FieldPlace) -> Value) -> Presence<Value> {
        switch place.offset {
        case 0: .absent
        case .max: .null
        default: .value(read(place))
        }
    }

    @inlinable
    public func optional<Value>(_ place: TextPlace, _ read: (TextPlace) -> Value) -> Value? {
        place.offset == 0 || place.offset == .max ? nil : read(place)
    }

    @inlinable
    public func presence<Value>(_ place: TextPlace, _ read: (TextPlace) -> Value) -> Presence<Value> {
        switch place.offset {
        case 0: .absent
        case .max: .null
        default: .value(read(place))
        }
    }
}
