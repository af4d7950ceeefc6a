/// What is made of an object in which a name stands twice. The grammar of JSON allows it, and RFC 8259 leaves open what
/// it means.
public enum DuplicateNames: Sendable, Hashable {
    /// It is a fault: two readers would see two values, and what is valid for one need not be for the other.
    case refused
    /// The last member of each name counts, as in ECMA-262 and most readers; those before it are as if they were not
    /// there.
    case lastCounts
}

extension JSONTape {
    /// Takes the members off the tape that a later one of the same name replaces. Slow, and rare: it is called for a text
    /// that has such names.
    mutating func keepLastOfEachName(_ text: UnsafePointer<UInt8>) {
        let view = view(of: text)
        var isKept = [Bool](repeating: true, count: count)
        for object in 0..<count where view[object].isObject {
            var lost = 0
            var last: [UInt32: [Int]] = [:]
            var at = object + 1
            while at < view[object].next {
                let next = view.after(at + 1)
                let others = last[view[at].hash, default: []]
                if let earlier = others.first(where: { view.sameText($0, at) }) {
                    for entry in earlier..<view.after(earlier + 1) { isKept[entry] = false }
                    lost += 1
                }
                last[view[at].hash] = others.filter { !view.sameText($0, at) } + [at]
                at = next
            }
            entries[object].tail -= UInt64(lost) << 32
        }
        close(isKept)
    }

    /// Moves the entries that are kept together, and leads containers to where their ends are by then.
    private mutating func close(_ isKept: [Bool]) {
        var places = [0]
        places.reserveCapacity(count + 1)
        var kept = 0
        for entry in isKept {
            if entry { kept += 1 }
            places.append(kept)
        }
        for old in 0..<count where isKept[old] {
            var entry = entries[old]
            if entry.isContainer { entry.tail = UInt64(entry.count) << 32 | UInt64(places[entry.next]) }
            entries[places[old]] = entry
        }
        count = kept
    }
}
