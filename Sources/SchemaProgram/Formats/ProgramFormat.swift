import JSONCore

/// What decides a format: JSONCore for all that drafts define but `regex`. The content of strings, where it is an
/// assertion, is decided in the same place.
package enum ProgramFormat: Sendable {
    case string(StringFormat)
    case regex
    case base64
    case json
    case jsonInBase64

    /// For the value of the keyword `format`; nil for a name that no draft defines: any text is right then.
    package init?(formatKeyword name: String) {
        if name == "regex" {
            self = .regex
        } else if let format = StringFormat(rawValue: name) {
            self = .string(format)
        } else {
            return nil
        }
    }

    /// For a name in a program.
    init?(name: String) {
        switch name {
        case Self.base64.name: self = .base64
        case Self.json.name: self = .json
        case Self.jsonInBase64.name: self = .jsonInBase64
        default: self.init(formatKeyword: name)
        }
    }

    /// As programs and messages call it. No format's name has a space.
    package var name: String {
        switch self {
        case .string(let format): format.rawValue
        case .regex: "regex"
        case .base64: "base64 content"
        case .json: "application/json content"
        case .jsonInBase64: "application/json in base64"
        }
    }

    @inline(__always)
    package func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .string(let format): format.accepts(text)
        case .regex: isRegularExpression(text)
        case .base64, .json, .jsonInBase64: acceptsContent(text)
        }
    }

    @inline(never)
    private func acceptsContent(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if case .json = self { return isJSON(text) }
        guard let content = base64Content(text) else { return false }
        if case .base64 = self { return true }
        return content.withUnsafeBufferPointer(isJSON)
    }
}

/// Whether a text is JSON by the grammar, which allows a name to stand twice.
private func isJSON(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var tape = JSONTape()
    do {
        try tape.read(tape.padded(text), count: text.count, duplicateNames: .lastCounts)
        return true
    } catch {
        return false
    }
}
