import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The memory that lines lie in while somebody looks at them.
///
/// A view keeps it alive, so a view that is kept for later stays valid: the reader then goes on in new memory instead
/// of reusing this.
public final class LineMemory: @unchecked Sendable {
    // Written by the reader only while nobody else holds the object.
    let base: UnsafeMutablePointer<UInt8>
    let capacity: Int
    private var isTaken = false
    /// Below this a 0x0A is white space, in a text of several lines; nil for the lines of a log.
    var newlineLimit: UnsafePointer<UInt8>?
    /// Whose bytes these are, when they are nobody's to write to.
    private let owner: [UInt8]?
    var isLent: Bool { owner != nil }

    /// Room for so many bytes, and for the cursor's sentinel and padding behind them.
    init(capacity: Int) {
        self.capacity = capacity
        owner = nil
        // Zeroed by the system, page by page as they are first touched.
        base = Self.checked(calloc(1, Self.size(capacity)))
    }

    /// The same bytes with more room; `smaller` must not be used after this.
    ///
    /// The system moves the pages of a large block rather than its bytes, so that no two of them are ever there.
    init(enlarging smaller: LineMemory, to capacity: Int) {
        self.capacity = capacity
        owner = nil
        smaller.isTaken = true
        base = Self.checked(realloc(smaller.base, Self.size(capacity)))
        (base + smaller.capacity).initialize(repeating: 0, count: 1 + JSONCursor.padding)
        (base + capacity).initialize(repeating: 0, count: 1 + JSONCursor.padding)
    }

    /// An array's own bytes, which nothing is written to; no line may be read from them whose end and the padding behind
    /// it are not there.
    ///
    /// They stay where they are: an array of bytes is one block of memory, and while this holds it, whoever changes the
    /// array gets a copy.
    init(lending bytes: [UInt8]) {
        owner = bytes
        capacity = bytes.count
        isTaken = true
        base = bytes.withUnsafeBufferPointer { lent in
            lent.baseAddress.map { UnsafeMutablePointer(mutating: $0) } ?? Self.checked(nil)
        }
    }

    deinit {
        if !isTaken { free(base) }
    }

    private static func size(_ capacity: Int) -> Int { capacity + 1 + JSONCursor.padding }

    private static func checked(_ memory: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<UInt8> {
        // As Swift's own collections do: nothing can be handed out, an error no more than a line.
        guard let memory else { fatalError("there is no memory for a line") }
        return memory.assumingMemoryBound(to: UInt8.self)
    }
}
