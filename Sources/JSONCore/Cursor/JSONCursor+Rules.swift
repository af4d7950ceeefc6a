public import CJSONScan

// Readers that check the rules of a schema on the way. Generated code passes the rules as literals, so what is not
// asked for folds away; what does much for its rule is compiled here, once.
extension JSONCursor {
    /// A rule was broken by the value that began at `offset`.
    @inlinable
    public func violation(at offset: Int) -> JSONFault {
        JSONFault(.violation, at: offset)
    }

    @inlinable
    public mutating func integer(min: Int64 = .min, max: Int64 = .max, multipleOf: Int64 = 1) throws(JSONFault) -> Int {
        let place = p
        let value = try int64()
        guard value >= min, value <= max, multipleOf == 1 || value % multipleOf == 0 else {
            throw violation(at: place - start)
        }
        guard let value = Int(exactly: value) else { throw JSONFault(.notRepresentable, at: place - start) }
        return value
    }

    @inline(never)
    public mutating func integer(among allowed: [Int64]) throws(JSONFault) -> Int {
        let place = p
        let value = try int64()
        guard allowed.contains(value), let value = Int(exactly: value) else { throw violation(at: place - start) }
        return value
    }

    /// A string whose length in Unicode code points lies between the bounds.
    @inlinable
    public mutating func text(min: Int, max: Int) throws(JSONFault) -> TextSlice {
        let slice = try text()
        if min > 0 || max < .max, !hasLength(slice, min, max) { throw violation(at: slice.offset) }
        return slice
    }

    /// A string that matches a pattern.
    @inline(never)
    public mutating func text(min: Int = 0, max: Int = .max, pattern: Pattern) throws(JSONFault) -> TextSlice {
        let slice = try text(min: min, max: max)
        guard withText(slice, { pattern.matches($0) }) else { throw violation(at: slice.offset) }
        return slice
    }

    @inline(never)
    public mutating func text(
        min: Int = 0,
        max: Int = .max,
        pattern: Pattern? = nil,
        format: StringFormat
    ) throws(JSONFault) -> TextSlice {
        let slice = try text(min: min, max: max)
        if let pattern, !withText(slice, { pattern.matches($0) }) { throw violation(at: slice.offset) }
        guard withText(slice, { format.accepts($0) }) else { throw violation(at: slice.offset) }
        return slice
    }

    /// A string of exactly `count` lower-case hexadecimal digits.
    @inlinable
    public mutating func text(lowerHex count: Int) throws(JSONFault) -> TextSlice {
        // The check of the digits finds whatever else a string must not hold; 64 is as far as the padding reaches.
        if count <= 64, p.pointee == 0x22, p[count &+ 1] == 0x22, cjson_is_lower_hex(p + 1, count) {
            p += count &+ 2
            return TextSlice(offset: p - start - count &- 1, count: count, hasEscapes: false, isASCII: true)
        }
        let slice = try text()
        if slice.hasEscapes {
            guard withText(slice, { $0.count == count && isLowerHex($0) }) else { throw violation(at: slice.offset) }
            return slice
        }
        guard slice.count == count, isLowerHex(UnsafeBufferPointer(start: start + slice.offset, count: count)) else {
            throw violation(at: slice.offset)
        }
        return slice
    }

    /// The one string that may stand here.
    @inlinable
    public mutating func expect(_ wanted: StaticString) throws(JSONFault) {
        let count = wanted.utf8CodeUnitCount
        if count < 48, p.pointee == 0x22, cjson_same(p + 1, wanted.utf8Start, count), p[count &+ 1] == 0x22 {
            p += count &+ 2
            return
        }
        let slice = try text()
        guard isSame(slice, wanted) else { throw violation(at: slice.offset) }
    }

    /// The one value that may stand here, compared as JSON Schema compares.
    public mutating func expect(_ wanted: JSONValue) throws(JSONFault) {
        let place = offset
        guard try value() == wanted else { throw violation(at: place) }
    }

    public mutating func value(among allowed: [JSONValue]) throws(JSONFault) -> JSONValue {
        let place = offset
        let value = try value()
        guard allowed.contains(value) else { throw violation(at: place) }
        return value
    }

