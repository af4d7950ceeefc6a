import CJSONScan

/// What is kept of a field until its object was read: the value for a record, the place for a view.
protocol KeptField {
    /// Whether members that no field is for are stepped over, because nothing is kept of them.
    static var skipsOthers: Bool { get }
    /// False where no UUID stands, whose 36 bytes would begin at `text`.
    static func store(uuid text: UnsafePointer<UInt8>, at place: Int, in room: UnsafeMutableRawPointer) -> Bool
    static func store(_ time: UsualTime, in room: UnsafeMutableRawPointer)
    static func store(_ time: TimestampFields, at place: Int, in room: UnsafeMutableRawPointer)
    static func store(_ value: Int, at place: Int, in room: UnsafeMutableRawPointer)
    static func store(_ value: Bool, at place: Int, in room: UnsafeMutableRawPointer)
    static func store(_ text: TextSlice, in room: UnsafeMutableRawPointer)
}

extension FieldValue: KeptField {
    @inline(__always)
    static var skipsOthers: Bool { false }

    @inline(__always)
    static func store(uuid text: UnsafePointer<UInt8>, at place: Int, in room: UnsafeMutableRawPointer) -> Bool {
        let id = cjson_read_uuid(text)
        room.storeBytes(of: FieldValue(id.high, id.low), as: FieldValue.self)
        return id.isValid
    }

    @inline(__always)
    static func store(_ time: UsualTime, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldValue(TimestampFields(time)), as: FieldValue.self)
    }

    @inline(__always)
    static func store(_ time: TimestampFields, at place: Int, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldValue(time), as: FieldValue.self)
    }

    @inline(__always)
    static func store(_ value: Int, at place: Int, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldValue(value), as: FieldValue.self)
    }

    @inline(__always)
    static func store(_ value: Bool, at place: Int, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldValue(value), as: FieldValue.self)
    }

    @inline(__always)
    static func store(_ text: TextSlice, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldValue(text), as: FieldValue.self)
    }
}

extension FieldPlace: KeptField {
    @inline(__always)
    static var skipsOthers: Bool { true }

    @inline(__always)
    private static func store(_ place: Int, _ count: UInt32, in room: UnsafeMutableRawPointer) {
        let kept = FieldPlace(offset: UInt32(truncatingIfNeeded: place), countAndFlags: count)
        room.storeBytes(of: kept, as: FieldPlace.self)
    }

    @inline(__always)
    static func store(uuid text: UnsafePointer<UInt8>, at place: Int, in room: UnsafeMutableRawPointer) -> Bool {
        store(place, 1, in: room)
        return cjson_is_uuid(text)
    }

    @inline(__always)
    static func store(_ time: UsualTime, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldPlace(time), as: FieldPlace.self)
    }

    @inline(__always)
    static func store(_ time: TimestampFields, at place: Int, in room: UnsafeMutableRawPointer) {
        store(place, 0, in: room)
    }

    @inline(__always)
    static func store(_ value: Int, at place: Int, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldPlace(integer: value, at: place), as: FieldPlace.self)
    }

    @inline(__always)
    static func store(_ value: Bool, at place: Int, in room: UnsafeMutableRawPointer) {
        store(place, value ? 1 : 0, in: room)
    }

    @inline(__always)
    static func store(_ text: TextSlice, in room: UnsafeMutableRawPointer) {
        room.storeBytes(of: FieldPlace(text), as: FieldPlace.self)
    }
}
