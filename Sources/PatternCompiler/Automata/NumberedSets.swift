/// Lists of numbers, each kept once and known by its place in the order in which they came.
///
/// The subset construction asks for every set it meets whether it was there before, so they lie one after the other in
/// one pile, and a table of places finds them by their hash.
struct NumberedSets {
    private let elements = Pile<UInt32>()
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    /// Open addressing over a power of two: the number plus one, 0 where nothing is.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    var count: Int { ends.count }

    /// The elements of a set, until the next one is added.
    subscript(number: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(rebasing: elements.elements[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
    }

    /// The number of a set, which is the last one when it is new.
    mutating func number(of set: UnsafeBufferPointer<UInt32>) -> Int {
        var hash: UInt32 = 0x9E37_79B9
        for element in set { hash = (hash ^ element) &* 0x85EB_CA6B ^ hash >> 15 }
        hash ^= hash >> 13
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, isEqual(self[number], set) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        for element in set { elements.append(element) }
        ends.append(elements.count)
        hashes.append(hash)
        slots[slot] = UInt32(ends.count)
        if 2 * ends.count > slots.count { grow() }
        return ends.count - 1
    }

    private func isEqual(_ one: UnsafeBufferPointer<UInt32>, _ other: UnsafeBufferPointer<UInt32>) -> Bool {
        guard one.count == other.count else { return false }
        for place in one.indices where one[place] != other[place] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: 2 * slots.count)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }
}
