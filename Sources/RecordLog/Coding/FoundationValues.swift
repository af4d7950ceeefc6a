import JSONCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// Types of Foundation's that its own coders write in another way than the types would themselves, and UUID, which reads
// and writes its text through `scanf` and `printf`. Dates are numbers, as they are by default there.

extension ValueDecoder {
    /// The value, for the types that are special; nil for all others.
    @inline(__always)
    func foundationValue<Value>(_ type: Value.Type) throws -> Value? {
        if type == UUID.self { return try uuid() as? Value }
        if type == Data.self { return try data() as? Value }
        if type == URL.self { return try url() as? Value }
        return nil
    }

    private func uuid() throws -> UUID {
        guard text.view[index].isString else { throw mismatch(UUID.self) }
        let id = text.view.withText(index) { text in text.baseAddress.flatMap { UUID128.parse($0, count: text.count) } }
        guard let id else { throw DecodingError.dataCorrupted(context("this is no UUID")) }
        return UUID(uuid: unsafeBitCast((id.high.bigEndian, id.low.bigEndian), to: uuid_t.self))
    }

    private func data() throws -> Data {
        guard let data = Data(base64Encoded: try string()) else {
            throw DecodingError.dataCorrupted(context("this is no base64"))
        }
        return data
    }

    private func url() throws -> URL {
        guard let url = URL(string: try string()) else {
            throw DecodingError.dataCorrupted(context("this is no URL"))
        }
        return url
    }
}

extension JSONWriter {
    /// Writes the value if its type is one that is special; false for all others.
    @inline(__always)
    mutating func foundationValue<Value>(_ value: Value) -> Bool {
        if Value.self == UUID.self, let id = value as? UUID {
            let words = unsafeBitCast(id.uuid, to: (UInt64, UInt64).self)
            // Upper case, as Foundation writes it: what reads the text may compare it.
            upperCased(UUID128(high: words.0.bigEndian, low: words.1.bigEndian))
            return true
        }
        if Value.self == Data.self, let data = value as? Data {
            string(data.base64EncodedString())
            return true
        }
        if Value.self == URL.self, let url = value as? URL {
            string(url.absoluteString)
            return true
        }
        return false
    }

    private mutating func upperCased(_ id: UUID128) {
        var text: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &text) { bytes in
            let bytes = bytes.bindMemory(to: UInt8.self)
            guard let base = bytes.baseAddress else { return }
            id.write(to: base)
            for place in 0..<36 where base[place] >= UInt8(ascii: "a") { base[place] &= 0xDF }
            string(UnsafeBufferPointer(start: base, count: 36))
        }
    }
}
