import JSONCore

extension JSONValue {
    /// On one line, as it would be written into a log.
    var compactText: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
