/// Which members or elements of the instances that are being looked at have been evaluated, for `unevaluated*`.
///
/// One region of bytes for each schema that asks, and for each branch that may fail after it has marked: the marks of
/// a branch are added to those around it when it has succeeded, and forgotten otherwise.
struct MarkStack {
    struct Region {
        /// Index of the instance; -1 when nobody asks.
        var instance: Int
        var base: Int
        var count: Int
    }

    private var bytes: [UInt8] = []
    private(set) var current = Region(instance: -1, base: 0, count: 0)

    /// Whether somebody asks about this instance. No other is ever marked.
    @inline(__always)
    func isTracking(_ instance: Int) -> Bool { current.instance == instance }

    /// Begins a region; what it returns goes to `end`.
    mutating func begin(_ instance: Int, count: Int) -> Region {
        let outer = current
        current = Region(instance: instance, base: bytes.count, count: count)
        bytes.append(contentsOf: repeatElement(0, count: count))
        return outer
    }

    mutating func end(_ outer: Region, keep: Bool) {
        if keep, outer.instance == current.instance {
            for place in 0..<min(outer.count, current.count) {
                bytes[outer.base + place] |= bytes[current.base + place]
            }
        }
        bytes.removeLast(bytes.count - current.base)
        current = outer
    }

    /// Nobody asks until `resume`: what stands under `not` evaluates nothing.
    mutating func suspend() -> Region {
        let outer = current
        current = Region(instance: -1, base: bytes.count, count: 0)
        return outer
    }

    mutating func resume(_ outer: Region) {
        current = outer
    }

    mutating func mark(_ ordinal: Int) {
        if ordinal < current.count { bytes[current.base + ordinal] = 1 }
    }

    mutating func markAll() {
        for place in 0..<current.count { bytes[current.base + place] = 1 }
    }

    func isMarked(_ ordinal: Int) -> Bool {
        ordinal < current.count && bytes[current.base + ordinal] != 0
    }

    /// Whether nothing was marked and nobody asks.
    var isEmpty: Bool { bytes.isEmpty && current.instance == -1 }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        current = Region(instance: -1, base: 0, count: 0)
    }
}
