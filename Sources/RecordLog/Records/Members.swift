public import JSONCore

/// Values under free names, in the order in which they were written.
///
/// Not a dictionary, because Swift's holds two spellings of "é" to be one key, and JSON holds them to be two.
public struct Members<Value> {
    public private(set) var names: [String] = []
    public private(set) var values: [Value] = []

    @inlinable
    public init() {}

    public var count: Int { names.count }
    public var isEmpty: Bool { names.isEmpty }

    /// Linear in the number of members.
    public subscript(name: String) -> Value? {
        get { names.firstIndex { sameBytes($0, name) }.map { values[$0] } }
        set {
            let place = names.firstIndex { sameBytes($0, name) }
            switch (place, newValue) {
            case (let place?, let value?): values[place] = value
            case (let place?, nil):
                names.remove(at: place)
                values.remove(at: place)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// For readers that have checked that the name is new.
    public mutating func append(_ name: String, _ value: Value) {
        names.append(name)
        values.append(value)
    }
}

extension Members {
    /// The same names with other values.
    public func mapValues<Other, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Other
    ) throws(Failure) -> Members<Other> {
        var others = Members<Other>()
        for (name, value) in zip(names, values) { others.append(name, try transform(value)) }
        return others
    }

    /// Takes the member whose name the cursor did not know; the cursor stands at its value.
    public mutating func keep(
        _ c: inout JSONCursor,
        _ seen: inout OtherNames,
        names pattern: Pattern? = nil,
        _ value: (inout JSONCursor) throws(JSONFault) -> Value
    ) throws(JSONFault) {
        let name = try c.otherName(&seen, names: pattern)
        append(name, try value(&c))
    }
}

/// The names that stood in an object besides the declared ones; none may stand there twice.
public struct OtherNames {
    fileprivate var names: Set<ByteKey> = []

    public init() {}
}

extension JSONCursor {
    /// The name of the member whose value stands here and that is not a declared one.
    @usableFromInline
    func otherName(_ seen: inout OtherNames, names pattern: Pattern?) throws(JSONFault) -> String {
        var probe = moved(to: memberStart)
        let slice = try probe.memberName()
        if let pattern, !withText(slice, { pattern.matches($0) }) { throw violation(at: slice.offset) }
        let name = string(slice)
        guard seen.names.insert(ByteKey(name)).inserted else { throw JSONFault(.duplicateKey, at: slice.offset) }
        return name
    }
}

extension Members: Sequence {
    public func makeIterator() -> Zip2Sequence<[String], [Value]>.Iterator {
        zip(names, values).makeIterator()
    }
}

extension Members: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension Members: Sendable where Value: Sendable {}

extension Members: Equatable where Value: Equatable {
    /// Whatever the order, as JSON objects compare.
    public static func == (left: Members, right: Members) -> Bool {
        guard left.count == right.count else { return false }
        var places: [ByteKey: Value] = [:]
        for (name, value) in right { places[ByteKey(name)] = value }
        return left.allSatisfy { places[ByteKey($0.0)] == $0.1 }
    }
}

extension Members: Hashable where Value: Hashable {
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (name, value) in self {
            var one = Hasher()
            one.combine(ByteKey(name))
            one.combine(value)
            sum ^= one.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONCursor {
    /// Takes an object of free names; the same name twice is a fault.
    public mutating func members<Value>(
        min: Int = 0,
        max: Int = .max,
        names pattern: Pattern? = nil,
        _ value: (inout JSONCursor) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Members<Value> {
        let place = offset
        var members = Members<Value>()
        var seen: Set<ByteKey> = []
        if try beginObject() {
            repeat {
                let nameOffset = offset
                let slice = try memberName()
                if let pattern, !withText(slice, { pattern.matches($0) }) { throw violation(at: nameOffset) }
                let name = string(slice)
                guard seen.insert(ByteKey(name)).inserted else { throw JSONFault(.duplicateKey, at: nameOffset) }
                members.append(name, try value(&self))
            } while try nextMember()
        }
        guard members.count >= min, members.count <= max else { throw violation(at: place) }
        return members
    }
}

extension JSONWriter {
    /// The members of an object that has declared fields as well, whose names are not free for others.
    public mutating func others<Value>(
        _ members: Members<Value>,
        besides declared: NameTable,
        names pattern: Pattern? = nil,
        _ field: StaticString,
        _ write: (Value, inout JSONWriter) throws(RecordViolation) -> Void
    ) throws(RecordViolation) {
        for (name, value) in members {
            guard declared.index(of: name) < 0 else { throw violation(field, "names besides the declared ones") }
            var name = name
            if let pattern, !name.withUTF8({ pattern.matches($0) }) { throw violation(field, "its names' pattern") }
            separate()
            string(name)
            byte(UInt8(ascii: ":"))
            try write(value, &self)
        }
    }

    public mutating func members<Value>(
        _ members: Members<Value>,
        min: Int = 0,
        max: Int = .max,
        names pattern: Pattern? = nil,
        _ field: StaticString,
        _ write: (Value, inout JSONWriter) throws(RecordViolation) -> Void
    ) throws(RecordViolation) {
        guard members.count >= min else { throw violation(field, "minProperties \(min)") }
        guard members.count <= max else { throw violation(field, "maxProperties \(max)") }
        byte(UInt8(ascii: "{"))
        for (name, value) in members {
            var name = name
            if let pattern, !name.withUTF8({ pattern.matches($0) }) { throw violation(field, "its names' pattern") }
            separate()
            string(name)
            byte(UInt8(ascii: ":"))
            try write(value, &self)
        }
        byte(UInt8(ascii: "}"))
    }
}
