/// The names of objects with many members, to find the one that stands twice.
///
/// The hash is seeded by the process, because the names are the input's: with a known hash a text of a megabyte could
/// make every look-up walk all names.
struct WideNames {
    private struct Slot {
        var hash: Int
        /// Index of the name's entry plus one; 0 where the slot is free.
        var name: Int
        var object: Int
    }

    private var slots: [Slot] = []
    private var used = 0

    var isEmpty: Bool { used == 0 }

    /// False when the object has that name already.
    mutating func insert(_ name: Int, of object: Int, in view: JSONTape.View) -> Bool {
        if used * 2 >= slots.count { grow() }
        var hasher = Hasher()
        hasher.combine(object)
        view.withText(name) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        let hash = hasher.finalize()
        let mask = slots.count - 1
        var at = hash & mask
        while slots[at].name != 0 {
            let slot = slots[at]
            if slot.hash == hash, slot.object == object, view.sameText(slot.name - 1, name) { return false }
            at = (at + 1) & mask
        }
        slots[at] = Slot(hash: hash, name: name + 1, object: object)
        used += 1
        return true
    }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: slots.count <= 4096)
        used = 0
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(hash: 0, name: 0, object: 0), count: max(256, old.count * 2))
        let mask = slots.count - 1
        for slot in old where slot.name != 0 {
            var at = slot.hash & mask
            while slots[at].name != 0 { at = (at + 1) & mask }
            slots[at] = slot
        }
    }
}
