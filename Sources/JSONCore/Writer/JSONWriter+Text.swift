public import CJSONScan

extension JSONWriter {
    /// A string with its quotes; only what JSON demands is escaped.
    public mutating func string(_ text: String) {
        put(text)
    }

    /// One that another language's runtime holds.
    @usableFromInline @inline(never)
    mutating func stringElsewhere(_ text: String) {
        var copy = text
        copy.withUTF8 { copied($0) }
    }

    @inlinable
    public mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) {
        copied(bytes)
    }

    /// Copied and looked at in one pass; the spare bytes behind the text take what is copied in whole vectors.
    @inlinable @inline(__always)
    mutating func copied(_ bytes: UnsafeBufferPointer<UInt8>) {
        let n = bytes.count
        reserve(n &+ 2)
        base[used] = 0x22
        used &+= 1
        if let source = bytes.baseAddress {
            let plain = cjson_copy_text(base + used, source, n)
            used &+= plain
            if plain < n { return escaped(bytes, from: plain) }
        }
        base[used] = 0x22
        used &+= 1
    }

    /// The rest of `string` from the first byte that needs an escape; everything before it is already in place.
    @usableFromInline
    mutating func escaped(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) {
        guard let source = bytes.baseAddress else { return }
        var i = place
        while i < bytes.count {
            let byte = source[i]
            switch byte {
            case 0x22: raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x08: raw("\\b")
            case 0x0C: raw("\\f")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            default:
                raw("\\u00")
                self.byte(hexDigits[Int(byte >> 4)])
                self.byte(hexDigits[Int(byte & 15)])
            }
            i += 1
            reserve(bytes.count - i)
            let plain = cjson_copy_text(base + used, source + i, bytes.count - i)
            used += plain
            i += plain
        }
        self.byte(0x22)
    }

    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number): self.number(number)
        case .string(let text): string(text)
        case .array(let elements):
            byte(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { byte(UInt8(ascii: ",")) }
                self.value(element)
            }
            byte(UInt8(ascii: "]"))
        case .object(let object):
            byte(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { byte(UInt8(ascii: ",")) }
                string(member.key)
                byte(UInt8(ascii: ":"))
                self.value(member.value)
            }
            byte(UInt8(ascii: "}"))
        }
    }
}

private let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)

extension JSONValue {
    /// The value as compact JSON text.
    public var jsonText: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.withBytes { String(decoding: $0, as: UTF8.self) }
    }
}
