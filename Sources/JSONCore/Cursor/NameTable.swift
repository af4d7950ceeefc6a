public import CJSONScan

/// A fixed list of names that bytes of JSON text are looked up in: the fields of an object, the values of an
/// enumeration, the tags of a union.
///
/// Three ways in. Writers keep their order, so the name that stood after this one last time is compared first, as one
/// piece with its quotes and colon (32 bytes in two vector compares). Any other order goes through a hash of length,
/// first and last eight bytes, whose seed is chosen so that no two names of the table share a bucket. Tags have a table of
/// their own (`QuotedNames`). The plain twin of all is `index(of:)`.
///
/// The memory lives as long as the process: tables are `static let` in generated code.
public struct NameTable: @unchecked Sendable {
    /// What a look-up returns for a name that is not in the list.
    public static var unknown: Int { -1 }

    /// Behind a pointer, so that a table is handed on in one register and nothing counts references.
    @usableFromInline let content: UnsafePointer<Content>

    @usableFromInline
    struct Content {
        let names: [String]
        /// Each name as `"name":`, zero padded to `stride` bytes.
        @usableFromInline let slots: UnsafePointer<UInt8>
        @usableFromInline let stride: Int
        /// Length of `"name"` with both quotes.
        @usableFromInline let lengths: UnsafePointer<Int32>
        /// Bit i is set for each of the first 32 bytes of `"name":`.
        @usableFromInline let masks: UnsafePointer<UInt32>
        /// Open addressing, -1 for empty; a power of two in size.
        @usableFromInline let buckets: UnsafePointer<Int16>
        @usableFromInline let bucketMask: UInt64
        @usableFromInline let seed: UInt64
        /// Where the names are tags.
        let quoted: QuotedNames?
    }

    public var names: [String] { content.pointee.names }
    @usableFromInline var slots: UnsafePointer<UInt8> { content.pointee.slots }
    @usableFromInline var stride: Int { content.pointee.stride }
    @usableFromInline var lengths: UnsafePointer<Int32> { content.pointee.lengths }
    @usableFromInline var masks: UnsafePointer<UInt32> { content.pointee.masks }
    @usableFromInline var count: Int { content.pointee.names.count }

    /// - Parameter names: at most 32,000 distinct ones; generated code keeps to that, a longer list is cut.
    public init(_ names: [String]) {
        self.init(names, areTags: false)
    }

    /// Names of which every line of a log has one that nobody can foresee.
    public init(tags names: [String]) {
        self.init(names, areTags: true)
    }

