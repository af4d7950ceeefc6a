import JSONCore

/// A set of JSON's types; `number` is the integers and the others together.
struct JSONTypes: OptionSet, Hashable, Sendable {
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

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(named name: String) {
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

    /// The types that a reader can tell by the first byte, each on its own; numbers are one.
    var classes: [JSONTypes] {
        [.string, .number, .boolean, .array, .object].map { intersection($0) }.filter { !$0.isEmpty }
    }

    func isDisjointByFirstByte(with other: JSONTypes) -> Bool {
        if !isDisjoint(with: other) { return false }
        return isDisjoint(with: .number) || other.isDisjoint(with: .number)
    }
}
