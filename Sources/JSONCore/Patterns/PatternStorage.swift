/// One block of memory behind a pattern. Written while a pattern is loaded, never after.
final class PatternStorage {
    let base: UnsafeMutableRawPointer
    private var isKept = false

    init(bytes: Int) {
        base = .allocate(byteCount: max(bytes, 8), alignment: 8)
    }

    /// Leaves the memory to the process: a literal's pattern lives as long.
    func keep() {
        isKept = true
    }

    deinit {
        if !isKept { base.deallocate() }
    }
}