    /// No value may stand here.
    public mutating func never() throws(JSONFault) -> JSONValue {
        throw fault(.violation)
    }

    @inlinable
    public mutating func null() throws(JSONFault) {
        guard takeNull() else { throw wrongTypeOrSyntax() }
    }
}

// MARK: Lists

extension JSONCursor {
    @inlinable
    public mutating func array<Element>(
        min: Int = 0,
        max: Int = .max,
        _ element: (inout JSONCursor) throws(JSONFault) -> Element
    ) throws(JSONFault) -> [Element] {
        let place = offset
        var elements: [Element] = []
        var more = try beginArray()
        // In spans of room made ahead, so that no element asks whether the array has room and is its only owner.
        while more {
            let count = elements.count
            if count == max { throw violation(at: place) }
            let room = Swift.min(roomAhead(count, MemoryLayout<Element>.stride), max &- count)
            try elements.append(addingCapacity: room) { span throws(JSONFault) in
                repeat {
                    span.append(try element(&self))
                    more = try nextElement()
                } while more && !span.isFull
            }
        }
        guard elements.count >= min else { throw violation(at: place) }
        return elements
    }

    /// How many elements to make room for when there are `count`: four times as many as there are while the array is small,
    /// and then twice as many.
    @inlinable @inline(__always)
    func roomAhead(_ count: Int, _ stride: Int) -> Int {
        if count == 0 { return stride <= 32 ? 4 : 1 }
        // An array of up to 1,024 bytes, its own 32 among them, lies in a list of the allocator's where it is found at
        // once. For larger ones glibc puts all its small pieces together first, and has to cut them again.
        let most = 992 / Swift.max(stride, 1)
        return count < most ? Swift.min(count &* 3, most &- count) : count &* 3
    }

    /// No two elements may be the same JSON. Their Swift values cannot tell: strings that are equal there may differ in
    /// their bytes, and UUIDs in the case of their letters.
    @inlinable
    public mutating func uniqueArray<Element>(
        min: Int = 0,
        max: Int = .max,
        _ element: (inout JSONCursor) throws(JSONFault) -> Element
    ) throws(JSONFault) -> [Element] {
        var begin = self
        let elements = try array(min: min, max: max, element)
        guard elements.count < 2 || begin.hasDistinctElements() else { throw violation(at: begin.offset) }
        return elements
    }

    @usableFromInline
    mutating func hasDistinctElements() -> Bool {
        guard case .array(let elements)? = try? value() else { return false }
        return Set(elements).count == elements.count
    }

    /// An array of which the first elements have rules of their own; `check` reads the one with the index that it is
    /// given.
    public mutating func tuple(
        min: Int = 0,
        max: Int = .max,
        unique: Bool = false,
        _ check: (inout JSONCursor, Int) throws(JSONFault) -> Void
    ) throws(JSONFault) -> [JSONValue] {
        let place = offset
        var index = 0
        let elements = try array(min: min, max: max) { (c: inout JSONCursor) throws(JSONFault) -> JSONValue in
            var probe = c
            try check(&probe, index)
            index += 1
            return try c.value()
        }
        guard !unique || Set(elements).count == elements.count else { throw violation(at: place) }
        return elements
    }

    /// Steps over an array whose elements are checked and not kept; returns how many there are.
    @inlinable
    public mutating func checkArray(
        min: Int = 0,
        max: Int = .max,
        _ element: (inout JSONCursor) throws(JSONFault) -> Void
    ) throws(JSONFault) -> Int {
        let place = offset
        var count = 0
        if try beginArray() {
            repeat {
                try element(&self)
                count &+= 1
            } while try nextElement()
        }
        guard count >= min, count <= max else { throw violation(at: place) }
        return count
    }
}

// MARK: Strings with a type of their own

extension JSONCursor {
    @inlinable
    public mutating func uuid() throws(JSONFault) -> UUID128 {
        // The usual writing has no escapes and lies between its quotes; anything else goes the general way.
        if let usual = UUID128(quotedAt: p) {
            p += 38
            return usual
        }
        return try parsed { UUID128.parse($0, count: $1) }
    }

