/// One member that an object's schema names, and what holds for its value, as generated code writes it down.
///
/// Small, because the code that makes a list of them is part of every type.
@frozen
public struct FieldRule: @unchecked Sendable {
    /// How the value is read.
    @frozen @usableFromInline
    enum Kind: UInt8, Sendable {
        /// By generated code.
        case other
        case constant
        case timestamp
        case uuid
        case integer
        case text
        /// A text whose length has bounds.
        case boundedText
        /// A text of a certain number of lower-case hexadecimal digits.
        case lowerHex
        case bool
        case number
    }

    /// The name's text, which is part of the program.
    @usableFromInline let text: UnsafePointer<UInt8>
    @usableFromInline let count: UInt32
    @usableFromInline let kind: Kind
    @usableFromInline let isRequired: Bool
    @usableFromInline let isNullable: Bool
    /// Bounds of a number or of a text's length; for digits, how many; for a constant, its text and how long that is.
    @usableFromInline let least: Int64
    @usableFromInline let most: Int64

    @inlinable @inline(__always)
    init(
        _ name: StaticString,
        _ kind: Kind,
        _ isRequired: Bool,
        _ isNullable: Bool,
        least: Int64 = 0,
        most: Int64 = 0
    ) {
        text = name.utf8Start
        count = UInt32(truncatingIfNeeded: name.utf8CodeUnitCount)
        self.kind = kind
        self.isRequired = isRequired
        self.isNullable = isNullable
        self.least = least
        self.most = most
    }

    var name: String { String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self) }

    /// The text of a constant, as it is without quotes and escapes.
    var constant: UnsafeBufferPointer<UInt8> {
        guard kind == .constant else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(
            start: UnsafePointer(bitPattern: Int(truncatingIfNeeded: least)),
            count: Int(truncatingIfNeeded: most)
        )
    }
}

extension FieldRule {
    /// A value that generated code reads, null included.
    @inlinable @inline(__always)
    public static func other(_ name: StaticString, required: Bool = true) -> Self {
        Self(name, .other, required, false)
    }

    /// The one text that may stand there.
    @inlinable @inline(__always)
    public static func constant(_ name: StaticString, _ text: StaticString, required: Bool = true) -> Self {
        Self(
            name,
            .constant,
            required,
            false,
            least: Int64(Int(bitPattern: text.utf8Start)),
            most: Int64(text.utf8CodeUnitCount)
        )
    }

    @inlinable @inline(__always)
    public static func timestamp(_ name: StaticString, required: Bool = true, nullable: Bool = false) -> Self {
        Self(name, .timestamp, required, nullable)
    }

    @inlinable @inline(__always)
    public static func uuid(_ name: StaticString, required: Bool = true, nullable: Bool = false) -> Self {
        Self(name, .uuid, required, nullable)
    }

    @inlinable @inline(__always)
    public static func integer(
        _ name: StaticString,
        min: Int64 = .min,
        max: Int64 = .max,
        required: Bool = true,
        nullable: Bool = false
    ) -> Self {
        Self(name, .integer, required, nullable, least: min, most: max)
    }

    @inlinable @inline(__always)
    public static func text(_ name: StaticString, required: Bool = true, nullable: Bool = false) -> Self {
        Self(name, .text, required, nullable, most: .max)
    }

    @inlinable @inline(__always)
    public static func text(
        _ name: StaticString,
        min: Int64,
        max: Int64,
        required: Bool = true,
        nullable: Bool = false
    ) -> Self {
        Self(name, .boundedText, required, nullable, least: min, most: max)
    }

    @inlinable @inline(__always)
    public static func text(
        _ name: StaticString,
        lowerHex count: Int64,
        required: Bool = true,
        nullable: Bool = false
    ) -> Self {
        Self(name, .lowerHex, required, nullable, least: count)
    }

    @inlinable @inline(__always)
    public static func bool(_ name: StaticString, required: Bool = true, nullable: Bool = false) -> Self {
        Self(name, .bool, required, nullable)
    }

    @inlinable @inline(__always)
    public static func number(_ name: StaticString, required: Bool = true, nullable: Bool = false) -> Self {
        Self(name, .number, required, nullable)
    }
}
