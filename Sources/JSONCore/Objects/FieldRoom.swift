// Room for what is read of an object's fields, by their index: values for a record, places for a view. Structs of so
// many, because they lie on the stack and need no count; an object takes the smallest that is large enough.

@frozen
public struct FieldValues8: Sendable {
    public var s0 = FieldValue(), s1 = FieldValue(), s2 = FieldValue(), s3 = FieldValue()
    public var s4 = FieldValue(), s5 = FieldValue(), s6 = FieldValue(), s7 = FieldValue()

    @inlinable @inline(__always)
    public init() {}
}

@frozen
public struct FieldValues16: Sendable {
    public var s0 = FieldValue(), s1 = FieldValue(), s2 = FieldValue(), s3 = FieldValue()
    public var s4 = FieldValue(), s5 = FieldValue(), s6 = FieldValue(), s7 = FieldValue()
    public var s8 = FieldValue(), s9 = FieldValue(), s10 = FieldValue(), s11 = FieldValue()
    public var s12 = FieldValue(), s13 = FieldValue(), s14 = FieldValue(), s15 = FieldValue()

    @inlinable @inline(__always)
    public init() {}
}

@frozen
public struct FieldValues32: Sendable {
    public var s0 = FieldValue(), s1 = FieldValue(), s2 = FieldValue(), s3 = FieldValue()
    public var s4 = FieldValue(), s5 = FieldValue(), s6 = FieldValue(), s7 = FieldValue()
    public var s8 = FieldValue(), s9 = FieldValue(), s10 = FieldValue(), s11 = FieldValue()
    public var s12 = FieldValue(), s13 = FieldValue(), s14 = FieldValue(), s15 = FieldValue()
    public var s16 = FieldValue(), s17 = FieldValue(), s18 = FieldValue(), s19 = FieldValue()
    public var s20 = FieldValue(), s21 = FieldValue(), s22 = FieldValue(), s23 = FieldValue()
    public var s24 = FieldValue(), s25 = FieldValue(), s26 = FieldValue(), s27 = FieldValue()
    public var s28 = FieldValue(), s29 = FieldValue(), s30 = FieldValue(), s31 = FieldValue()

    @inline(never)
    public init() {}
}

@frozen
public struct FieldValues64: Sendable {
    public var s0 = FieldValue(), s1 = FieldValue(), s2 = FieldValue(), s3 = FieldValue()
    public var s4 = FieldValue(), s5 = FieldValue(), s6 = FieldValue(), s7 = FieldValue()
    public var s8 = FieldValue(), s9 = FieldValue(), s10 = FieldValue(), s11 = FieldValue()
    public var s12 = FieldValue(), s13 = FieldValue(), s14 = FieldValue(), s15 = FieldValue()
    public var s16 = FieldValue(), s17 = FieldValue(), s18 = FieldValue(), s19 = FieldValue()
    public var s20 = FieldValue(), s21 = FieldValue(), s22 = FieldValue(), s23 = FieldValue()
    public var s24 = FieldValue(), s25 = FieldValue(), s26 = FieldValue(), s27 = FieldValue()
    public var s28 = FieldValue(), s29 = FieldValue(), s30 = FieldValue(), s31 = FieldValue()
    public var s32 = FieldValue(), s33 = FieldValue(), s34 = FieldValue(), s35 = FieldValue()
    public var s36 = FieldValue(), s37 = FieldValue(), s38 = FieldValue(), s39 = FieldValue()
    public var s40 = FieldValue(), s41 = FieldValue(), s42 = FieldValue(), s43 = FieldValue()
    public var s44 = FieldValue(), s45 = FieldValue(), s46 = FieldValue(), s47 = FieldValue()
    public var s48 = FieldValue(), s49 = FieldValue(), s50 = FieldValue(), s51 = FieldValue()
    public var s52 = FieldValue(), s53 = FieldValue(), s54 = FieldValue(), s55 = FieldValue()
    public var s56 = FieldValue(), s57 = FieldValue(), s58 = FieldValue(), s59 = FieldValue()
    public var s60 = FieldValue(), s61 = FieldValue(), s62 = FieldValue(), s63 = FieldValue()

    @inline(never)
    public init() {}
}

@frozen
public struct FieldPlaces8: Sendable {
    public var s0 = TextPlace.absent, s1 = TextPlace.absent, s2 = TextPlace.absent, s3 = TextPlace.absent
    public var s4 = TextPlace.absent, s5 = TextPlace.absent, s6 = TextPlace.absent, s7 = TextPlace.absent

