import JSONCore

/// The members of an object. Types ask for them in the order of their fields and writers write them in the same, so
/// each search begins behind the last member that was found.
struct MemberDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ValueDecoder
    private let hint: SearchHint

    init(decoder: ValueDecoder) {
        self.decoder = decoder
        hint = SearchHint(decoder.index + 1)
    }

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        let view = decoder.text.view
        var keys: [Key] = []
        var at = decoder.index + 1
        while at < view[decoder.index].next {
            if let key = Key(stringValue: view.string(at)) { keys.append(key) }
            at = view.after(at + 1)
        }
        return keys
    }

    /// Index of the member's value.
    private func find(_ key: Key) -> Int? {
        var name = key.stringValue
        return name.withUTF8 { name in
            let view = decoder.text.view
            let end = view[decoder.index].next
            var at = hint.next
            while at < end {
                if isName(at, name, view) { return found(at, view) }
                at = view.after(at + 1)
            }
            at = decoder.index + 1
            while at < hint.next {
                if isName(at, name, view) { return found(at, view) }
                at = view.after(at + 1)
            }
            return nil
        }
    }

    private func found(_ at: Int, _ view: JSONTape.View) -> Int {
        hint.next = view.after(at + 1)
        return at + 1
    }

    @inline(__always)
    private func isName(_ at: Int, _ name: UnsafeBufferPointer<UInt8>, _ view: JSONTape.View) -> Bool {
        let entry = view[at]
        guard entry.kind == .string else { return view.withText(at) { $0.elementsEqual(name) } }
        return entry.length == name.count && isSame(view.text + entry.offset, name)
    }

    private func value(_ key: Key) throws -> ValueDecoder {
        guard let index = find(key) else {
            throw DecodingError.keyNotFound(key, decoder.context("there is no \"\(key.stringValue)\""))
        }
        return ValueDecoder(text: decoder.text, index: index, path: .member(key.stringValue, below: decoder.path))
    }

    /// The same without a path, for values that need none unless they fail.
    private func scalar<Value>(_ key: Key, _ read: (ValueDecoder) throws -> Value) throws -> Value {
        guard let index = find(key) else { return try read(value(key)) }
        do {
            return try read(ValueDecoder(text: decoder.text, index: index, path: nil))
        } catch {
            return try read(
                ValueDecoder(text: decoder.text, index: index, path: .member(key.stringValue, below: decoder.path))
            )
        }
    }

    private func optional<Value>(_ key: Key, _ read: (ValueDecoder) throws -> Value) throws -> Value? {
        guard let index = find(key), decoder.text.view[index].kind != .null else { return nil }
        do {
            return try read(ValueDecoder(text: decoder.text, index: index, path: nil))
        } catch {
            return try read(
                ValueDecoder(text: decoder.text, index: index, path: .member(key.stringValue, below: decoder.path))
            )
        }
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try scalar(key) { try $0.bool() } }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try scalar(key) { try $0.string() } }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try scalar(key) { try $0.double() } }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try scalar(key) { try $0.float() } }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try scalar(key) { try $0.integer(type) } }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try scalar(key) { try $0.integer(type) } }

    // The standard library would look for each member three times: is it there, is it null, what is it.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(key) { try $0.bool() } }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try optional(key) { try $0.string() }
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try optional(key) { try $0.double() }
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try optional(key) { try $0.integer(type) }
    }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        try optional(key) { try $0.integer(type) }
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let index = find(key), decoder.text.view[index].kind != .null else { return nil }
        return try ValueDecoder(
            text: decoder.text,
            index: index,
            path: .member(key.stringValue, below: decoder.path)
        ).decode(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try value(key).decode(type)
    }

    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Other> {
        try value(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try value(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        let view = decoder.text.view
        var at = decoder.index + 1
        while at < view[decoder.index].next {
            if view.string(at) == "super" {
                return ValueDecoder(
                    text: decoder.text,
                    index: at + 1,
                    path: .member("super", below: decoder.path)
                )
            }
            at = view.after(at + 1)
        }
        throw DecodingError.keyNotFound(PathKey.superKey, decoder.context("there is no \"super\""))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
}

/// Where the next search begins. An object, because the protocol's methods do not change the container.
private final class SearchHint {
    var next: Int

    init(_ next: Int) {
        self.next = next
    }
}

@inline(__always)
private func isSame(_ text: UnsafePointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in 0..<name.count where text[i] != name[i] { return false }
    return true
}
