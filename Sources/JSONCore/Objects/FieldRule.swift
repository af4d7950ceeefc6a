/// One member that an object's schema names, and what holds for its value.
@usableFromInline
package struct FieldRule: @unchecked Sendable {
    /// How the value is read.
    @frozen @usableFromInline
    package enum Kind: UInt8, Sendable {
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
    let text: UnsafePointer<UInt8>
    let count: UInt32
    let kind: Kind
    let isRequired: Bool
    let isNullable: Bool
    /// Bounds of a number or of a text's length; for digits, how many; for a constant, its text and how long that is.
    let least: Int64
    let most: Int64

    init(
        _ name: StaticString,
        _ kind: Kind,
        _ isRequired: Bool,
        _ isNullable: Bool,
        least: Int64,
        most: Int64
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
