import SchemaDocuments

extension JSONTypes {
    /// The types that a reader can tell by the first byte, each on its own; numbers are one.
    var classes: [JSONTypes] {
        [.string, .number, .boolean, .array, .object].map { intersection($0) }.filter { !$0.isEmpty }
    }

    func isDisjointByFirstByte(with other: JSONTypes) -> Bool {
        if !isDisjoint(with: other) { return false }
        return isDisjoint(with: .number) || other.isDisjoint(with: .number)
    }
}
