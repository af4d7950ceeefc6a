import SchemaDocuments

extension JSONTypes {
    /// The types that are decided one after another.
    static let kinds: [JSONTypes] = [.null, .boolean, .number, .string, .array, .object]

    /// In the words of the schema language, with `fraction` for numbers that are no integers.
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
        if isEmpty { return "nothing" }
        return self == .all ? "anything" : names.joined(separator: " or ")
    }
}
