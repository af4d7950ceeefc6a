/// Collects the members that an object's schema names, in its order.
///
/// A call for each, because code that makes a list of them would be three times as much, and is part of every type.
public struct FieldRules {
    var rules: [FieldRule] = []

    @usableFromInline @inline(never)
    mutating func add(
        _ name: StaticString,
        _ kind: FieldRule.Kind,
        _ isRequired: Bool,
        _ isNullable: Bool,
        least: Int64 = 0,
        most: Int64 = 0
    ) {
        rules.append(FieldRule(name, kind, isRequired, isNullable, least: least, most: most))
    }
}

extension FieldRules {
    /// A value that generated code reads, null included.
    @inlinable @inline(__always)
    public mutating func other(_ name: StaticString, required: Bool = true) {
        add(name, .other, required, false)
    }

    /// The one text that may stand there.
    @inlinable @inline(__always)
    public mutating func constant(_ name: StaticString, _ text: StaticString, required: Bool = true) {
        add(
            name,
            .constant,
            required,
            false,
            least: Int64(Int(bitPattern: text.utf8Start)),
            most: Int64(text.utf8CodeUnitCount)
        )
    }

    @inlinable @inline(__always)
    public mutating func timestamp(_ name: StaticString, required: Bool = true, nullable: Bool = false) {
        add(name, .timestamp, required, nullable)
    }

    @inlinable @inline(__always)
    public mutating func uuid(_ name: StaticString, required: Bool = true, nullable: Bool = false) {
        add(name, .uuid, required, nullable)
    }

    @inlinable @inline(__always)
    public mutating func integer(
        _ name: StaticString,
        min: Int64 = .min,
        max: Int64 = .max,
        required: Bool = true,
        nullable: Bool = false
    ) {
        add(name, .integer, required, nullable, least: min, most: max)
    }

    @inlinable @inline(__always)
    public mutating func text(_ name: StaticString, required: Bool = true, nullable: Bool = false) {
        add(name, .text, required, nullable, most: .max)
    }

    @inlinable @inline(__always)
    public mutating func text(
        _ name: StaticString,
        min: Int64,
        max: Int64,
        required: Bool = true,
        nullable: Bool = false
    ) {
        add(name, .boundedText, required, nullable, least: min, most: max)
    }

    @inlinable @inline(__always)
    public mutating func text(
        _ name: StaticString,
        lowerHex count: Int64,
        required: Bool = true,
        nullable: Bool = false
    ) {
        add(name, .lowerHex, required, nullable, least: count)
    }

    @inlinable @inline(__always)
    public mutating func bool(_ name: StaticString, required: Bool = true, nullable: Bool = false) {
        add(name, .bool, required, nullable)
    }

    @inlinable @inline(__always)
    public mutating func number(_ name: StaticString, required: Bool = true, nullable: Bool = false) {
        add(name, .number, required, nullable)
    }
}
