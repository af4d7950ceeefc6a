import CommandLineTool
import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The lines of an open file, one after the other, in memory that grows to the longest of them and no further.
///
/// Only 0x0A ends a line. Behind each line stands a 0x0A and the padding that the readers of JSON need.
struct LineStream: ~Copyable {
    /// A longer line is nobody's record: it would be a file without line ends.
    static let longestLine = 1 << 30

    /// Of the line that `next` gave, from 1.
    private(set) var number = 0
    private let file: Descriptor
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var begin = 0
    private var end = 0
    private var atEnd = false

    init(_ file: consuming Descriptor, capacity: Int = 1 << 18) {
        self.file = file
        self.capacity = capacity
        base = .allocate(capacity: capacity + 1 + JSONCursor.padding)
        base.initialize(repeating: 0, count: capacity + 1 + JSONCursor.padding)
    }

    deinit {
        base.deallocate()
    }

    /// The next line without its end, valid until the next call; nil after the last.
    mutating func next() throws(SystemFault) -> UnsafeBufferPointer<UInt8>? {
        var searched = begin
        while true {
            if let found = memchr(base + searched, 0x0A, end - searched) {
                let stop = found.assumingMemoryBound(to: UInt8.self) - base
                return take(to: stop, next: stop + 1)
            }
            if atEnd {
                if begin == end { return nil }
                base[end] = 0x0A
                return take(to: end, next: end)
            }
            if end - begin > Self.longestLine { throw SystemFault("read a line of", EFBIG) }
            let seen = end - begin
            try fill()
            searched = begin + seen
        }
    }

    private mutating func take(to stop: Int, next: Int) -> UnsafeBufferPointer<UInt8> {
        number += 1
        var start = begin
        if number == 1, stop - start >= 3, base[start] == 0xEF, base[start + 1] == 0xBB, base[start + 2] == 0xBF {
            start += 3
        }
        begin = next
        return UnsafeBufferPointer(start: base + start, count: stop - start)
    }

    private mutating func fill() throws(SystemFault) {
        if begin > 0 {
            memmove(base, base + begin, end - begin)
            end -= begin
            begin = 0
        }
        if capacity - end < capacity / 4 { grow() }
        let count = try readSome(
            file.number,
            into: UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
        ).get()
        end += count
        atEnd = count == 0
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 1 + JSONCursor.padding)
        larger.update(from: base, count: end)
        (larger + end).initialize(repeating: 0, count: capacity * 2 + 1 + JSONCursor.padding - end)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
