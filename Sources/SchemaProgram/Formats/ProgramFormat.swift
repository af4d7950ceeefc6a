import JSONCore

/// What decides a format: JSONCore for all but `regex`.
package enum ProgramFormat: Sendable {
    case string(StringFormat)
    case regex

    /// Nil for a name that no draft defines: any text is right then.
    package init?(name: String) {
        if name == "regex" {
            self = .regex
        } else if let format = StringFormat(rawValue: name) {
            self = .string(format)
        } else {
            return nil
        }
    }

    @inline(__always)
    package func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .string(let format): format.accepts(text)
        case .regex: isRegularExpression(text)
        }
    }
}
