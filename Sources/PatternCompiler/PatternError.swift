/// Why a pattern was refused.
public struct PatternError: Error, Sendable, Hashable {
    /// Byte offset into the pattern's UTF-8 text.
    public let offset: Int
    /// What was seen there and what to do about it.
    public let message: String

    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

extension PatternError: CustomStringConvertible {
    public var description: String { "pattern offset \(offset): \(message)" }
}