    /// Steps over a UUID that is right.
    @inlinable
    public mutating func checkUUID() throws(JSONFault) {
        if p.pointee == 0x22, p[37] == 0x22, cjson_is_uuid(p + 1) {
            p += 38
            return
        }
        _ = try uuid()
    }

    @inlinable
    public mutating func timestamp() throws(JSONFault) -> Timestamp {
        let count = usualTimeCount
        if count > 0, let value = Timestamp.parse(p + 1, count: count) {
            p += count &+ 2
            return value
        }
        return try parsed { Timestamp.parse($0, count: $1) }
    }

    /// How long the string here is if it ends where a date-time with milliseconds, or without, ends: the check of its
    /// digits then finds whatever else a string must not hold. 0 for any other.
    @inlinable @inline(__always)
    var usualTimeCount: Int {
        if p.pointee != 0x22 { return 0 }
        return p[25] == 0x22 ? 24 : p[21] == 0x22 ? 20 : 0
    }

    /// Steps over a date-time that is right.
    @inlinable
    public mutating func checkTimestamp() throws(JSONFault) {
        let count = usualTimeCount
        if count > 0, TimestampFields(p + 1, count: count) != nil {
            p += count &+ 2
            return
        }
        let slice = try text()
        if slice.hasEscapes {
            var probe = moved(to: start + slice.offset - 1)
            _ = try probe.timestamp()
        } else if TimestampFields(start + slice.offset, count: slice.count) == nil {
            throw violation(at: slice.offset)
        }
    }

    public mutating func date() throws(JSONFault) -> CalendarDate {
        try parsed { CalendarDate.parse($0, count: $1) }
    }

    public mutating func timeOfDay() throws(JSONFault) -> TimeOfDay {
        try parsed { TimeOfDay.parse($0, count: $1) }
    }

    public mutating func duration() throws(JSONFault) -> ISODuration {
        try parsed { ISODuration.parse($0, count: $1) }
    }

    @inlinable @inline(__always)
    mutating func parsed<Value>(
        _ parse: (UnsafePointer<UInt8>, Int) -> Value?
    ) throws(JSONFault) -> Value {
        let slice = try text()
        if !slice.hasEscapes {
            guard let value = parse(start + slice.offset, slice.count) else { throw violation(at: slice.offset) }
            return value
        }
        var text = string(slice)
        let value = text.withUTF8 { bytes in bytes.baseAddress.flatMap { parse($0, bytes.count) } }
        guard let value else { throw violation(at: slice.offset) }
        return value
    }
}

// MARK: What the rules look at

extension JSONCursor {
    /// Runs `body` over the string's text, unescaped where it has to be.
    @inlinable
    public func withText<Result>(
        _ slice: TextSlice,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        if !slice.hasEscapes {
            return body(UnsafeBufferPointer(start: start + slice.offset, count: slice.count))
        }
        let text = start + slice.offset
        return withUnsafeTemporaryAllocation(byteCount: slice.count + Self.padding, alignment: 1) { room in
            let out = room.bindMemory(to: UInt8.self)
            let count = unescapeInVectors(text, slice.count, into: out)
            return body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(out).prefix(count)))
        }
    }

    @inlinable
    func hasLength(_ slice: TextSlice, _ min: Int, _ max: Int) -> Bool {
        // A code point takes one to four bytes, and two to twelve where it is written as an escape: most strings need
        // no count.
        if slice.count <= max {
            if slice.isASCII, !slice.hasEscapes { return slice.count >= min }
            if slice.count >= min &* 12 { return true }
        }
        let length = withText(slice) { codePointCount($0) }
        return length >= min && length <= max
    }
}

/// How many Unicode code points there are in valid UTF-8, which is what `minLength` and `maxLength` count.
public func codePointCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
}

/// Whether every byte is one of 0-9 and a-f.
@inlinable
public func isLowerHex(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.baseAddress else { return true }
    return cjson_is_lower_hex(first, text.count)
}
