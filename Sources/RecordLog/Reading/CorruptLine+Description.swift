extension CorruptLine.Reason: CustomStringConvertible {
    /// What a person is told.
    public var description: String {
        switch self {
        case .notJSON(let offset, let message): "is not JSON: \(message), at byte \(offset) of the line"
        case .notAnObject: "is JSON, but no object"
        case .missing(let field): "has no \(field)"
        case .tooDeep(let offset): "is nested deeper than a line may be, at byte \(offset) of the line"
        case .tooLong: "is longer than a line may be"
        }
    }
}
