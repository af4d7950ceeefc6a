package import JSONCore

/// A set of the types that a value can have; integers and other numbers are apart, so that `number` is both.
package struct JSONTypes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    @inlinable
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    @inlinable package static var null: JSONTypes { JSONTypes(rawValue: 1) }
    @inlinable package static var boolean: JSONTypes { JSONTypes(rawValue: 2) }
    @inlinable package static var integer: JSONTypes { JSONTypes(rawValue: 4) }
    @inlinable package static var fraction: JSONTypes { JSONTypes(rawValue: 8) }
    @inlinable package static var string: JSONTypes { JSONTypes(rawValue: 16) }
    @inlinable package static var array: JSONTypes { JSONTypes(rawValue: 32) }
    @inlinable package static var object: JSONTypes { JSONTypes(rawValue: 64) }
    @inlinable package static var number: JSONTypes { [.integer, .fraction] }
    @inlinable package static var all: JSONTypes { JSONTypes(rawValue: 127) }
}

extension JSONTypes {
    /// By the name that `type` has for it; nothing for an unknown one.
    package init(named name: String) {
        switch name {
        case "null": self = .null
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = .number
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        default: self = []
        }
    }

    package init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .number(let number): self = number.isInteger ? .integer : .fraction
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }
}
