/// A growing buffer of JSON text, with the writers that generated encoders are made of.
///
/// Spare bytes are kept behind the text, so that what is copied can be copied in whole vectors.
public struct JSONWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    /// How many bytes were written.
    @inlinable
    public var count: Int { used }

    @usableFromInline var used = 0
    @usableFromInline var capacity: Int
    /// Of the last timestamp: most records are of the same day as the one before.
    var day = WrittenDay()
    /// Of the object that is written: the first rule that a field of it breaks, until somebody throws it.
    package var broken: BrokenRule?

    /// As many as the widest vector has.
    static let spare = 64
    /// In front of the text: whoever looks at the byte before its end finds one also where there is no text.
    static let lead = 16

    public init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        base = Self.memory(self.capacity)
    }

    deinit {
        (base - Self.lead).deallocate()
    }

    private static func memory(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: lead + capacity + spare)
        memory.initialize(repeating: 0, count: lead)
        return memory + lead
    }

    /// Forgets the text and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        used = 0
    }

    /// Forgets everything after the first `count` bytes.
    @inlinable
    public mutating func truncate(to count: Int) {
        used = min(max(count, 0), used)
    }

    /// The bytes are valid inside `body` only.
    @inlinable
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: used))
    }

    public var bytes: [UInt8] {
        Array(UnsafeBufferPointer(start: base, count: used))
    }

    @inlinable @inline(__always)
    mutating func reserve(_ more: Int) {
        if used &+ more > capacity { grow(more) }
    }

    @usableFromInline @inline(never)
    mutating func grow(_ more: Int) {
        let wanted = max(capacity * 2, used + more)
        let larger = Self.memory(wanted)
        larger.initialize(from: base, count: used)
        (base - Self.lead).deallocate()
        base = larger
        capacity = wanted
    }
}

extension JSONWriter {
    @inlinable @inline(__always)
    public mutating func byte(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used &+= 1
    }

    /// Text that is JSON already: structure and names that the generator wrote.
    @inlinable @inline(__always)
    public mutating func raw(_ text: StaticString) {
        let n = text.utf8CodeUnitCount
        reserve(n)
        (base + used).initialize(from: text.utf8Start, count: n)
        used &+= n
    }

    /// Bytes that are JSON already.
    @inlinable
    public mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + used).initialize(from: first, count: bytes.count)
        used &+= bytes.count
    }

    @inlinable
    public mutating func raw(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { raw($0) }
    }

    /// A comma, unless the text ends with the `{` or `[` that was just opened.
    @inlinable
    public mutating func separate() {
        if used > 0, base[used &- 1] != UInt8(ascii: "{"), base[used &- 1] != UInt8(ascii: "[") {
            byte(UInt8(ascii: ","))
        }
    }

    @inlinable
    public mutating func newline() {
        byte(0x0A)
    }

    @inlinable
    public mutating func null() {
        raw("null")
    }

    @inlinable
    public mutating func bool(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    @inlinable
    public mutating func integer(_ value: Int64) {
        reserve(24)
        used &+= writeInteger(value, to: base + used)
    }

    /// The shortest text that reads back as the same value. JSON has no infinities; they are written as null.
    @inlinable
    public mutating func double(_ value: Double) {
        reserve(32)
        guard value.isFinite else { return null() }
        used &+= writeDouble(value, to: base + used)
    }

    @inlinable
    public mutating func number(_ value: JSONNumber) {
        let text = value.text
        text.utf8.withContiguousStorageIfAvailable { raw($0) } ?? raw(Array(text.utf8))
    }
}
