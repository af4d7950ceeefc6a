import JSONCore

/// Encodes any `Encodable` type as compact JSON, in place of Foundation's `JSONEncoder`, and several times faster.
///
/// Members stand in the order in which the type writes them; a name that is written twice stands twice, and a text with
/// such a name is one that `RecordDecoder` refuses. A double that is no finite number is an error, and so is what is
/// nested too deeply. What a type failed to encode, and caught, leaves nothing behind; a value that encodes nothing is an
/// empty object. Types that schemagen generated are written by their own writers.
public struct RecordEncoder: Sendable {
    /// Handed to the types that are encoded.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
    /// How deep arrays and objects may be nested; what is deeper is an error, and `RecordDecoder` would refuse it.
    public var maximumDepth = JSONCursor.standardDepth

    public init() {}

    public func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
        let shared = SharedEncoding(userInfo: userInfo, maximumDepth: maximumDepth)
        let root = TextPart(depth: 0)
        let encoder = ValueEncoder(shared: shared, part: root, path: nil)
        try encoder.encode(value)
        if let place = shared.tooDeep { throw shared.depthFault(value, at: place) }
        return root.bytes()
    }

    public func encodeText<Value: Encodable>(_ value: Value) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}

/// What all values of one text share.
final class SharedEncoding {
    let userInfo: [CodingUserInfoKey: any Sendable]
    let maximumDepth: Int
    /// Where the first container was that went too deep: those who open one cannot be thrown at.
    var tooDeep: CodingPath??

    init(userInfo: [CodingUserInfoKey: any Sendable], maximumDepth: Int) {
        self.userInfo = userInfo
        self.maximumDepth = maximumDepth
    }

    func depthFault(_ value: Any, at path: CodingPath?) -> EncodingError {
        .invalidValue(
            value,
            EncodingError.Context(
                codingPath: path.keys,
                debugDescription: "nested more than \(maximumDepth) levels deep"
            )
        )
    }
}

/// A stretch of text that is being written, with the parts that belong into it.
///
/// Several containers may be open at once and grow in any order: each has a part of its own, and its place in the part
/// around it. A struct of scalars is one part, so in the usual case nothing is copied but once at the end.
///
///     part of {"a":1,"b":…,"c":2}      `{"a":1,"b":,"c":2}`, with a part at byte 11
final class TextPart {
    // One value writes at a time; run-time checks of exclusive access took a tenth of the time.
    // Most records fit, and memory of this size is had and given back at once.
    @exclusivity(unchecked) var writer = JSONWriter(capacity: 960)
    @exclusivity(unchecked) private var inner: [(offset: Int, part: TextPart)] = []
    /// Members that were opened as containers, which may be asked for again.
    @exclusivity(unchecked) private var nested: [Nested: TextPart] = [:]
    /// Elements of an array so far.
    @exclusivity(unchecked) var count = 0
    /// The bracket that ends it, once all is written.
    private let end: UInt8?
    /// What stands here when nothing is written.
    private let standIn: StaticString?
    /// How many brackets are open around what is written here.
    let depth: Int

    /// An object or an array.
    init(isArray: Bool, depth: Int) {
        end = UInt8(ascii: isArray ? "]" : "}")
        standIn = nil
        self.depth = depth
        writer.byte(UInt8(ascii: isArray ? "[" : "{"))
    }

    init(standIn: StaticString? = nil, depth: Int) {
        end = nil
        self.standIn = standIn
        self.depth = depth
    }

    /// A part at the place where this one ends now.
    func grow(_ part: TextPart) {
        inner.append((writer.count, part))
    }

    /// An object or an array at the place where this one ends now.
    func opened(isArray: Bool, _ shared: SharedEncoding, _ path: @autoclosure () -> CodingPath?) -> TextPart {
        guard depth < shared.maximumDepth else {
            // It takes what is written into it and is part of nothing; so it does not get deeper either.
            if shared.tooDeep == nil { shared.tooDeep = .some(path()) }
            return TextPart(isArray: isArray, depth: depth)
        }
        let part = TextPart(isArray: isArray, depth: depth + 1)
        grow(part)
        return part
    }

    /// What is written so far, to come back to when what follows fails.
    struct Mark {
        var bytes: Int
        var parts: Int
        var count: Int
    }

    var mark: Mark { Mark(bytes: writer.count, parts: inner.count, count: count) }

    func takeBack(to mark: Mark) {
        writer.truncate(to: mark.bytes)
        let gone = inner[mark.parts...].map { ObjectIdentifier($0.part) }
        inner.removeLast(gone.count)
        count = mark.count
        if !gone.isEmpty { nested = nested.filter { !gone.contains(ObjectIdentifier($0.value)) } }
    }

    private struct Nested: Hashable {
        var name: String
        var isArray: Bool
    }

    /// The container that a member was opened as before, if it was of the same kind.
    func nested(_ name: String, isArray: Bool) -> TextPart? {
        nested[Nested(name: name, isArray: isArray)]
    }

    func remember(_ part: TextPart, as name: String, isArray: Bool) {
        nested[Nested(name: name, isArray: isArray)] = part
    }

    func bytes() -> [UInt8] {
        if inner.isEmpty, end == nil { return writer.bytes }
        let size = size
        if size == 0 { return [] }
        return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
            var rest = bytes[...]
            write(to: &rest)
            count = size
        }
    }

    private var isNothing: Bool { writer.count == 0 && inner.isEmpty }

    private var size: Int {
        let own = writer.count + (end == nil ? 0 : 1) + (isNothing ? standIn?.utf8CodeUnitCount ?? 0 : 0)
        return inner.reduce(own) { $0 + $1.part.size }
    }

    private func write(to out: inout Slice<UnsafeMutableBufferPointer<UInt8>>) {
        func put(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard let from = bytes.baseAddress, let to = out.base.baseAddress else { return }
            (to + out.startIndex).initialize(from: from, count: bytes.count)
            out = out.dropFirst(bytes.count)
        }
        writer.withBytes { bytes in
            let bytes = bytes.assumingMemoryBound(to: UInt8.self)
            var from = 0
            for (offset, part) in inner {
                put(UnsafeBufferPointer(rebasing: bytes[from..<offset]))
                part.write(to: &out)
                from = offset
            }
            put(UnsafeBufferPointer(rebasing: bytes[from...]))
        }
        if let end { withUnsafePointer(to: end) { put(UnsafeBufferPointer(start: $0, count: 1)) } }
        if let standIn, isNothing { standIn.withUTF8Buffer { put($0) } }
    }
}
