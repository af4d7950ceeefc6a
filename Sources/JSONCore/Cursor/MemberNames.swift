import CJSONScan

/// The names of one object whose members are stepped over: the first two need no memory, more are compared one by one,
/// many are hashed.
struct MemberNames {
    private var first: TextSlice?
    private var second: TextSlice?
    private var more: More?

    /// False when the object has that name already.
    mutating func insert(_ name: TextSlice, of text: JSONCursor) -> Bool {
        guard let first else {
            self.first = name
            return true
        }
        if text.isSame(first, name) { return false }
        guard let second else {
            self.second = name
            return true
        }
        if text.isSame(second, name) { return false }
        let more = more ?? More()
        self.more = more
        return more.insert(name, of: text)
    }

    /// An object of its own, so that an object of few members has only one empty reference.
    private final class More {
        @exclusivity(unchecked) private var few: [TextSlice] = []
        @exclusivity(unchecked) private var many: Set<ByteKey> = []

        func insert(_ name: TextSlice, of text: JSONCursor) -> Bool {
            if many.isEmpty, few.count < 12 {
                if few.contains(where: { text.isSame($0, name) }) { return false }
                few.append(name)
                return true
            }
            if many.isEmpty { many = Set(few.map { ByteKey(text.string($0)) }) }
            return many.insert(ByteKey(text.string(name))).inserted
        }
    }
}

/// The members of an object that are no fields of its type: whether two of them may have one name.
///
/// Trivial, because every object that is read has one. It remembers a bit for each name, and where two share one the
/// names are looked at once more at the object's end, which is rare: few records have even two such members.
@frozen
@usableFromInline
struct OtherNames {
    /// Where the first of them begins.
    @usableFromInline var first: UnsafePointer<UInt8>?
    @usableFromInline var bits: UInt64 = 0
    @usableFromInline var mayRepeat = false

    @inlinable
    init() {}

    /// - Parameter start: of the text that the name lies in.
    @inline(__always)
    mutating func note(_ name: TextSlice, at place: UnsafePointer<UInt8>, from start: UnsafePointer<UInt8>) {
        if first == nil { first = place }
        // A name with escapes may be any.
        let bit = name.hasEscapes ? .max : Self.bit(start + name.offset, name.count)
        if bits & bit != 0 { mayRepeat = true }
        bits |= bit
    }

    @inline(__always)
    private static func bit(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        if count == 0 { return 1 }
        let mixed = UInt64(name[0]) &* 7 &+ UInt64(name[count &- 1]) &* 13 &+ UInt64(truncatingIfNeeded: count) &* 5
        return 1 &<< (mixed & 63)
    }
}

extension JSONCursor {
    @inline(never)
    private func isSameUnescaped(_ a: TextSlice, _ b: TextSlice) -> Bool { sameBytes(string(a), string(b)) }

    /// Whether two strings are the same text, however it is spelled.
    @inline(__always)
    func isSame(_ a: TextSlice, _ b: TextSlice) -> Bool {
        if a.hasEscapes || b.hasEscapes { return isSameUnescaped(a, b) }
        return a.count == b.count && cjson_same(start + a.offset, start + b.offset, a.count)
    }

    /// The cursor stands behind an object: refuses it when two of its members that are no fields have one name.
    @usableFromInline
    func refuseRepeated(_ others: OtherNames) throws(JSONFault) {
        guard others.mayRepeat, let first = others.first else { return }
        var probe = moved(to: first)
        var names = MemberNames()
        while true {
            let place = probe.offset
            // Fields are among them, and are told apart already.
            guard names.insert(try probe.memberName(), of: probe) else { throw JSONFault(.duplicateKey, at: place) }
            try probe.passValue()
            probe.skipWhitespace()
            guard probe.p.pointee == UInt8(ascii: ",") else { return }
            probe.p += 1
            probe.skipWhitespace()
        }
    }

    /// Steps over a value that was read before, and so has no faults.
    private mutating func passValue() throws(JSONFault) {
        var depth = 0
        repeat {
            switch p.pointee {
            case 0x22: _ = try text()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                p += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                p += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
                p += 1
            default:
                while !"]},: \t\r\n".utf8.contains(p.pointee) { p += 1 }
            }
        } while depth > 0
    }
}
