import CJSONScan

/// The names of a table as they stand in quotes, for a reader that has only found where one begins: the tag of each line of
/// a log.
///
/// Which variant a line is cannot be foreseen, so whoever reads it waits for the answer, and each step to it counts. The
/// table is asked with one word of the text, at a place where every name has one, and with the distance of the next
/// quote, which is looked for at the same time. The word's place and a seed are chosen so that no two names meet. Where
/// none are found, mostly because a short name leaves too little of the others, `NameTable.index(_:_:)` is asked, which is
/// the plain twin.
@usableFromInline
struct QuotedNames {
    /// A name with both quotes, zero padded, and bit i for each of its bytes.
    private struct Row {
        var text: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        /// All, where no text is: a quote does not stand over zeros.
        var mask: UInt32 = .max
        var index: Int32 = -1
        var rest: (UInt64, UInt64, UInt64) = (0, 0, 0)
    }

    private let rows: UnsafePointer<Row>
    private let bucketMask: UInt64
    private let plan: Plan

    private struct Plan {
        /// Where the word begins in a name, and which of its bytes all names have.
        let offset: Int
        let wordMask: UInt64
        let seed: UInt64

        @inline(__always)
        func bucket(_ p: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
            ((cjson_load8(p + offset) & wordMask) &* seed) &>> 48 &+ UInt64(truncatingIfNeeded: count)
        }
    }

    /// Nil where a word and the length do not tell the names apart, or there are too many of them.
    ///
    /// - Parameters:
    ///   - slots: each name as `"name":`, `stride` bytes apart, each followed by sixteen readable ones.
    ///   - lengths: of `"name"` with both quotes; 0 for a name that is never written without escapes.
    init?(_ slots: UnsafePointer<UInt8>, _ stride: Int, _ lengths: UnsafePointer<Int32>, _ count: Int) {
        let found = (0..<count).filter { 2...32 ~= lengths[$0] }
        guard !found.isEmpty, found.count <= 200 else { return nil }
        // With its closing quote, which no name has elsewhere.
        let least = found.map { Int(lengths[$0]) - 1 }.min() ?? 1
        let wordMask: UInt64 = least < 8 ? 1 << UInt64(8 * least) - 1 : .max
        var size = 8
        while size < found.count * 3 { size *= 2 }
        var used = [Int](repeating: 0, count: size * 8)
        var round = 0
        while size <= used.count {
            for offset in 0...max(least - 8, 0) {
                for _ in 0..<8 {
                    round += 1
                    let plan = Plan(
                        offset: offset,
                        wordMask: wordMask,
                        seed: UInt64(round) &* 0x9E37_79B9_7F4A_7C15 | 1
                    )
                    let meet = found.contains { index in
                        let name = slots + (index * stride + 1)
                        let bucket = Int(plan.bucket(name, Int(lengths[index]) - 2) & UInt64(size - 1))
                        defer { used[bucket] = round }
                        return used[bucket] == round
                    }
                    if !meet {
                        self.init(found, slots, stride, lengths, plan, size)
                        return
                    }
                }
            }
            size *= 2
        }
        return nil
    }

    private init(
        _ found: [Int],
        _ slots: UnsafePointer<UInt8>,
        _ stride: Int,
        _ lengths: UnsafePointer<Int32>,
        _ plan: Plan,
        _ size: Int
    ) {
        let rows = UnsafeMutablePointer<Row>.allocate(capacity: size)
        rows.initialize(repeating: Row(), count: size)
        for index in found {
            let (slot, length) = (slots + index * stride, Int(lengths[index]))
            let bucket = Int(plan.bucket(slot + 1, length - 2) & UInt64(size - 1))
            withUnsafeMutableBytes(of: &rows[bucket].text) {
                $0.copyBytes(from: UnsafeRawBufferPointer(start: slot, count: length))
            }
            rows[bucket].mask = length == 32 ? .max : 1 << UInt32(length) - 1
            rows[bucket].index = Int32(index)
        }
        self.rows = UnsafePointer(rows)
        bucketMask = UInt64(size - 1)
        self.plan = plan
    }

    /// The index of the name that begins at `p`, behind its quote, and ends at its next one; unknown also for one that is
    /// written with escapes or longer than 30 bytes. It can be read 32 bytes beyond its end.
    @inline(__always)
    func index(at p: UnsafePointer<UInt8>) -> Int {
        let quotes = cjson_quotes32(p)
        // Of no quote at all the place is 32, and no name has one there.
        let row = rows + Int(truncatingIfNeeded: plan.bucket(p, quotes.trailingZeroBitCount) & bucketMask)
        let text = UnsafeRawPointer(row).assumingMemoryBound(to: UInt8.self)
        let same = cjson_equal16(p - 1, text) | cjson_equal16(p + 15, text + 16) << 16
        return same & row.pointee.mask == row.pointee.mask ? Int(row.pointee.index) : NameTable.unknown
    }
}
