public import JSONCore

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

/// A line and what keeps it in memory.
public struct LineHold: @unchecked Sendable {
    @usableFromInline let memory: LineMemory
    @usableFromInline let start: UnsafePointer<UInt8>

    init(memory: LineMemory, start: UnsafePointer<UInt8>) {
        self.memory = memory
        self.start = start
    }

    /// Holds a copy of a text that lies in no log.
    init(copying bytes: [UInt8]) {
        memory = LineMemory(capacity: bytes.count)
        memory.base.update(from: bytes, count: bytes.count)
        memory.base[bytes.count] = 0x0A
        start = UnsafePointer(memory.base)
    }

    @inlinable
    public func text(_ slice: TextSlice) -> TextView {
        TextView(line: self, place: TextPlace(slice))
    }

    @inlinable
    public func text(_ place: TextPlace) -> TextView {
        TextView(line: self, place: place)
    }

    @inlinable
    public func raw(_ slice: RawSlice) -> RawView {
        RawView(line: self, slice: slice)
    }

    @inlinable
    public func list<Element: JSONView>(_ slice: ListSlice, of type: Element.Type) -> ListView<Element> {
        ListView(line: self, slice: slice)
    }

    @inlinable
    func cursor(at offset: Int) -> JSONCursor {
        JSONCursor(at: start).moved(to: start + offset)
    }
}

/// A value that can be read where it lies.
public protocol JSONView: Sendable {
    /// Reads and checks the value at the cursor, whose text `line` keeps in memory.
    init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault)
}

extension JSONView {
    /// Looks at one value in a copy of its text, which the view keeps.
    public init(parsing text: String, strict: Bool = false) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), strict: strict)
    }

    public init(parsing bytes: [UInt8], strict: Bool = false) throws(JSONFault) {
        let hold = LineHold(copying: bytes)
        var cursor = JSONCursor(at: hold.start, newlineLimit: hold.start + bytes.count, strict: strict)
        cursor.skipWhitespace()
        self = try Self(viewing: &cursor, in: hold)
        try cursor.expectEnd()
        if cursor.offset != bytes.count { throw cursor.fault(.trailingBytes) }
    }
}
