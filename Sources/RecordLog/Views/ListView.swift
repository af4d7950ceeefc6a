public import JSONCore

/// An array where it lies in its line; elements are read when they are asked for, in order.
public struct ListView<Element: JSONView>: Sequence, Sendable {
    @usableFromInline let line: LineHold
    @usableFromInline let place: FieldPlace

    @inlinable
    init(line: LineHold, place: FieldPlace) {
        self.line = line
        self.place = place
    }

    @inlinable
    public var count: Int { place.count }

    @inlinable
    public var isEmpty: Bool { place.count == 0 }

    @inlinable
    public func makeIterator() -> Iterator {
        Iterator(line: Element.hasFields ? line.apart : line, cursor: line.cursor(at: place), left: place.count)
    }

    public struct Iterator: IteratorProtocol {
        @usableFromInline var line: LineHold
        @usableFromInline var cursor: JSONCursor
        @usableFromInline var left: Int

        @inlinable
        init(line: LineHold, cursor: JSONCursor, left: Int) {
            self.line = line
            self.cursor = cursor
            self.left = left
            if left > 0 { _ = try? self.cursor.beginArray() }
        }

        /// The array was checked when its record was, so no element can fail to read.
        @inlinable
        public mutating func next() -> Element? {
            guard left > 0 else { return nil }
            if Element.hasFields { line.renew() }
            guard let element = try? Element(viewing: &cursor, in: line) else { return nil }
            left -= 1
            _ = try? cursor.nextElement()
            return element
        }
    }
}

extension JSONCursor {
    /// Steps over an array whose elements `check` reads.
    // Not inlined: the loop would stand in every reader of a list.
    @inline(never)
    public mutating func list(
        min: Int = 0,
        max: Int = .max,
        _ check: (inout JSONCursor) throws(JSONFault) -> Void
    ) throws(JSONFault) -> FieldPlace {
        let first = p
        let count = try checkArray(min: min, max: max, check)
        return FieldPlace(offset: first - start, count: count)
    }
}

// Arrays whose elements have no rules of their own, compiled once and not for every view that has one.
extension JSONCursor {
    @inline(never)
    public mutating func stringList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.text() }
    }

    @inline(never)
    public mutating func integerList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.integer() }
    }

    @inline(never)
    public mutating func numberList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.number() }
    }

    @inline(never)
    public mutating func uuidList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.uuid() }
    }

    @inline(never)
    public mutating func timestampList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.timestamp() }
    }

    @inline(never)
    public mutating func valueList(min: Int = 0, max: Int = .max) throws(JSONFault) -> FieldPlace {
        try list(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) in _ = try c.raw() }
    }
}
