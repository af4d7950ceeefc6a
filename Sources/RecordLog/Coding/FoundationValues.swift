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
        if type == UUID.self { return same(try uuid(), Value.self) }
        if type == Data.self { return same(try data(), Value.self) }
        if type == URL.self { return same(try url(), Value.self) }
        if type == Decimal.self { return same(try decimal(), Value.self) }
        return nil
    }

    func uuid() throws -> UUID {
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

    private func decimal() throws -> Decimal {
        guard text.view[index].isNumber else { throw mismatch(Decimal.self) }
        guard let decimal = Decimal(string: numberText) else {
            throw DecodingError.dataCorrupted(context("\(numberText) does not fit in Decimal"))
        }
        return decimal
    }

    private func url() throws -> URL {
        guard let url = URL(string: try string()) else {
            throw DecodingError.dataCorrupted(context("this is no URL"))
        }
        return url
    }
}

/// A value as what it is, where the types were compared before: a cast would look it up.
@inline(__always)
func same<Value, Same>(_ value: Value, _ type: Same.Type) -> Same {
    assert(Value.self == Same.self, "the types have to be compared before")
    return unsafeBitCast(value, to: type)
}

extension JSONWriter {
    /// Writes the value if its type is one that is special; false for all others.
    @inline(__always)
    mutating func foundationValue<Value>(_ value: Value, at path: @autoclosure () -> CodingPath?) throws -> Bool {
        if Value.self == UUID.self {
            let id = same(value, UUID.self)
            let words = unsafeBitCast(id.uuid, to: (UInt64, UInt64).self)
            // Upper case, as Foundation writes it: what reads the text may compare it.
            uuidInUpperCase(UUID128(high: words.0.bigEndian, low: words.1.bigEndian))
            return true
        }
        if Value.self == Data.self {
            let data = same(value, Data.self)
            string(data.base64EncodedString())
            return true
        }
        if Value.self == URL.self {
            let url = same(value, URL.self)
            string(url.absoluteString)
            return true
        }
        if Value.self == Decimal.self {
            let decimal = same(value, Decimal.self)
            if decimal.isNaN { throw noNumber(value, path()) }
            raw(Array(decimal.description.utf8))
            return true
        }
        return false
    }
}
