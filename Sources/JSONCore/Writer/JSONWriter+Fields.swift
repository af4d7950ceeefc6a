extension JSONWriter {
    // Not inlined, as all that generated code calls for each object or field.
    @inline(never)
    public mutating func beginObject() {
        byte(UInt8(ascii: "{"))
    }

    /// The name of a member of the object that was begun, after a comma unless it is the first.
    ///
    /// - Parameter room: how many bytes whoever writes the value will write without asking for room.
    @inlinable @inline(__always)
    package mutating func name(_ field: FieldRow, room: Int) {
        let count = Int(field.row.pointee.length)
        // Room for all that is stored, the comma and 32 bytes, of which `count` stay.
        reserve(33 &+ room)
        // A branch, which is foreseen: a count of the comma that is there or not would keep the next name waiting.
        if _slowPath(count == 0 || base[used &- 1] == UInt8(ascii: "{")) { return unusualName(field, room) }
        base[used] = UInt8(ascii: ",")
        store(field.row.pointee.start, at: used &+ 1)
        used &+= count &+ 1
    }

    @inlinable @inline(__always)
    mutating func store(_ start: (UInt64, UInt64, UInt64, UInt64), at place: Int) {
        UnsafeMutableRawPointer(base + place).storeBytes(of: start, as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// The first name of an object, or one of more than 29 bytes or with escapes.
    @usableFromInline @inline(never)
    mutating func unusualName(_ field: FieldRow, _ room: Int) {
        let count = Int(field.row.pointee.length)
        if count > 0 {
            store(field.row.pointee.start, at: used)
            used &+= count
        } else {
            separate()
            string(field.name)
            byte(UInt8(ascii: ":"))
            reserve(room)
        }
    }

    /// The same for a value that asks for its room itself.
    @inline(never)
    public mutating func name(_ field: FieldRow) {
        name(field, room: 0)
    }

    /// The same by its text, `"name":`, for objects that have no table of rules.
    @inline(never)
    public mutating func name(_ text: StaticString) {
        separate()
        raw(text)
    }

    /// A member that always has the same text.
    @inline(never)
    public mutating func constant(_ field: FieldRow) {
        name(field, room: 0)
        constantValue(field)
    }

    /// The beginning of an object whose first member always has the same text.
    @inline(never)
    public mutating func beginObject(_ constant: FieldRow) {
        byte(UInt8(ascii: "{"))
        reserve(32)
        unusualName(constant, 0)
        constantValue(constant)
    }

    @inline(__always)
    private mutating func constantValue(_ field: FieldRow) {
        let row = field.row
        guard let text = row.pointee.constant else { return }
        let count = Int(truncatingIfNeeded: row.pointee.least)
        guard row.pointee.traits.contains(.plain) else {
            return string(UnsafeBufferPointer(start: text + 1, count: count))
        }
        reserve(count &+ 18)
        // Behind the text and behind what was written there are bytes to spare for the last sixteen.
        var done = 0
        repeat {
            let piece = UnsafeRawPointer(text + done).loadUnaligned(as: (UInt64, UInt64).self)
            UnsafeMutableRawPointer(base + used + done).storeBytes(of: piece, as: (UInt64, UInt64).self)
            done &+= 16
        } while done < count &+ 2
        used &+= count &+ 2
    }
}

// Values into room that was made with their names, inlined where fields are written.
extension JSONWriter {
    /// 5 bytes.
    @inlinable @inline(__always)
    package mutating func put(_ value: Bool) {
        raw(value ? "true" : "false")
    }

    /// 20 bytes.
    @inlinable @inline(__always)
    package mutating func put(_ value: Int64) {
        used &+= writeInteger(value, to: base + used)
    }

    /// 38 bytes.
    @inlinable @inline(__always)
    package mutating func put(_ value: UUID128) {
        base[used] = 0x22
        value.write(to: base + used + 1)
        base[used &+ 37] = 0x22
        used &+= 38
    }

    /// Makes its own room.
    @inlinable @inline(__always)
    package mutating func put(_ text: String) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { copied($0) }
        if done == nil { stringElsewhere(text) }
    }
}
