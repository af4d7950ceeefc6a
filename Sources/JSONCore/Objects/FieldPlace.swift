/// Where the value of a member begins in its line, for values that are read when they are asked for; a small integer itself.
@frozen
public struct FieldPlace: Sendable {
    /// 0 where there is no such member, since no member begins there; all ones for null.
    public let offset: UInt32

    @inlinable @inline(__always)
    public init(offset: UInt32) {
        self.offset = offset
    }

    @inlinable @inline(__always)
    public init(_ place: TextPlace) {
        offset = place.offset
    }

    @inlinable
    public var isValue: Bool { offset != 0 && offset != .max }
    @inlinable
    public var isNull: Bool { offset == .max }

    /// An integer that is kept as it is instead of its place; see `TextPlace`.
    @inlinable
    public var heldInteger: Int? {
        offset & 1 << 31 != 0 && !isNull ? Int(offset & (1 << 31 - 1)) : nil
    }

    @inlinable
    public static var absent: FieldPlace { FieldPlace(offset: 0) }
    @inlinable
    public static var null: FieldPlace { FieldPlace(offset: .max) }
}
