import CJSONScan

extension JSONCursor {
    /// Steps over any value and checks on the way that it is JSON, without a name twice in one object: what is kept unread
    /// is as good as what is read.
    @inlinable
    public mutating func skipValue() throws(JSONFault) {
        switch p.pointee {
        case 0x22: _ = try text()
        case 0x2D, 0x30...0x39: _ = try numberText()
        default: try skipOther()
        }
    }

    @usableFromInline
    mutating func skipOther() throws(JSONFault) {
        switch p.pointee {
        case UInt8(ascii: "{"):
            try skipObject()
        case UInt8(ascii: "["):
            guard try beginArray() else { return }
            repeat { try skipValue() } while try nextElement()
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            do { _ = try bool() } catch { throw fault(.unexpectedByte) }
        case UInt8(ascii: "n"):
            if !takeNull() { throw fault(.unexpectedByte) }
        default:
            throw unexpected()
        }
    }

    /// Braces and commas without spaces are taken on the spot, because every member that a schema does not name comes here.
    @inline(__always)
    private mutating func skipObject() throws(JSONFault) {
        if p[1] == 0x22 {
            try descend()
            p += 1
        } else if try !beginObject() {
            return
        }
        var names = MemberNames()
        while true {
            let place = offset
            guard names.insert(try passName(), of: self) else { throw JSONFault(.duplicateKey, at: place) }
            if !passPlainText() { try skipValue() }
            if p.pointee == UInt8(ascii: "}") {
                p += 1
                return ascend()
            }
            guard try nextMember() else { return }
        }
    }

    /// Takes `{`; true when a member follows, false after the `}` of an empty object.
    @inlinable
    public mutating func beginObject() throws(JSONFault) -> Bool {
        guard p.pointee == UInt8(ascii: "{") else { throw wrongTypeOrSyntax() }
        try descend()
        p += 1
        skipWhitespace()
        if p.pointee == UInt8(ascii: "}") {
            p += 1
            ascend()
            return false
        }
        return true
    }

    /// Takes a name and its colon, and is ready for the value.
    @inlinable @discardableResult
    public mutating func memberName() throws(JSONFault) -> TextSlice {
        guard p.pointee == 0x22 else { throw unexpected() }
        let name = try text()
        skipWhitespace()
        guard p.pointee == UInt8(ascii: ":") else { throw unexpected() }
        p += 1
        skipWhitespace()
        return name
    }

    /// Steps over a text without escapes and beyond-ASCII bytes; false for any other value, with nothing taken.
    @inline(__always)
    private mutating func passPlainText() -> Bool {
        guard p.pointee == 0x22 else { return false }
        let count = cjson_plain_run(p + 1)
        guard p[count &+ 1] == 0x22 else { return false }
        p += count &+ 2
        return true
    }

    /// `memberName`, without a call for a name without escapes and spaces.
    @inline(__always)
    private mutating func passName() throws(JSONFault) -> TextSlice {
        if p.pointee == 0x22 {
            let count = cjson_plain_run(p + 1)
            if p[count &+ 1] == 0x22, p[count &+ 2] == UInt8(ascii: ":"), p[count &+ 3] > 0x20 {
                let name = TextSlice(offset: p + 1 - start, count: count, hasEscapes: false, isASCII: true)
                p += count &+ 3
                return name
            }
        }
        return try memberName()
    }

    /// Takes `,` and is ready for the next name, or takes `}`.
    @inlinable @inline(__always)
    public mutating func nextMember() throws(JSONFault) -> Bool {
        if p.pointee == UInt8(ascii: ","), p[1] == 0x22 {
            p += 1
            return true
        }
        return try nextMemberAfterSpace()
    }

    @inlinable
    public mutating func nextMemberAfterSpace() throws(JSONFault) -> Bool {
        skipWhitespace()
        if p.pointee == UInt8(ascii: ",") {
            p += 1
            skipWhitespace()
            return true
        }
        guard p.pointee == UInt8(ascii: "}") else { throw unexpected() }
        p += 1
        ascend()
        return false
    }
}
