/// One block of memory behind a pattern. Written while a pattern is loaded, never after.
final class PatternStorage {
    let base: UnsafeMutableRawPointer

    init(bytes: Int) {
        base = .allocate(byteCount: max(bytes, 8), alignment: 8)
    }

    deinit {
        base.deallocate()
    }
}
