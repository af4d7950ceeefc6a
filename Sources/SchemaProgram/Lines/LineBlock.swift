import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Bytes of a stream that end with a line, in memory that can be read past its end as a cursor needs.
///
/// ```
/// {"a":1}\n{"a":2}\n│{"a│             │\n + padding
///               whole  filled  capacity
/// ```
// Unchecked: one thread at a time has a block, the one that fills it, or looks through it, or says what it found.
final class LineBlock: @unchecked Sendable {
    static let standardCapacity = 1 << 18

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    var filled = 0
    /// The stream begins here.
    var isFirst = false
    /// How many of the bytes belong to lines that are whole, or to one that is cut.
    var whole = 0
    /// Bytes in front of these that belong to a line that was cut before, and whether the line ends with them.
    var passedOver = 0
    var endsCutLine = false
    /// The only line is longer than a line may be, and goes on.
    var isCut = false

    init() {
        capacity = Self.standardCapacity
        // As Swift's own collections do: without a block nothing could be said about any line.
        guard let memory = Self.memory(nil, capacity) else { fatalError("there is no memory for lines") }
        bytes = memory
    }

    deinit {
        free(bytes)
    }

    /// By the system, which moves many megabytes without touching them, and not zeroed. Nil when it has none.
    private static func memory(_ old: UnsafeMutablePointer<UInt8>?, _ capacity: Int) -> UnsafeMutablePointer<UInt8>? {
        realloc(old, capacity + 1 + JSONCursor.padding)?.assumingMemoryBound(to: UInt8.self)
    }

    /// Holds a line that is longer than blocks are.
    var isLarge: Bool { capacity > Self.standardCapacity }

    /// Where bytes may be put behind those that are here.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: bytes + filled, count: capacity - filled)
    }

    /// As much room as a read should find; false when there is no memory for so long a line.
    func makeRoom() -> Bool {
        if capacity - filled >= Self.standardCapacity / 2 { return true }
        guard let larger = Self.memory(bytes, capacity * 2) else { return false }
        bytes = larger
        capacity *= 2
        return true
    }

    /// Takes what one read left of a line, for which there is room in a block that is empty.
    func begin(with rest: [UInt8]) {
        rest.withUnsafeBytes { room.copyMemory(from: $0) }
        filled = rest.count
    }

    /// Ends what is here as cursors need it.
    func end(at whole: Int) {
        self.whole = whole
        bytes[filled] = 0x0A
        (bytes + filled + 1).update(repeating: 0, count: JSONCursor.padding)
    }

    /// Steps over the first bytes, which belong to a line that was cut.
    func passOver(_ count: Int) {
        memmove(bytes, bytes + count, filled - count)
        filled -= count
        passedOver += count
    }

    func clear() {
        (filled, whole, passedOver) = (0, 0, 0)
        (isFirst, endsCutLine, isCut) = (false, false, false)
    }
}