    private init(_ names: [String], areTags: Bool) {
        let names = Array(names.prefix(32_000))
        let longest = names.map(\.utf8.count).max() ?? 0
        let stride = max(32, (longest + 3 + 15) / 16 * 16)
        let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: stride * names.count + 32)
        slots.initialize(repeating: 0, count: stride * names.count + 32)
        let lengths = UnsafeMutablePointer<Int32>.allocate(capacity: names.count + 1)
        lengths.initialize(repeating: 0, count: names.count + 1)
        let masks = UnsafeMutablePointer<UInt32>.allocate(capacity: names.count + 1)
        masks.initialize(repeating: 0, count: names.count + 1)
        for (index, name) in names.enumerated() {
            if name.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) {
                // Such a name is never written without escapes, so it must not be found as plain bytes:
                // an empty slot with a full mask matches nothing.
                masks[index] = .max
                continue
            }
            let slot = slots + index * stride
            var length = 1
            slot[0] = 0x22
            for byte in name.utf8 {
                slot[length] = byte
                length += 1
            }
            slot[length] = 0x22
            slot[length + 1] = UInt8(ascii: ":")
            lengths[index] = Int32(length + 1)
            masks[index] = length + 2 >= 32 ? .max : (1 << UInt32(length + 2)) - 1
        }
        let plan = Self.spread(slots + 1, stride, lengths, names.count)
        let bucketMask = UInt64(plan.size - 1)
        let buckets = UnsafeMutablePointer<Int16>.allocate(capacity: plan.size)
        buckets.initialize(repeating: -1, count: plan.size)
        for index in names.indices where lengths[index] > 0 {
            let hash = Self.hash(slots + (index * stride + 1), Int(lengths[index]) - 2, plan.seed)
            var place = hash & bucketMask
            while buckets[Int(place)] >= 0 { place = (place + 1) & bucketMask }
            buckets[Int(place)] = Int16(index)
        }
        let content = UnsafeMutablePointer<Content>.allocate(capacity: 1)
        content.initialize(
            to: Content(
                names: names,
                slots: UnsafePointer(slots),
                stride: stride,
                lengths: UnsafePointer(lengths),
                masks: UnsafePointer(masks),
                buckets: UnsafePointer(buckets),
                bucketMask: bucketMask,
                seed: plan.seed,
                quoted: areTags ? QuotedNames(slots, stride, lengths, names.count) : nil
            )
        )
        self.content = UnsafePointer(content)
    }

    /// Whether `"name":` stands at `p`, for the name with this index.
    @inlinable @inline(__always)
    func stands(_ index: Int, at p: UnsafePointer<UInt8>) -> Bool {
        let slot = slots + index &* stride
        let mask = masks[index]
        let same = cjson_equal16(p, slot) | cjson_equal16(p + 16, slot + 16) << 16
        if same & mask != mask { return false }
        return lengths[index] < 32 || sameTail(index, p)
    }

    @usableFromInline
    func sameTail(_ index: Int, _ p: UnsafePointer<UInt8>) -> Bool {
        let slot = slots + index * stride
        var i = 32
        let end = Int(lengths[index]) + 1
        while i < end {
            if p[i] != slot[i] { return false }
            i += 1
        }
        return true
    }

    /// A seed and a number of buckets with which no two names share one; for long lists only few buckets are shared.
    private static func spread(
        _ names: UnsafePointer<UInt8>,
        _ stride: Int,
        _ lengths: UnsafePointer<Int32>,
        _ count: Int
    ) -> (seed: UInt64, size: Int) {
        var size = 8
        while size < count * 3 { size *= 2 }
        guard count <= 200 else { return (0x9E37_79B9_7F4A_7C15, size) }
        var used = [Int](repeating: 0, count: size * 8)
        var round = 0
        for _ in 0..<4 {
            for _ in 0..<16 {
                round += 1
                let seed = UInt64(round) &* 0x9E37_79B9_7F4A_7C15 | 1
                let isSpread = (0..<count).allSatisfy { index in
                    guard lengths[index] > 0 else { return true }
                    let hash = hash(names + index * stride, Int(lengths[index]) - 2, seed)
                    let place = Int(hash & UInt64(size - 1))
                    if used[place] == round { return false }
                    used[place] = round
                    return true
                }
                if isSpread { return (seed, size) }
            }
            if size * 2 <= used.count { size *= 2 }
        }
        return (0x9E37_79B9_7F4A_7C15, size)
    }

    /// Without a branch on the name's length, which is hard to foresee.
    @inlinable @inline(__always)
    static func hash(_ p: UnsafePointer<UInt8>, _ count: Int, _ seed: UInt64) -> UInt64 {
        // Names shorter than a word are cut to their own bytes; the read itself stays inside the padding.
        let beyond = UInt64(truncatingIfNeeded: Swift.max(8 &- count, 0) &* 8)
        let first = cjson_load8(p) << beyond
        let last = cjson_load8(p + Swift.max(count &- 8, 0)) << beyond
        let mixed = first &* seed &+ last &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(truncatingIfNeeded: count) &* seed
        return (mixed ^ mixed &>> 32) &>> 20
    }

    /// The index of the `count` bytes at `p`, which are a name without quotes or escapes.
    public func index(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let content = content
        var place = Self.hash(p, count, content.pointee.seed) & content.pointee.bucketMask
        while true {
            let index = Int(content.pointee.buckets[Int(truncatingIfNeeded: place)])
            if index < 0 { return Self.unknown }
            if Int(lengths[index]) == count &+ 2, same(p, slots + (index &* stride &+ 1), count) { return index }
            place = (place &+ 1) & content.pointee.bucketMask
        }
    }

    /// The index of the name whose quoted text begins behind the quote before `p`; unknown also for one that is written
    /// with escapes, and maybe for one longer than 30 bytes. It can be read 32 bytes beyond its end.
    public func index(quotedAt p: UnsafePointer<UInt8>) -> Int {
        if let quoted = content.pointee.quoted { return quoted.index(at: p) }
        // Names with a quote or a backslash in them are in no bucket.
        let quotes = cjson_quotes32(p)
        return quotes == 0 ? Self.unknown : index(p, quotes.trailingZeroBitCount)
    }

    /// The first name with the hash of these bytes, which may be another one.
    @inline(__always)
    func candidate(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let place = Self.hash(p, count, content.pointee.seed) & content.pointee.bucketMask
        return Int(content.pointee.buckets[Int(truncatingIfNeeded: place)])
    }

    @inlinable @inline(__always)
    func same(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var i = 0
        while i &+ 16 <= count {
            if cjson_equal16(a + i, b + i) != 0xFFFF { return false }
            i &+= 16
        }
        let rest = (1 &<< UInt32(truncatingIfNeeded: count &- i)) &- 1
        return cjson_equal16(a + i, b + i) & rest == rest
    }

    /// The plain twin.
    public func index(of name: String) -> Int {
        names.firstIndex { sameBytes($0, name) } ?? Self.unknown
    }
}
