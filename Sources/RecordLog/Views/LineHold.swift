public import JSONCore

/// A line and what keeps it in memory.
public struct LineHold: @unchecked Sendable {
    @usableFromInline var room: ViewRoom
    @usableFromInline let start: UnsafePointer<UInt8>

    init(room: ViewRoom, start: UnsafePointer<UInt8>) {
        self.room = room
        self.start = start
    }

    /// Holds a copy of a text that lies in no log.
    init(copying bytes: [UInt8]) {
        let memory = LineMemory(capacity: bytes.count)
        memory.base.update(from: bytes, count: bytes.count)
        memory.base[bytes.count] = 0x0A
        memory.newlineLimit = UnsafePointer(memory.base) + bytes.count
        self.init(room: ViewRoom(for: memory), start: UnsafePointer(memory.base))
    }

    /// The same line for views that are made while others look at it too: their places lie in room of their own.
    @usableFromInline
    var apart: LineHold {
        LineHold(room: ViewRoom(for: room.text, size: ViewRoom.standardSize / 8), start: start)
    }

    /// Room for the next view, of which the same holds as of `ViewRoom.renew`.
    @usableFromInline
    mutating func renew() {
        ViewRoom.renew(&room)
    }

    /// Room for the places of an object's fields.
    @inline(never)
    public func places(_ count: Int) -> UnsafeMutablePointer<FieldPlace> {
        room.take(count)
    }

    /// Checks a value as a view does, and keeps nothing of it.
    @inline(never)
    public func check<View: JSONView>(_ type: View.Type, _ c: inout JSONCursor) throws(JSONFault) {
        try room.passing { () throws(JSONFault) in _ = try View(viewing: &c, in: self) }
    }

    @inlinable
    public func text(_ place: FieldPlace) -> TextView {
        TextView(line: self, place: place)
    }

    @inlinable
    public func raw(_ place: FieldPlace) -> RawView {
        RawView(line: self, place: place)
    }

    @inlinable
    public func list<Element: JSONView>(_ place: FieldPlace, of type: Element.Type) -> ListView<Element> {
        ListView(line: self, place: place)
    }

    /// At a value inside of the record, so that it is not taken for the outermost object, behind which nothing follows.
    @usableFromInline
    func cursor(at place: FieldPlace) -> JSONCursor {
        var cursor = JSONCursor(at: start, newlineLimit: room.text.newlineLimit).moved(to: start + Int(place.offset))
        cursor.depthLeft -= 1
        return cursor
    }
}
