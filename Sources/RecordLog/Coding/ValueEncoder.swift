import JSONCore

/// The place of one value in the text, as an `Encoder`.
final class ValueEncoder: Encoder {
    let shared: SharedEncoding
    private let part: TextPart
    let path: CodingPath?
    /// The container that the value turned out to be: asked for again, it goes on.
    @exclusivity(unchecked) private var container: TextPart?
    @exclusivity(unchecked) private var isArray = false
    @exclusivity(unchecked) private var isWritten = false

    init(shared: SharedEncoding, part: TextPart, path: CodingPath?) {
        self.shared = shared
        self.part = part
        self.path = path
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { shared.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(MemberEncoding<Key>(shared: shared, part: opened(isArray: false), path: path))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ElementEncoding(shared: shared, part: opened(isArray: true), path: path)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        self
    }

    private func opened(isArray: Bool) -> TextPart {
        if let container, self.isArray == isArray { return container }
        let opened = isArray ? TextPart.array() : TextPart.object()
        // A second kind of container, or one after a value, is the type's mistake, and what came first stays.
        if !isWritten { part.grow(opened) }
        (container, self.isArray, isWritten) = (opened, isArray, true)
        return opened
    }

    /// Writes the value; one that writes nothing is an empty object.
    func encode<Value: Encodable>(_ value: Value) throws {
        if !isWritten, part.writer.foundationValue(value) {
            isWritten = true
            return
        }
        try value.encode(to: self)
        if !isWritten { part.writer.raw("{}") }
    }

    /// Writes a generated type by its own writer.
    func record<Record: JSONRecord>(_ value: Record) throws {
        guard claim() else { return }
        do throws(RecordViolation) {
            try value.write(to: &part.writer)
        } catch {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(codingPath: codingPath, debugDescription: "\(error)", underlyingError: error)
            )
        }
    }

    /// Whether this value may be written here: there is room for one.
    private func claim() -> Bool {
        defer { isWritten = true }
        return !isWritten
    }
}

extension TextPart {
    static func object() -> TextPart { TextPart(opening: UInt8(ascii: "{"), closing: UInt8(ascii: "}")) }
    static func array() -> TextPart { TextPart(opening: UInt8(ascii: "["), closing: UInt8(ascii: "]")) }
}

extension ValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { if claim() { part.writer.null() } }
    func encode(_ value: Bool) { if claim() { part.writer.bool(value) } }
    func encode(_ value: String) { if claim() { part.writer.string(value) } }
    func encode(_ value: Double) throws { if claim() { try part.writer.finite(value, at: path) } }
    func encode(_ value: Float) throws { if claim() { try part.writer.finite(value, at: path) } }
    func encode(_ value: Int) { if claim() { part.writer.whole(value) } }
    func encode(_ value: Int8) { if claim() { part.writer.whole(value) } }
    func encode(_ value: Int16) { if claim() { part.writer.whole(value) } }
    func encode(_ value: Int32) { if claim() { part.writer.whole(value) } }
    func encode(_ value: Int64) { if claim() { part.writer.whole(value) } }
    func encode(_ value: UInt) { if claim() { part.writer.whole(value) } }
    func encode(_ value: UInt8) { if claim() { part.writer.whole(value) } }
    func encode(_ value: UInt16) { if claim() { part.writer.whole(value) } }
    func encode(_ value: UInt32) { if claim() { part.writer.whole(value) } }
    func encode(_ value: UInt64) { if claim() { part.writer.whole(value) } }
}

extension JSONWriter {
    @inline(__always)
    mutating func whole<Value: FixedWidthInteger>(_ value: Value) {
        if let small = Int64(exactly: value) {
            integer(small)
        } else {
            number(JSONNumber(UInt64(truncatingIfNeeded: value)))
        }
    }

    mutating func finite(_ value: Double, at path: @autoclosure () -> CodingPath?) throws {
        guard value.isFinite else { throw notFinite(value, path()) }
        double(value)
    }

    /// A Float in its own shortest digits: those of the Double would be many more.
    mutating func finite(_ value: Float, at path: @autoclosure () -> CodingPath?) throws {
        guard value.isFinite else { throw notFinite(value, path()) }
        guard let number = JSONNumber(text: "\(value)") else { return double(Double(value)) }
        self.number(number)
    }
}

private func notFinite(_ value: Any, _ path: CodingPath?) -> EncodingError {
    .invalidValue(
        value,
        EncodingError.Context(codingPath: path.keys, debugDescription: "JSON has no number for \(value)")
    )
}
