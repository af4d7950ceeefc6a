import JSONCore

/// Tapes that are not in use: their memory, five pieces of it, costs a tenth of decoding a small record.
final class TapeShelf: @unchecked Sendable {
    final class Box {
        // Whoever has the box is alone with it; run-time checks would be most of what it saves.
        @exclusivity(unchecked) var tape = JSONTape()
    }

    static let shared = TapeShelf()

    /// As many threads at a time take turns without a new tape.
    private static let room = 8
    /// What one large text needed is not kept for ever.
    private static let largest = 1 << 20

    private let lock = Lock()
    @exclusivity(unchecked) private var idle: [Box] = []

    func take() -> Box {
        lock.withLock { idle.popLast() } ?? Box()
    }

    func put(_ box: Box) {
        guard box.tape.footprint <= Self.largest else { return }
        lock.withLock {
            if idle.count < Self.room { idle.append(box) }
        }
    }
}
