/// Memory of a fixed size that its owner writes and reads by place.
///
/// An array would check every place, and whether it is shared, in the loops in which compiling a pattern spends its
/// time: they are up to twice as fast without. Places come from what was counted before the room was made; in debug
/// builds they are checked.
final class Room<Element: BitwiseCopyable> {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: count)
    }

    convenience init(_ elements: [Element], filler: Element) {
        self.init(repeating: filler, count: elements.count)
        for (place, element) in elements.enumerated() { base[place] = element }
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(place: Int) -> Element {
        get {
            assert(place >= 0 && place < count)
            return base[place]
        }
        set {
            assert(place >= 0 && place < count)
            base[place] = newValue
        }
    }

    @inline(__always)
    subscript(place: UInt32) -> Element {
        get { self[Int(truncatingIfNeeded: place)] }
        set { self[Int(truncatingIfNeeded: place)] = newValue }
    }
}

/// A list in memory that grows, but never shrinks, and that nobody shares.
final class Pile<Element: BitwiseCopyable> {
    private(set) var count = 0
    private var capacity = 64
    private var base: UnsafeMutablePointer<Element>

    init() { base = .allocate(capacity: capacity) }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(place: Int) -> Element {
        assert(place >= 0 && place < count)
        return base[place]
    }

    @inline(__always)
    func append(_ element: Element) {
        if count == capacity { grow() }
        base[count] = element
        count &+= 1
    }

    @inline(__always)
    func removeLast() -> Element {
        assert(count > 0)
        count &-= 1
        return base[count]
    }

    @inline(__always)
    func removeAll() { count = 0 }

    @inline(never)
    private func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}
