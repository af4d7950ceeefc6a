import JSONCore

/// The members of an object that is being written.
struct MemberEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let shared: SharedEncoding
    let part: TextPart
    let path: CodingPath?

    var codingPath: [any CodingKey] { path.keys }

    @inline(__always)
    private func name(_ key: Key) {
        write(name: key.stringValue)
    }

    private func write(name: String) {
        // One byte is the bracket alone; a part within begins behind a name.
        if part.writer.count > 1 { part.writer.byte(UInt8(ascii: ",")) }
        part.writer.string(name)
        part.writer.byte(UInt8(ascii: ":"))
    }

    private func path(_ key: any CodingKey) -> CodingPath {
        .member(key.stringValue, below: path)
    }

    func encodeNil(forKey key: Key) {
        name(key)
        part.writer.null()
    }

    func encode(_ value: Bool, forKey key: Key) {
        name(key)
        part.writer.bool(value)
    }

    func encode(_ value: String, forKey key: Key) {
        name(key)
        part.writer.string(value)
    }

    func encode(_ value: Double, forKey key: Key) throws {
        try checkFinite(value, at: path(key))
        name(key)
        part.writer.double(value)
    }

    func encode(_ value: Float, forKey key: Key) throws {
        try checkFinite(value, at: path(key))
        name(key)
        part.writer.float(value)
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: Int128, forKey key: Key) {
        name(key)
        part.writer.wide(value)
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func encode(_ value: UInt128, forKey key: Key) {
        name(key)
        part.writer.wide(value)
    }

    @inline(__always)
    private func whole<Value: FixedWidthInteger>(_ value: Value, _ key: Key) {
        name(key)
        part.writer.whole(value)
    }

    func encode(_ value: Int, forKey key: Key) { whole(value, key) }
    func encode(_ value: Int8, forKey key: Key) { whole(value, key) }
    func encode(_ value: Int16, forKey key: Key) { whole(value, key) }
    func encode(_ value: Int32, forKey key: Key) { whole(value, key) }
    func encode(_ value: Int64, forKey key: Key) { whole(value, key) }
    func encode(_ value: UInt, forKey key: Key) { whole(value, key) }
    func encode(_ value: UInt8, forKey key: Key) { whole(value, key) }
    func encode(_ value: UInt16, forKey key: Key) { whole(value, key) }
    func encode(_ value: UInt32, forKey key: Key) { whole(value, key) }
    func encode(_ value: UInt64, forKey key: Key) { whole(value, key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        let mark = part.mark
        name(key)
        do {
            if try part.writer.foundationValue(value, at: path(key)) { return }
            try ValueEncoder(shared: shared, part: part, path: path(key)).encode(value)
        } catch {
            // The name as well.
            part.takeBack(to: mark)
            throw error
        }
    }

    /// Asked for once more, a container goes on.
    private func opened(_ key: Key, isArray: Bool) -> TextPart {
        let name = key.stringValue
        if let before = part.nested(name, isArray: isArray) { return before }
        write(name: name)
        let inner = part.opened(isArray: isArray, shared, path(key))
        part.remember(inner, as: name, isArray: isArray)
        return inner
    }

    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Other> {
        let inner = opened(key, isArray: false)
        return KeyedEncodingContainer(MemberEncoding<Other>(shared: shared, part: inner, path: path(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ElementEncoding(shared: shared, part: opened(key, isArray: true), path: path(key))
    }

    func superEncoder() -> any Encoder {
        write(name: PathKey.superKey.stringValue)
        return part.encoderForLater(shared, path(PathKey.superKey))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        name(key)
        return part.encoderForLater(shared, path(key))
    }
}

extension TextPart {
    /// An encoder that may be used when more was written behind it: it has a part of its own.
    func encoderForLater(_ shared: SharedEncoding, _ path: CodingPath) -> any Encoder {
        let slot = TextPart(standIn: "{}", depth: depth)
        grow(slot)
        return ValueEncoder(shared: shared, part: slot, path: path)
    }
}