    @inlinable @inline(__always)
    public init() {}
}

@frozen
public struct FieldPlaces16: Sendable {
    public var s0 = TextPlace.absent, s1 = TextPlace.absent, s2 = TextPlace.absent, s3 = TextPlace.absent
    public var s4 = TextPlace.absent, s5 = TextPlace.absent, s6 = TextPlace.absent, s7 = TextPlace.absent
    public var s8 = TextPlace.absent, s9 = TextPlace.absent, s10 = TextPlace.absent, s11 = TextPlace.absent
    public var s12 = TextPlace.absent, s13 = TextPlace.absent, s14 = TextPlace.absent, s15 = TextPlace.absent

    @inlinable @inline(__always)
    public init() {}
}

@frozen
public struct FieldPlaces32: Sendable {
    public var s0 = TextPlace.absent, s1 = TextPlace.absent, s2 = TextPlace.absent, s3 = TextPlace.absent
    public var s4 = TextPlace.absent, s5 = TextPlace.absent, s6 = TextPlace.absent, s7 = TextPlace.absent
    public var s8 = TextPlace.absent, s9 = TextPlace.absent, s10 = TextPlace.absent, s11 = TextPlace.absent
    public var s12 = TextPlace.absent, s13 = TextPlace.absent, s14 = TextPlace.absent, s15 = TextPlace.absent
    public var s16 = TextPlace.absent, s17 = TextPlace.absent, s18 = TextPlace.absent, s19 = TextPlace.absent
    public var s20 = TextPlace.absent, s21 = TextPlace.absent, s22 = TextPlace.absent, s23 = TextPlace.absent
    public var s24 = TextPlace.absent, s25 = TextPlace.absent, s26 = TextPlace.absent, s27 = TextPlace.absent
    public var s28 = TextPlace.absent, s29 = TextPlace.absent, s30 = TextPlace.absent, s31 = TextPlace.absent

    @inline(never)
    public init() {}
}

@frozen
public struct FieldPlaces64: Sendable {
    public var s0 = TextPlace.absent, s1 = TextPlace.absent, s2 = TextPlace.absent, s3 = TextPlace.absent
    public var s4 = TextPlace.absent, s5 = TextPlace.absent, s6 = TextPlace.absent, s7 = TextPlace.absent
    public var s8 = TextPlace.absent, s9 = TextPlace.absent, s10 = TextPlace.absent, s11 = TextPlace.absent
    public var s12 = TextPlace.absent, s13 = TextPlace.absent, s14 = TextPlace.absent, s15 = TextPlace.absent
    public var s16 = TextPlace.absent, s17 = TextPlace.absent, s18 = TextPlace.absent, s19 = TextPlace.absent
    public var s20 = TextPlace.absent, s21 = TextPlace.absent, s22 = TextPlace.absent, s23 = TextPlace.absent
    public var s24 = TextPlace.absent, s25 = TextPlace.absent, s26 = TextPlace.absent, s27 = TextPlace.absent
    public var s28 = TextPlace.absent, s29 = TextPlace.absent, s30 = TextPlace.absent, s31 = TextPlace.absent
    public var s32 = TextPlace.absent, s33 = TextPlace.absent, s34 = TextPlace.absent, s35 = TextPlace.absent
    public var s36 = TextPlace.absent, s37 = TextPlace.absent, s38 = TextPlace.absent, s39 = TextPlace.absent
    public var s40 = TextPlace.absent, s41 = TextPlace.absent, s42 = TextPlace.absent, s43 = TextPlace.absent
    public var s44 = TextPlace.absent, s45 = TextPlace.absent, s46 = TextPlace.absent, s47 = TextPlace.absent
    public var s48 = TextPlace.absent, s49 = TextPlace.absent, s50 = TextPlace.absent, s51 = TextPlace.absent
    public var s52 = TextPlace.absent, s53 = TextPlace.absent, s54 = TextPlace.absent, s55 = TextPlace.absent
    public var s56 = TextPlace.absent, s57 = TextPlace.absent, s58 = TextPlace.absent, s59 = TextPlace.absent
    public var s60 = TextPlace.absent, s61 = TextPlace.absent, s62 = TextPlace.absent, s63 = TextPlace.absent

    @inline(never)
    public init() {}
}
