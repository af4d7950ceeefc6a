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
        // A second kind of container, or one after a value, is the type's mistake, and what came first stays.
        let opened =
            isWritten
            ? TextPart(isArray: isArray, depth: part.depth) : part.opened(isArray: isArray, shared, path)
        (container, self.isArray, isWritten) = (opened, isArray, true)
        return opened
    }

    /// Writes the value; one that writes nothing is an empty object, and one that fails leaves nothing.
    func encode<Value: Encodable>(_ value: Value) throws {
        if isWritten { return try value.encode(to: self) }
        if try part.writer.foundationValue(value, at: path) {
            isWritten = true
            return
        }
        if part.depth > shared.maximumDepth || shared.tooDeep != nil { throw shared.depthFault(value, at: path) }
        let mark = part.mark
        do {
            try value.encode(to: self)
        } catch {
            part.takeBack(to: mark)
            (container, isWritten) = (nil, false)
            throw error
        }
        if !isWritten {
            part.writer.raw("{}")
            isWritten = true
        }
    }

    /// Writes a generated type by its own writer.
    func record<Record: JSONRecord>(_ value: Record) throws {
        let mark = part.mark
        guard claim() else { return }
        do throws(RecordViolation) {
            try value.write(to: &part.writer)
        } catch {
            part.takeBack(to: mark)
            isWritten = false
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

extension ValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { if claim() { part.writer.null() } }
    func encode(_ value: Bool) { if claim() { part.writer.bool(value) } }
    func encode(_ value: String) { if claim() { part.writer.string(value) } }
    func encode(_ value: Double) throws {
        try checkFinite(value, at: path)
        if claim() { part.writer.double(value) }
    }

    func encode(_ value: Float) throws {
        try checkFinite(value, at: path)
        if claim() { part.writer.float(value) }
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: Int128) { if claim() { part.writer.wide(value) } }
    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: UInt128) { if claim() { part.writer.wide(value) } }
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

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    mutating func wide<Value: FixedWidthInteger>(_ value: Value) {
        raw(Array(String(value).utf8))
    }

    /// In its own shortest digits: those of the Double would be many more.
    mutating func float(_ value: Float) {
        guard let number = JSONNumber(text: "\(value)") else { return double(Double(value)) }
        self.number(number)
    }
}

/// Before anything is written: who catches this goes on behind it.
@inline(__always)
func checkFinite<Value: BinaryFloatingPoint>(_ value: Value, at path: @autoclosure () -> CodingPath?) throws {
    guard value.isFinite else { throw noNumber(value, path()) }
}

func noNumber(_ value: Any, _ path: CodingPath?) -> EncodingError {
    .invalidValue(
        value,
        EncodingError.Context(codingPath: path.keys, debugDescription: "JSON has no number for \(value)")
    )
}
