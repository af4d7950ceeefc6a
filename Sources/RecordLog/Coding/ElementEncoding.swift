import JSONCore

/// The elements of an array that is being written.
struct ElementEncoding: UnkeyedEncodingContainer {
    let shared: SharedEncoding
    let part: TextPart
    let path: CodingPath?

    var codingPath: [any CodingKey] { path.keys }
    /// Held by the part, because a type may ask its encoder for the same array twice.
    var count: Int { part.count }

    private func next() {
        if part.count > 0 { part.writer.byte(UInt8(ascii: ",")) }
        part.count += 1
    }

    private var elementPath: CodingPath { .element(part.count - 1, below: path) }

    func encodeNil() {
        next()
        part.writer.null()
    }

    func encode(_ value: Bool) {
        next()
        part.writer.bool(value)
    }

    func encode(_ value: String) {
        next()
        part.writer.string(value)
    }

    func encode(_ value: Double) throws {
        try checkFinite(value, at: .element(part.count, below: path))
        next()
        part.writer.double(value)
    }

    func encode(_ value: Float) throws {
        try checkFinite(value, at: .element(part.count, below: path))
        next()
        part.writer.float(value)
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: Int128) {
        next()
        part.writer.wide(value)
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: UInt128) {
        next()
        part.writer.wide(value)
    }

    @inline(__always)
    private func whole<Value: FixedWidthInteger>(_ value: Value) {
        next()
        part.writer.whole(value)
    }

    func encode(_ value: Int) { whole(value) }
    func encode(_ value: Int8) { whole(value) }
    func encode(_ value: Int16) { whole(value) }
    func encode(_ value: Int32) { whole(value) }
    func encode(_ value: Int64) { whole(value) }
    func encode(_ value: UInt) { whole(value) }
    func encode(_ value: UInt8) { whole(value) }
    func encode(_ value: UInt16) { whole(value) }
    func encode(_ value: UInt32) { whole(value) }
    func encode(_ value: UInt64) { whole(value) }

    func encode<Value: Encodable>(_ value: Value) throws {
        let mark = part.mark
        next()
        do {
            try ValueEncoder(shared: shared, part: part, path: elementPath).encode(value)
        } catch {
            // The comma as well.
            part.takeBack(to: mark)
            throw error
        }
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        next()
        let inner = part.opened(isArray: false, shared, elementPath)
        return KeyedEncodingContainer(MemberEncoding<Key>(shared: shared, part: inner, path: elementPath))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        let inner = part.opened(isArray: true, shared, elementPath)
        return ElementEncoding(shared: shared, part: inner, path: elementPath)
    }

    func superEncoder() -> any Encoder {
        next()
        return part.encoderForLater(shared, elementPath)
    }
}
