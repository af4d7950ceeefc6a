extension JSONNumber {
    /// By value: `1.0`, `1e3` and `10e-1` are integers.
    public var isInteger: Bool {
        if case .integer = storage { return true }
        return value.isInteger
    }

    /// The value where it is an integer that fits, whatever its spelling: `1.0` is 1.
    public var int64: Int64? {
        if case .integer(let value) = storage { return value }
        let value = value
        guard let magnitude = value.integerMagnitude else { return nil }
        if !value.negative { return Int64(exactly: magnitude) }
        return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 }
    }

    /// The value where it is an integer that fits, whatever its spelling.
    public var uint64: UInt64? {
        if case .integer(let value) = storage { return UInt64(exactly: value) }
        let value = value
        return value.negative ? nil : value.integerMagnitude
    }
}

extension JSONNumber: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        if case .integer(let x) = a.storage, case .integer(let y) = b.storage { return x == y }
        return a.value == b.value
    }

    public func hash(into hasher: inout Hasher) {
        // Integers hash as such, without a normal form: they are nearly all numbers, and every equal spelling
        // has the same `int64`.
        if let integer = int64 { hasher.combine(integer) } else { hasher.combine(value) }
    }
}

extension JSONNumber: Comparable {
    public static func < (a: Self, b: Self) -> Bool {
        if case .integer(let x) = a.storage, case .integer(let y) = b.storage { return x < y }
        return a.value < b.value
    }
}
