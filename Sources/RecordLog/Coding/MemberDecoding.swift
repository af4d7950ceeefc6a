#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The members of an object, for a type that knows their keys: a thin face over `ObjectMembers`.
struct MemberDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: ObjectMembers

    var codingPath: [any CodingKey] { members.decoder.codingPath }
    var allKeys: [Key] { members.names.compactMap { Key(stringValue: $0) } }

    /// Tells what is missing by the caller's own key.
    @inline(__always)
    private func named<Value>(_ key: Key, _ read: (String) throws -> Value) throws -> Value {
        do {
            return try read(key.stringValue)
        } catch let missing as MissingMember {
            throw DecodingError.keyNotFound(key, missing.context)
        }
    }

    func contains(_ key: Key) -> Bool { members.find(key.stringValue) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try named(key, members.value).isNull }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try named(key, members.bool) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try named(key, members.string) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try named(key, members.double) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try named(key, members.float) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try named(key, members.int) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try named(key) { try members.integer(type, $0) } }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try named(key) { try members.integer(type, $0) } }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        try named(key) { try members.integer(type, $0) }
    }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try named(key) { try members.integer(type, $0) }
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try named(key, members.value).wide(type) }
    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try named(key, members.value).wide(type) }

    // Asked for what may be missing, the standard library would look for each member three times.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try members.optionalBool(key.stringValue)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try members.optionalString(key.stringValue)
    }

    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try members.optionalDouble(key.stringValue)
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try members.optionalInt(key.stringValue)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        if Value.self == UUID.self { return try members.optionalUUID(key.stringValue).map { same($0, type) } }
        return try members.optionalValue(key.stringValue)?.decode(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        // Ids are many, and need no path as other values do that may hold more.
        if Value.self == UUID.self { return same(try named(key, members.uuid), type) }
        return try named(key, members.value).decode(type)
    }

    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Other> {
        try named(key, members.value).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try named(key, members.value).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { members.valueOrNull(PathKey.superKey.stringValue) }
    func superDecoder(forKey key: Key) throws -> any Decoder { members.valueOrNull(key.stringValue) }
}
