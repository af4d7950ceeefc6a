public import CJSONScan

/// The memory of an object's values or places: so many bytes for each field, by its index.
struct FieldRoom {
    let base: UnsafeMutableRawPointer
    let stride: Int

    @inline(__always)
    subscript(_ index: Int) -> UnsafeMutableRawPointer { base + index &* stride }
}

/// What an object's values are kept in until it was read: one of the structs below. Nothing else may be one, because the
/// loop writes to its memory, a `FieldValue` for each field.
public protocol FieldValueRoom {}

// Room for the values of an object's fields, by their index. Structs of so many, because they lie on the stack and need no
// count; an object takes the smallest that is large enough.
//
// All bits are zero at first, and made so in one piece: a store for each field would be code in each type that has one.

@frozen
public struct FieldValues4: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros64(), to: Self.self) }
}

@frozen
public struct FieldValues8: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros128(), to: Self.self) }
}

@frozen
public struct FieldValues12: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue
    public var s8: FieldValue, s9: FieldValue, s10: FieldValue, s11: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros192(), to: Self.self) }
}

@frozen
public struct FieldValues16: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue
    public var s8: FieldValue, s9: FieldValue, s10: FieldValue, s11: FieldValue
    public var s12: FieldValue, s13: FieldValue, s14: FieldValue, s15: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros256(), to: Self.self) }
}

@frozen
public struct FieldValues24: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue
    public var s8: FieldValue, s9: FieldValue, s10: FieldValue, s11: FieldValue
    public var s12: FieldValue, s13: FieldValue, s14: FieldValue, s15: FieldValue
    public var s16: FieldValue, s17: FieldValue, s18: FieldValue, s19: FieldValue
    public var s20: FieldValue, s21: FieldValue, s22: FieldValue, s23: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros384(), to: Self.self) }
}

@frozen
public struct FieldValues32: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue
    public var s8: FieldValue, s9: FieldValue, s10: FieldValue, s11: FieldValue
    public var s12: FieldValue, s13: FieldValue, s14: FieldValue, s15: FieldValue
    public var s16: FieldValue, s17: FieldValue, s18: FieldValue, s19: FieldValue
    public var s20: FieldValue, s21: FieldValue, s22: FieldValue, s23: FieldValue
    public var s24: FieldValue, s25: FieldValue, s26: FieldValue, s27: FieldValue
    public var s28: FieldValue, s29: FieldValue, s30: FieldValue, s31: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros512(), to: Self.self) }
}

@frozen
public struct FieldValues64: FieldValueRoom, Sendable {
    public var s0: FieldValue, s1: FieldValue, s2: FieldValue, s3: FieldValue
    public var s4: FieldValue, s5: FieldValue, s6: FieldValue, s7: FieldValue
    public var s8: FieldValue, s9: FieldValue, s10: FieldValue, s11: FieldValue
    public var s12: FieldValue, s13: FieldValue, s14: FieldValue, s15: FieldValue
    public var s16: FieldValue, s17: FieldValue, s18: FieldValue, s19: FieldValue
    public var s20: FieldValue, s21: FieldValue, s22: FieldValue, s23: FieldValue
    public var s24: FieldValue, s25: FieldValue, s26: FieldValue, s27: FieldValue
    public var s28: FieldValue, s29: FieldValue, s30: FieldValue, s31: FieldValue
    public var s32: FieldValue, s33: FieldValue, s34: FieldValue, s35: FieldValue
    public var s36: FieldValue, s37: FieldValue, s38: FieldValue, s39: FieldValue
    public var s40: FieldValue, s41: FieldValue, s42: FieldValue, s43: FieldValue
    public var s44: FieldValue, s45: FieldValue, s46: FieldValue, s47: FieldValue
    public var s48: FieldValue, s49: FieldValue, s50: FieldValue, s51: FieldValue
    public var s52: FieldValue, s53: FieldValue, s54: FieldValue, s55: FieldValue
    public var s56: FieldValue, s57: FieldValue, s58: FieldValue, s59: FieldValue
    public var s60: FieldValue, s61: FieldValue, s62: FieldValue, s63: FieldValue

    @inlinable @inline(__always)
    public init() { self = unsafeBitCast(cjson_zeros1024(), to: Self.self) }
}
