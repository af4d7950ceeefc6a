/// Writing into room that was made before, for generated code: it knows how many bytes the fixed parts of an object
/// take at most, makes room for them once, and nothing is checked for each of them.
///
/// `put` writes at most as many bytes as its comment says, and needs room for them: `makeRoom` makes it, and whatever
/// else is called in between may use it up. Texts, times and numbers leave some behind them, so that nothing has to be
/// made for the few bytes that often follow. A build for debugging checks the count.
extension JSONWriter {
    /// How much room there is behind what `string`, `number`, `integer` and the methods for times and identifiers write.
    public static var roomBehind: Int { 256 }

    /// Room for so many bytes to `put`.
    @inlinable @inline(__always)
    public mutating func makeRoom(_ count: Int) {
        if capacity &- used < count { grow(count) }
    }

    /// Text that is JSON already, of as many bytes.
    @inlinable @inline(__always)
    public mutating func put(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        (base + room(count)).initialize(from: text.utf8Start, count: count)
        used &+= count
    }

    /// 5 bytes.
    @inlinable @inline(__always)
    public mutating func put(_ value: Bool) {
        if value { put("true") } else { put("false") }
    }

    /// 20 bytes.
    @inlinable @inline(__always)
    public mutating func put(_ value: Int64) {
        used &+= writeInteger(value, to: base + room(20))
    }

    /// 38 bytes.
    @inlinable @inline(__always)
    public mutating func put(_ value: UUID128) {
        writeQuoted(value, to: base + room(38))
        used &+= 38
    }

    /// 12 bytes.
    @inlinable @inline(__always)
    public mutating func put(_ value: CalendarDate) {
        writeQuoted(value, to: base + room(12))
        used &+= 12
    }

    /// Where the next bytes go.
    @inlinable @inline(__always)
    func room(_ count: Int) -> Int {
        assert(capacity &- used >= count, "the room that generated code has made is too small")
        return used
    }
}

// Once in a program, and not in each object's writer: code that comes back from a call into the kernel is cold.
@usableFromInline
func writeQuoted(_ value: UUID128, to out: UnsafeMutablePointer<UInt8>) {
    out[0] = 0x22
    value.write(to: out + 1)
    out[37] = 0x22
}

@usableFromInline
func writeQuoted(_ value: CalendarDate, to out: UnsafeMutablePointer<UInt8>) {
    out[0] = 0x22
    value.write(to: out + 1)
    out[11] = 0x22
}
