/// A JSON text as a flat sequence of entries, made in one pass; see `TapeEntry` for the layout.
///
/// It owns its memory and keeps it from text to text, so that reading record after record allocates nothing. What a
/// tape says refers to the text by offset: the text has to stay in memory while its `View` is used.
public struct JSONTape: ~Copyable {
    @usableFromInline var entries: UnsafeMutablePointer<TapeEntry>
    @usableFromInline var capacity: Int
    /// Entries of the text read last.
    public internal(set) var count = 0
    var frames: UnsafeMutablePointer<TapeFrame>
    var frameCapacity: Int
    /// 256 bits for the names of each open object, one of them for a name by its hash: a clear one means that the name is
    /// new. The outermost object's are at 1.
    var filters: UnsafeMutablePointer<UInt64>
    var wideNames = WideNames()
    var refusesDuplicates = true
    /// Whether some object has a name twice; known when `readValue` is done.
    var hasDuplicates = false
    var copy: UnsafeMutablePointer<UInt8>
    var copyCapacity: Int

    public init() {
        capacity = 256
        entries = .allocate(capacity: capacity)
        frameCapacity = 32
        frames = .allocate(capacity: frameCapacity)
        filters = .allocate(capacity: (frameCapacity + 1) * TapeFrame.filterWords)
        copyCapacity = 0
        copy = .allocate(capacity: 1)
    }

    /// Bytes of the memory that it keeps.
    public var footprint: Int {
        capacity * MemoryLayout<TapeEntry>.stride + frameCapacity * MemoryLayout<TapeFrame>.stride
            + (frameCapacity + 1) * TapeFrame.filterWords * MemoryLayout<UInt64>.stride
            + copyCapacity
    }

    deinit {
        entries.deallocate()
        frames.deallocate()
        filters.deallocate()
        copy.deallocate()
    }
}

/// An object or array that is not closed yet.
struct TapeFrame {
    var entry: Int
    var count: Int
    var isObject: Bool

    /// What `JSONTape.filters` has for each.
    static let filterWords = 4
}

extension JSONTape {
    /// What reads a tape: pointers that are valid until the next text is read, or the tape ends.
    @frozen
    public struct View {
        public let entries: UnsafePointer<TapeEntry>
        public let text: UnsafePointer<UInt8>
        public let count: Int

        @inlinable
        init(entries: UnsafePointer<TapeEntry>, text: UnsafePointer<UInt8>, count: Int) {
            self.entries = entries
            self.text = text
            self.count = count
        }

        @inlinable @inline(__always)
        public subscript(index: Int) -> TapeEntry { entries[index] }

        /// The index behind a value, past all that it holds.
        @inlinable @inline(__always)
        public func after(_ index: Int) -> Int {
            let entry = entries[index]
            return entry.isContainer ? entry.next : index + 1
        }

        /// Where the value begins in the text: at the quote of a string.
        public func place(_ index: Int) -> Int {
            let entry = entries[index]
            return entry.isString ? entry.offset - 1 : entry.offset
        }
    }

    /// The view of the text read last, which lies at `start`.
    @inlinable
    public func view(of start: UnsafePointer<UInt8>) -> View {
        View(entries: entries, text: start, count: count)
    }
}

extension JSONTape {
    @inline(never)
    mutating func growEntries() {
        let larger = UnsafeMutablePointer<TapeEntry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }

    @inline(never)
    mutating func growFrames(_ used: Int) {
        let larger = UnsafeMutablePointer<TapeFrame>.allocate(capacity: frameCapacity * 2)
        larger.moveInitialize(from: frames, count: used)
        frames.deallocate()
        frames = larger
        let more = UnsafeMutablePointer<UInt64>.allocate(capacity: (frameCapacity * 2 + 1) * TapeFrame.filterWords)
        more.moveInitialize(from: filters, count: (used + 1) * TapeFrame.filterWords)
        filters.deallocate()
        filters = more
        frameCapacity *= 2
    }

    /// A copy of the text with the sentinel and the padding that the cursor needs, valid until the next one.
    public mutating func padded(_ text: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8> {
        let needed = text.count + 1 + JSONCursor.padding
        if copyCapacity < needed {
            copy.deallocate()
            copyCapacity = max(needed, 4096)
            copy = .allocate(capacity: copyCapacity)
        }
        if let base = text.baseAddress { copy.initialize(from: base, count: text.count) }
        (copy + text.count).initialize(to: 0x0A)
        (copy + text.count + 1).initialize(repeating: 0, count: JSONCursor.padding)
        return UnsafePointer(copy)
    }
}
