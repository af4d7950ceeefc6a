public import JSONCore

// Values that are as small as a reference to them would be.

extension Int: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.integer() }
}

extension Bool: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.bool() }
}

extension Number: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.number() }
}

extension UUID128: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.uuid() }
}

extension Timestamp: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.timestamp() }
}

extension CalendarDate: JSONView {
    public static var hasFields: Bool { false }

    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.date() }
}

extension TimeOfDay: JSONView {
    public static var hasFields: Bool { false }

    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.timeOfDay() }
}

extension ISODuration: JSONView {
    public static var hasFields: Bool { false }

    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.duration() }
}

extension JSONNull: JSONView {
    public static var hasFields: Bool { false }

    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) { self = try c.jsonNull() }
}

extension Optional: JSONView where Wrapped: JSONView {
    public static var hasFields: Bool { Wrapped.hasFields }

    /// Null is nil.
    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) {
        self = c.takeNull() ? nil : try Wrapped(viewing: &c, in: line)
    }
}
