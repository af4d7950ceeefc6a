import JSONCore

/// A set of the types that a value can have; integers and other numbers are apart, so that `number` is both.
struct JSONTypes: OptionSet, Hashable {
    let rawValue: UInt8

    static let null = JSONTypes(rawValue: 1)
    static let boolean = JSONTypes(rawValue: 2)
    static let integer = JSONTypes(rawValue: 4)
    static let fraction = JSONTypes(rawValue: 8)
    static let string = JSONTypes(rawValue: 16)
    static let array = JSONTypes(rawValue: 32)
    static let object = JSONTypes(rawValue: 64)
    static let number: JSONTypes = [.integer, .fraction]
    static let all = JSONTypes(rawValue: 127)

    /// The types that are decided one after another.
    static let kinds: [JSONTypes] = [.null, .boolean, .number, .string, .array, .object]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Nothing for an unknown name.
    init(name: String) {
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

    init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .number(let number): self = number.isInteger ? .integer : .fraction
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }

    /// In the words of the schema language.
    var names: [String] {
        var names: [String] = []
        if contains(.null) { names.append("null") }
        if contains(.boolean) { names.append("boolean") }
        if contains(.number) {
            names.append("number")
        } else if contains(.integer) {
            names.append("integer")
        } else if contains(.fraction) {
            names.append("fraction")
        }
        if contains(.string) { names.append("string") }
        if contains(.array) { names.append("array") }
        if contains(.object) { names.append("object") }
        return names
    }

    var description: String {
        self == .all ? "anything" : names.joined(separator: " or ")
    }
}
