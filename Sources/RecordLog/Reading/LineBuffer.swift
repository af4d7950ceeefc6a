import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A line that lies in a `LineBuffer` until the buffer is asked for anything else.
@usableFromInline
struct BufferedLine {
    /// The first byte; a 0x0A and the cursor's padding follow the last.
    @usableFromInline var start: UnsafePointer<UInt8>
    @usableFromInline var place: LinePlace
    /// False when the log ended instead of the line.
    @usableFromInline var isTerminated: Bool
    /// How many of its bytes are here: all of them, or the beginning of a line that is partial, for a preview.
    @usableFromInline var held: Int
    /// A line beyond the bound, or a long one that no record begins like.
    @usableFromInline var isPartial: Bool
}

/// Bytes go in as they come, lines come out.
///
/// ```
/// memory   ░░░░░░░│{"type":…}│\n│{"type":…,"in│            │\n + padding
///                 begin          scanned     end      capacity
/// ```
///
/// A byte of 0x0A ends a line and nothing else does: not CR, not U+2028. The buffer grows to hold one line, never past
/// `maximumLineLength` and room for reading on; a longer line is stepped over, with its length counted and its beginning
/// kept. So is one that can hold no record by its first byte, as the zeros that a crash leaves, once it is longer than
/// what is read at a time.
// Its state is touched for every line by one reader alone, and run-time checks of exclusive access cost as much as
// finding the line: `@exclusivity(unchecked)`.
final class LineBuffer {
    static let standardCapacity = 256 << 10
    /// As much of a line beyond the bound as a preview of 200 characters can need.
    private static let previewLength = 800

    /// What the bytes lie in, and room for views of them. Both are shared with views that somebody keeps, and left to them
    /// before anything is written to the bytes.
    @exclusivity(unchecked) private var room: ViewRoom
    private var block: LineMemory { room.text }
    private var memory: UnsafeMutablePointer<UInt8> { block.base }
    private var capacity: Int { block.capacity }
    @exclusivity(unchecked) private var begin = 0
    @exclusivity(unchecked) private var scanned = 0
    @exclusivity(unchecked) private var end = 0
    private let maximumLineLength: Int
    private let standard: Int
    /// What holds the longest line and as much again as is read at a time.
    private let largestCapacity: Int
    /// The place of the line that begins next.
    @exclusivity(unchecked) private var number = 1
    @exclusivity(unchecked) private var offset: Int
    @exclusivity(unchecked) private var lastLength = 0
    /// How long the line is so far that is stepped over, while one is; its beginning is kept at `memory`.
    @exclusivity(unchecked) private var overlong: Int?
    private var kept = 0

    /// - Parameter offset: where in the log the first byte stands; only at 0 a byte order mark is stepped over.
    init(offset: Int = 0, capacity: Int = LineBuffer.standardCapacity, maximumLineLength: Int) {
        self.offset = offset
        self.maximumLineLength = max(maximumLineLength, 1)
        let capacity = max(capacity, Self.previewLength + 1)
        let (largest, overflow) = self.maximumLineLength.addingReportingOverflow(capacity)
        largestCapacity = overflow ? .max : largest
        standard = capacity
        room = ViewRoom(for: LineMemory(capacity: capacity))
    }

    /// Lines of these bytes that are read where they lie: all that are followed by the padding of cursors. The last ones go
    /// in as those of a file do.
    init(lending bytes: [UInt8], maximumLineLength: Int) {
        offset = 0
        self.maximumLineLength = max(maximumLineLength, 1)
        standard = Self.standardCapacity
        let (largest, overflow) = self.maximumLineLength.addingReportingOverflow(standard)
        largestCapacity = overflow ? .max : largest
        let last = bytes.count - JSONCursor.padding
        var padded = last
        // A log that ends with a line of any length is not gone through for its beginning.
        while padded > standard, padded > last - standard, bytes[padded - 1] != 0x0A { padded -= 1 }
        if padded > standard, bytes[padded - 1] == 0x0A {
            room = ViewRoom(for: LineMemory(lending: bytes))
            end = padded
        } else {
            room = ViewRoom(for: LineMemory(capacity: standard))
        }
    }

    /// The line with what keeps it in memory, for as long as somebody looks at it.
    @inline(__always)
    func hold(_ start: UnsafePointer<UInt8>) -> LineHold {
        ViewRoom.renew(&room)
        return LineHold(room: room, start: start)
    }

    /// Whether nobody looks at what lies here: neither in this room nor in one that was left to views.
    private var isUnseen: Bool { isKnownUniquelyReferenced(&room) && isKnownUniquelyReferenced(&room.text) }

    /// Where the next line begins.
    var position: Int { offset }
    /// Where what is not here yet begins.
    var endOffset: Int { offset + pending }
    /// How many bytes of an unfinished line there are.
    var pending: Int { overlong ?? (end - begin) }
    var nextLineNumber: Int { number }
    /// What is here of an unfinished line, from its first byte on: all of it, or the beginning of one that is stepped over.
    /// Valid until the buffer is asked for anything else.
    var unfinished: UnsafeRawBufferPointer {
        let bytes = overlong == nil ? begin..<end : 0..<kept
        return UnsafeRawBufferPointer(start: memory + bytes.lowerBound, count: bytes.count)
    }

    /// Room for bytes; call `commit` with how many were put there.
    func space() -> UnsafeMutableRawBufferPointer {
        if block.isLent || capacity > standard && overlong == nil && end - begin <= standard / 2 {
            // After a long line reads of its size would miss the caches; what is lent is nobody's to write to.
            moveToNewMemory(standard)
        } else if !isUnseen {
            moveToNewMemory(capacity)
        } else if begin > 0, overlong == nil {
            memmove(memory, memory + begin, end - begin)
            scanned -= begin
            end -= begin
            begin = 0
        }
        // A quarter at least, or a long line would be read in ever smaller pieces.
        if capacity - end < capacity / 4, capacity < largestCapacity {
            enlarge(to: min(capacity * 2, largestCapacity))
        } else if capacity == end {
            // Somebody gives more bytes at once than a line may have.
            enlarge(to: capacity * 2)
        }
        return UnsafeMutableRawBufferPointer(start: memory + end, count: capacity - end)
    }

