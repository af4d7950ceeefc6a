/// A name that the first member of a line's object may have, as two words that are compared with the line's first bytes:
/// every line of a log is asked for it before it is read.
public struct LeadingName: Sendable {
    public let name: StaticString
    /// `{"name":"` and how much of both words counts.
    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64
    @usableFromInline let secondMask: UInt64
    /// 0 when it is longer than two words, or would be written in another way: then it is not found so.
    @usableFromInline let length: Int

    public init(_ name: StaticString) {
        self.name = name
        let text = name.withUTF8Buffer { Array($0) }
        let start = Array("{\"".utf8) + text + Array("\":\"".utf8)
        let isPlain = !text.contains { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }
        guard 8...16 ~= start.count, isPlain else {
            (first, second, secondMask, length) = (0, 0, 0, 0)
            return
        }
        let bytes = start + [UInt8](repeating: 0, count: 16 - start.count)
        (first, second) = bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { (loadWord($0), loadWord($0 + 8)) } ?? (0, 0)
        }
        secondMask = start.count == 8 ? 0 : .max >> UInt64((16 - start.count) * 8)
        length = start.count
    }

    /// Whether the object at `p` begins with it; sixteen bytes can be read there.
    @inlinable @inline(__always)
    func stands(at p: UnsafePointer<UInt8>) -> Bool {
        length > 0 && loadWord(p) == first && (loadWord(p + 8) ^ second) & secondMask == 0
    }
}
