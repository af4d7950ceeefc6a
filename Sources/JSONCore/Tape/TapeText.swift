extension JSONTape.View {
    /// Runs `body` over the unescaped text of a string or the text of a number as written. The bytes are valid inside
    /// `body` only, and 16 readable bytes follow them.
    @inlinable
    public func withText<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let entry = entries[index]
        if entry.rawKind == TapeKind.escapedString.rawValue {
            return withUnescaped(text + entry.offset, entry.length) {
                body(UnsafeBufferPointer(start: $0, count: $1))
            }
        }
        return body(UnsafeBufferPointer(start: text + entry.offset, count: entry.length))
    }

    /// Whether two strings are the same, byte by byte, however they were written.
    public func sameText(_ a: Int, _ b: Int) -> Bool {
        sameText(a, as: b, in: self)
    }

    func sameText(_ a: Int, as b: Int, in other: JSONTape.View) -> Bool {
        withText(a) { x in
            other.withText(b) { y in
                guard x.count == y.count, let p = x.baseAddress, let q = y.baseAddress else { return false }
                return JSONCore.sameText(p, q, x.count)
            }
        }
    }

    /// Whether a string is these bytes, of which 16 more are readable.
    @inlinable @inline(__always)
    public func isText(_ index: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let entry = entries[index]
        if entry.rawKind == TapeKind.string.rawValue {
            return entry.length == count && JSONCore.sameText(text + entry.offset, bytes, count)
        }
        return isEscapedText(index, bytes, count)
    }

    @usableFromInline
    func isEscapedText(_ index: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        withText(index) { text in
            guard text.count == count, let start = text.baseAddress else { return false }
            return JSONCore.sameText(start, bytes, count)
        }
    }

    /// The text of a string, or of a number as written.
    public func string(_ index: Int) -> String {
        withText(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// A number's exact value; nil when the entry is none.
    public func number(_ index: Int) -> JSONNumber? {
        let entry = entries[index]
        switch entry.kind {
        case .integer: return JSONNumber(entry.integer)
        case .number:
            return JSONNumber(utf8: UnsafeBufferPointer(start: text + entry.offset, count: entry.length))
        case .null, .false, .true, .string, .escapedString, .array, .object: return nil
        }
    }

    /// Index of the name in an object; nil when it has no such member. The hash is the name's `textHash`.
    @inlinable
    public func member(_ object: Int, _ name: UnsafePointer<UInt8>, _ count: Int, hash: UInt32) -> Int? {
        var at = object + 1
        let end = entries[object].next
        while at < end {
            if entries[at].hash == hash, isText(at, name, count) { return at }
            at = after(at + 1)
        }
        return nil
    }
}

/// Runs `body` over the unescaped bytes of a text whose escapes were checked; 16 readable bytes follow them.
@usableFromInline
func withUnescaped<Result>(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    _ body: (UnsafePointer<UInt8>, Int) -> Result
) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + JSONCursor.padding) { buffer in
        guard let base = buffer.baseAddress else { return body(text, 0) }
        let written = unescapeInVectors(text, count, into: buffer)
        (base + written).initialize(repeating: 0, count: 16)
        return body(UnsafePointer(base), written)
    }
}
