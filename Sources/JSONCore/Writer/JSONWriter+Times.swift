extension JSONWriter {
    public mutating func uuid(_ value: UUID128) {
        reserve(38)
        put(value)
    }

    public mutating func uuidInUpperCase(_ value: UUID128) {
        let start = used + 1
        uuid(value)
        // Of what stands there, letters alone have the bit 0x40, and small letters 0x20 besides. The last word begins
        // within the one before it.
        for step in 0..<5 {
            let text = base + start + min(step * 8, 28)
            let word = loadWord(text)
            storeWord(word & ~((word & 0x4040_4040_4040_4040) >> 1), to: text)
        }
    }

    public mutating func timestamp(_ value: Timestamp) {
        // How nearly all are written, and in less code than the others need.
        if value.spelling == .zulu, value.longText == nil {
            reserve(40)
            used &+= value.writeZulu(to: base + used, day: &day)
            return
        }
        reserve(value.writtenCount &+ 2)
        base[used] = 0x22
        used &+= 1 &+ value.write(to: base + used + 1)
        base[used] = 0x22
        used &+= 1
    }

    public mutating func date(_ value: CalendarDate) {
        reserve(CalendarDate.writtenCount + 2)
        base[used] = 0x22
        used += 1 + value.write(to: base + used + 1)
        byte(0x22)
    }

    public mutating func timeOfDay(_ value: TimeOfDay) {
        reserve(value.writtenCount + 2)
        base[used] = 0x22
        used += 1 + value.write(to: base + used + 1)
        byte(0x22)
    }

    public mutating func duration(_ value: ISODuration) {
        string(value.text)
    }

    public mutating func number(_ value: Number) {
        if let text = value.text {
            text.utf8.withContiguousStorageIfAvailable { raw($0) } ?? raw(Array(text.utf8))
        } else {
            double(value.double)
        }
    }
}
