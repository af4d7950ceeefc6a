extension JSONValue {
    /// The one text that RFC 8785 (JCS) has for this value: names sorted by UTF-16 code units, numbers as ECMAScript
    /// writes them, no white space, only the escapes that must be.
    ///
    /// Equal values have equal bytes, whoever wrote them and however; that is what a hash over JSON needs. Refused is
    /// a number whose value would change on the way, such as 9007199254740993 or 1e400: a hash must not be the same
    /// for two values. A fraction of up to 17 digits is taken as the Double that it names.
    public func canonicalBytes(depth: Int = JSONCursor.standardDepth) throws(CanonicalFault) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        try writer.canonical(self, depth: depth)
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes a value's canonical JSON. After a fault the text ends in the middle of the value.
    public mutating func canonical(
        _ value: JSONValue,
        depth: Int = JSONCursor.standardDepth
    ) throws(CanonicalFault) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number): try canonical(number)
        case .string(let text): string(text)
        case .array(let elements):
            if depth <= 0 { throw CanonicalFault(.tooDeep, at: JSONPointer()) }
            byte(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { byte(UInt8(ascii: ",")) }
                do { try canonical(element, depth: depth - 1) } catch { throw error.below(String(index)) }
            }
            byte(UInt8(ascii: "]"))
        case .object(let object):
            if depth <= 0 { throw CanonicalFault(.tooDeep, at: JSONPointer()) }
            try canonical(object, depth: depth)
        }
    }

    private mutating func canonical(_ object: JSONObject, depth: Int) throws(CanonicalFault) {
        byte(UInt8(ascii: "{"))
        var previous: String?
        for member in object.members.sorted(by: { precedesAsUTF16($0.key, $1.key) }) {
            if let previous {
                if sameBytes(previous, member.key) {
                    throw CanonicalFault(.duplicateKey(member.key), at: JSONPointer())
                }
                byte(UInt8(ascii: ","))
            }
            previous = member.key
            string(member.key)
            byte(UInt8(ascii: ":"))
            do { try canonical(member.value, depth: depth - 1) } catch { throw error.below(member.key) }
        }
        byte(UInt8(ascii: "}"))
    }
}

extension CanonicalFault {
    fileprivate func below(_ token: String) -> CanonicalFault {
        CanonicalFault(kind, at: JSONPointer([token] + path.tokens))
    }
}

/// The order of RFC 8785, section 3.2.3. It differs from that of UTF-8 bytes only where a character beyond U+FFFF
/// (whose units begin with 0xD8…) meets one from U+E000 on.
func precedesAsUTF16(_ a: String, _ b: String) -> Bool {
    var left = a.utf8.makeIterator()
    var right = b.utf8.makeIterator()
    while true {
        let x = left.next()
        let y = right.next()
        if x == y {
            if x == nil { return false }
            continue
        }
        guard let x, let y else { return x == nil }
        if x >= 0xEE, y >= 0xEE { return a.utf16.lexicographicallyPrecedes(b.utf16) }
        return x < y
    }
}