    func commit(_ count: Int) {
        end += count
        // Where a cursor stops that reads a line before its end was looked for; see `beginning`.
        memory[end] = 0x0A
    }

    /// Forgets what is here of a line without its end; call it when `next` has no more lines.
    func dropUnfinished() {
        overlong = nil
        scanned = begin
        end = begin
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let room = space()
            let count = min(room.count, rest.count)
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
            commit(count)
            rest = rest.dropFirst(count)
        }
    }

    /// Where the next line begins, for a reader that goes on before the line's end was looked for: a record ends where its
    /// line does, so most lines need not be gone through for their end. Somewhere behind it is a 0x0A that ends the line or
    /// what is here of it, with the cursor's padding behind that.
    ///
    /// Nil where `next` has to be asked.
    @inline(__always)
    func beginning() -> UnsafePointer<UInt8>? {
        // A byte order mark is left to `next`, and so is a line of which some was there before. One that would not be here as
        // a whole, if it were as long as the last one, would be read twice.
        guard end - begin > lastLength, scanned == begin, overlong == nil, offset > 0 || memory[begin] != 0xEF else {
            return nil
        }
        return UnsafePointer(memory + begin)
    }

    /// Takes the line that begins at `beginning` and ends with the 0x0A at `stop`. Nil, with nothing taken, when that is
    /// only the end of what is here, or the line is too long.
    @inline(__always)
    func pass(to stop: UnsafePointer<UInt8>) -> LinePlace? {
        let length = stop - UnsafePointer(memory + begin)
        guard begin + length < end, stop.pointee == 0x0A, length <= maximumLineLength else { return nil }
        let place = LinePlace(number: number, offset: offset, length: length)
        begin += length + 1
        scanned = begin
        pass(length, true)
        return place
    }

    /// The next line, if its end is here; with `ended`, also the last line without one.
    func next(ended: Bool) -> BufferedLine? {
        if overlong != nil { return restOfOverlongLine(ended: ended) }
        if let found = memchr(memory + scanned, 0x0A, end - scanned) {
            let length = found.assumingMemoryBound(to: UInt8.self) - (memory + begin)
            return line(length: length, isTerminated: true)
        }
        scanned = end
        if end - begin > maximumLineLength || end - begin > standard / 2 && !Self.beginsText(memory[begin]) {
            stepOver()
            return restOfOverlongLine(ended: ended)
        }
        guard ended, begin < end else { return nil }
        // It is there already, unless the last attempt to read failed.
        memory[end] = 0x0A
        return line(length: end - begin, isTerminated: false)
    }

    /// Whether JSON, or white space or a byte order mark before it, can begin with this byte.
    private static func beginsText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), 0x20, 0x09, 0x0D, 0xEF: true
        default: false
        }
    }

    private func line(length: Int, isTerminated: Bool) -> BufferedLine? {
        if offset == 0, length >= 3, memory[begin] == 0xEF, memory[begin + 1] == 0xBB, memory[begin + 2] == 0xBF {
            begin += 3
            offset += 3
            return line(length: length - 3, isTerminated: isTerminated)
        }
        let line = BufferedLine(
            start: memory + begin,
            place: LinePlace(number: number, offset: offset, length: length),
            isTerminated: isTerminated,
            held: length,
            isPartial: length > maximumLineLength
        )
        begin += length + (isTerminated ? 1 : 0)
        scanned = begin
        pass(length, isTerminated)
        return line
    }

    @inline(__always)
    private func pass(_ length: Int, _ isTerminated: Bool) {
        number += 1
        offset += length + (isTerminated ? 1 : 0)
        lastLength = length
    }

    /// Keeps the line's beginning at the front of the memory and forgets the rest of what is here.
    private func stepOver() {
        if !isUnseen { moveToNewMemory(capacity) }
        kept = min(end - begin, Self.previewLength)
        overlong = end - begin
        memmove(memory, memory + begin, kept)
        begin = kept
        scanned = kept
        end = kept
    }

    private func restOfOverlongLine(ended: Bool) -> BufferedLine? {
        guard let before = overlong else { return nil }
        let found = memchr(memory + begin, 0x0A, end - begin)
        let more = found.map { $0.assumingMemoryBound(to: UInt8.self) - (memory + begin) } ?? (end - begin)
        let length = before + more
        guard found != nil || ended else {
            overlong = length
            end = begin
            return nil
        }
        let line = BufferedLine(
            start: memory,
            place: LinePlace(number: number, offset: offset, length: length),
            isTerminated: found != nil,
            held: kept,
            isPartial: true
        )
        overlong = nil
        begin += more + (found == nil ? 0 : 1)
        scanned = begin
        pass(length, found != nil)
        return line
    }

    /// More room; nobody else holds the memory.
    private func enlarge(to capacity: Int) {
        room.text = LineMemory(enlarging: block, to: capacity)
    }

    /// Leaves the lines that were handed out where they are.
    private func moveToNewMemory(_ capacity: Int) {
        let larger = LineMemory(capacity: capacity)
        // While a line is stepped over, its beginning is kept in front of `begin`.
        let from = overlong == nil ? begin : 0
        memcpy(larger.base, memory + from, end - from)
        begin -= from
        scanned -= from
        end -= from
        room = ViewRoom(for: larger)
    }
}
