public import CJSONScan

/// A place in JSON text that moves forward, with the readers that generated decoders are made of.
///
/// The text lies in memory that ends with a 0x0A byte and has at least `JSONCursor.padding` readable bytes after
/// the place where any value can start. That sentinel is why no reader checks a bound: 0x0A is neither a digit nor
/// a letter nor allowed in a string, so every loop stops on it. In a log line 0x0A is the end; in a whole document
/// it is white space below `newlineLimit`.
///
/// This type is the mechanism below the safe readers: make one only over `PaddedBytes` or a record log's buffer.
@frozen
public struct JSONCursor {
    /// How many bytes after the sentinel must be readable, with any content.
    public static var padding: Int { 64 }
    /// How deep arrays and objects may be nested unless told otherwise.
    public static var standardDepth: Int { 512 }

    public var p: UnsafePointer<UInt8>
    public let start: UnsafePointer<UInt8>
    /// Below this a 0x0A is white space; at or past it, it is the end.
    public let newlineLimit: UnsafePointer<UInt8>
    public var depthLeft: Int
    /// What `depthLeft` was at the start.
    @usableFromInline let outermostDepth: Int
    /// Where the member began whose name `field` did not know; before any, where the tag's text was found, if it was.
    public var memberStart: UnsafePointer<UInt8>
    /// Whether an unknown enumeration value or variant is a fault rather than kept.
    public let strict: Bool

    @inlinable
    public init(
        at start: UnsafePointer<UInt8>,
        newlineLimit: UnsafePointer<UInt8>? = nil,
        depth: Int = JSONCursor.standardDepth,
        strict: Bool = false
    ) {
        p = start
        self.start = start
        self.newlineLimit = newlineLimit ?? start
        depthLeft = depth
        outermostDepth = depth
        memberStart = start
        self.strict = strict
    }

    @inlinable
    public var offset: Int { p - start }

    /// Not inlined, so that what never happens takes little room in generated code.
    @inline(never)
    public func fault(_ kind: JSONFault.Kind) -> JSONFault {
        JSONFault(kind, at: p - start)
    }

    /// A fault for a byte that cannot stand here; at the sentinel it is the end that came too soon.
    @inlinable
    public func unexpected() -> JSONFault {
        fault(p.pointee == 0x0A && p >= newlineLimit ? .unexpectedEnd : .unexpectedByte)
    }

    @inlinable @inline(__always)
    public mutating func skipWhitespace() {
        if p.pointee > 0x20 { return }
        skipWhitespaceSlowly()
    }

    @inlinable
    public mutating func skipWhitespaceSlowly() {
        while true {
            switch p.pointee {
            case 0x20, 0x09, 0x0D: p += 1
            case 0x0A where p < newlineLimit: p += 1
            default: return
            }
        }
    }

    /// The value has ended and so must the text.
    @inlinable
    public mutating func expectEnd() throws(JSONFault) {
        skipWhitespace()
        if p.pointee != 0x0A || p < newlineLimit { throw fault(.trailingBytes) }
    }

    @inlinable
    public mutating func descend() throws(JSONFault) {
        if depthLeft == 0 { throw fault(.tooDeep) }
        depthLeft &-= 1
    }

    @inlinable
    public mutating func ascend() {
        depthLeft &+= 1
    }
}

// MARK: Literals and structure

extension JSONCursor {
    /// Takes `null` if it stands here.
    @inlinable @inline(__always)
    public mutating func takeNull() -> Bool {
        guard p.pointee == UInt8(ascii: "n"), isWord("null") else { return false }
        p += 4
        return true
    }

    @inlinable
    public mutating func bool() throws(JSONFault) -> Bool {
        if isWord("true") {
            p += 4
            return true
        }
        if p.pointee == UInt8(ascii: "f"), cjson_load8(p + 1) & 0xFFFF_FFFF == word("alse") {
            p += 5
            return false
        }
        throw wrongTypeOrSyntax()
    }

    @inlinable @inline(__always)
    func isWord(_ text: StaticString) -> Bool {
        cjson_load8(p) & 0xFFFF_FFFF == word(text)
    }

    @inlinable @inline(__always)
    func word(_ text: StaticString) -> UInt64 {
        cjson_load4(text.utf8Start)
    }

    /// The value here is not of the wanted type; whether it is a value at all is found out later, off the hot path.
    @inlinable
    public func wrongTypeOrSyntax() -> JSONFault {
        switch p.pointee {
        case 0x22, 0x2D, 0x30...0x39, 0x5B, 0x7B, 0x66, 0x6E, 0x74: fault(.wrongType)
        default: unexpected()
        }
    }

    /// Takes `[`; true when the array has elements, false after the `]` of an empty one.
    @inlinable
    public mutating func beginArray() throws(JSONFault) -> Bool {
        guard p.pointee == UInt8(ascii: "[") else { throw wrongTypeOrSyntax() }
        try descend()
        p += 1
        skipWhitespace()
        if p.pointee == UInt8(ascii: "]") {
            p += 1
            ascend()
            return false
        }
        return true
    }

    /// Takes `,` and is ready for the next element, or takes `]`.
    @inlinable
    public mutating func nextElement() throws(JSONFault) -> Bool {
        skipWhitespace()
        if p.pointee == UInt8(ascii: ",") {
            p += 1
            skipWhitespace()
            return true
        }
        guard p.pointee == UInt8(ascii: "]") else { throw unexpected() }
        p += 1
        ascend()
        return false
    }
}
