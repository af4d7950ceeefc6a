public import CJSONScan

/// A fixed list of names that bytes of JSON text are looked up in: the fields of an object, the values of an
/// enumeration, the tags of a union.
///
/// Two ways in. Writers keep their order, so the name that stood after this one last time is compared first, as one
/// piece with its quotes and colon (32 bytes in two vector compares). Any other order goes through a hash of length,
/// first and last eight bytes. The plain twin of both is `index(of:)`.
///
/// The memory lives as long as the process: tables are `static let` in generated code.
public struct NameTable: @unchecked Sendable {
    /// What a look-up returns for a name that is not in the list.
    public static var unknown: Int { -1 }

    public let names: [String]

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
    @usableFromInline let count: Int

    /// - Parameter names: at most 32,000 distinct ones; generated code keeps to that, a longer list is cut.
    public init(_ names: [String]) {
        let names = Array(names.prefix(32_000))
        self.names = names
        count = names.count
        let longest = names.map(\.utf8.count).max() ?? 0
        let stride = max(32, (longest + 3 + 15) / 16 * 16)
        self.stride = stride
        let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: stride * names.count + 32)
        slots.initialize(repeating: 0, count: stride * names.count + 32)
        let lengths = UnsafeMutablePointer<Int32>.allocate(capacity: names.count + 1)
        lengths.initialize(repeating: 0, count: names.count + 1)
        let masks = UnsafeMutablePointer<UInt32>.allocate(capacity: names.count + 1)
        masks.initialize(repeating: 0, count: names.count + 1)
        var size = 8
        while size < names.count * 3 { size *= 2 }
        let buckets = UnsafeMutablePointer<Int16>.allocate(capacity: size)
        buckets.initialize(repeating: -1, count: size)
        bucketMask = UInt64(size - 1)
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
            var place = Self.hash(slot + 1, length - 1) & bucketMask
            while buckets[Int(place)] >= 0 { place = (place + 1) & bucketMask }
            buckets[Int(place)] = Int16(index)
        }
        self.slots = UnsafePointer(slots)
        self.lengths = UnsafePointer(lengths)
        self.masks = UnsafePointer(masks)
        self.buckets = UnsafePointer(buckets)
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

    @inlinable @inline(__always)
    static func hash(_ p: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        // Names shorter than a word are cut to their own bytes; the read itself stays inside the padding.
        var first = cjson_load8(p)
        var last: UInt64 = 0
        if count < 8 {
            first &= (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
        } else {
            last = cjson_load8(p + count - 8)
        }
        var h = (first ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        h ^= last &* 0xC2B2_AE3D_27D4_EB4F
        h &*= 0x9E37_79B9_7F4A_7C15
        return h &>> 40
    }

    /// The index of the `count` bytes at `p`, which are a name without quotes or escapes.
    @inlinable
    public func index(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var place = Self.hash(p, count) & bucketMask
        while true {
            let index = Int(buckets[Int(truncatingIfNeeded: place)])
            if index < 0 { return Self.unknown }
            if Int(lengths[index]) == count &+ 2, same(p, slots + (index &* stride &+ 1), count) { return index }
            place = (place &+ 1) & bucketMask
        }
    }

    /// The first name with the hash of these bytes, which may be another one.
    @inlinable @inline(__always)
    func candidate(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
        Int(buckets[Int(truncatingIfNeeded: Self.hash(p, count) & bucketMask)])
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

/// What is known of an object while its members are read.
@frozen
public struct FieldsSeen {
    /// The field that is expected next.
    public var expected = 0
    /// Bit i for field i of the first 64.
    public var low: UInt64 = 0
    /// The others, only there when an object has more than 64 fields.
    public var high: [UInt64] = []

    @inlinable
    public init() {}

    /// False when the field was there before.
    @inlinable @inline(__always)
    public mutating func insert(_ index: Int) -> Bool {
        if index < 64 {
            let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
            if low & bit != 0 { return false }
            low |= bit
            return true
        }
        return insertHigh(index)
    }

    /// Whether all fields of a mask over the first 64 were there.
    @inlinable @inline(__always)
    public func has(_ mask: UInt64) -> Bool {
        low & mask == mask
    }

    /// Whether the field with this index was there.
    @inlinable
    public func contains(_ index: Int) -> Bool {
        if index < 64 { return low & (1 &<< UInt64(truncatingIfNeeded: index)) != 0 }
        let word = index / 64 - 1
        return word < high.count && high[word] & (1 &<< UInt64(truncatingIfNeeded: index % 64)) != 0
    }

    @usableFromInline
    mutating func insertHigh(_ index: Int) -> Bool {
        let word = index / 64 - 1
        while high.count <= word { high.append(0) }
        let bit: UInt64 = 1 << UInt64(index % 64)
        if high[word] & bit != 0 { return false }
        high[word] |= bit
        return true
    }
}

extension JSONCursor {
    /// Takes a member's name and colon and says which field it is, `NameTable.unknown` for none of them;
    /// `memberStart` then tells where the member began.
    @inlinable @inline(__always)
    public mutating func field(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        let expected = seen.expected
        if expected < table.count, table.stands(expected, at: p) {
            p += Int(table.lengths[expected]) &+ 1
            skipWhitespace()
            seen.expected = expected &+ 1
            guard seen.insert(expected) else { throw fault(.duplicateKey) }
            return expected
        }
        return try fieldOutOfOrder(table, &seen)
    }

    @inlinable
    public mutating func fieldOutOfOrder(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        // A field that may be missing is missing more often than a writer changes its order.
        let second = seen.expected &+ 1
        if second < table.count, table.stands(second, at: p) {
            p += Int(table.lengths[second]) &+ 1
            skipWhitespace()
            seen.expected = second &+ 1
            guard seen.insert(second) else { throw fault(.duplicateKey) }
            return second
        }
        return try fieldInAnyOrder(table, &seen)
    }

    /// Takes `text`, which is the comma, name and colon of the field `index`, if it stands here and the field was not
    /// there before. For generated code that knows the usual order: a literal is compared in a few words, where `field`
    /// looks it up.
    @inlinable @inline(__always)
    public mutating func goesOn(_ text: StaticString, _ index: Int, _ seen: inout FieldsSeen) -> Bool {
        let count = text.utf8CodeUnitCount
        guard cjson_same(p, text.utf8Start, count), p[count] > 0x20, seen.insert(index) else { return false }
        p += count
        seen.expected = index &+ 1
        return true
    }

    @inlinable
    public mutating func fieldInAnyOrder(_ table: NameTable, _ seen: inout FieldsSeen) throws(JSONFault) -> Int {
        memberStart = p
        // A name without escapes and its colon: looked up by hash, compared as one piece.
        if p.pointee == 0x22 {
            let count = cjson_plain_run(p + 1)
            let index = table.candidate(p + 1, count)
            if index >= 0, table.stands(index, at: p) {
                guard seen.insert(index) else { throw fault(.duplicateKey) }
                p += count &+ 3
                skipWhitespace()
                seen.expected = index &+ 1
                return index
            }
        }
        let place = offset
        let slice = try memberName()
        let index =
            slice.hasEscapes
            ? table.index(of: string(slice)) : table.index(start + slice.offset, slice.count)
        if index >= 0 {
            guard seen.insert(index) else { throw JSONFault(.duplicateKey, at: place) }
            seen.expected = index &+ 1
        }
        return index
    }

    /// Which of the table's words the string is; `NameTable.unknown` for none.
    @inlinable
    public func index(of slice: TextSlice, in table: NameTable) -> Int {
        if slice.hasEscapes { return table.index(of: string(slice)) }
        return table.index(start + slice.offset, slice.count)
    }

    /// Which of the table's words the string in the member `name` of the object here is; nothing is taken.
    @inlinable @inline(__always)
    public func tag(_ name: StaticString, in table: NameTable) throws(JSONFault) -> Int {
        // Most writers put it first.
        if let place = leading(name) ?? outermost(name) {
            let count = cjson_plain_run(place)
            if place[count] == 0x22 { return table.index(place, count) }
        }
        return try tagAnywhere(name, in: table)
    }

    /// Where the text of the string begins that the object's first member has, if its name is `name` and nothing is
    /// written in an unusual way.
    @inlinable @inline(__always)
    public func leading(_ name: StaticString) -> UnsafePointer<UInt8>? {
        let count = name.utf8CodeUnitCount
        // `{"name":"`, within the padding behind any byte.
        guard count < 48, p.pointee == UInt8(ascii: "{"), p[1] == 0x22, cjson_same(p + 2, name.utf8Start, count),
            cjson_load4(p + 2 + count) & 0xFF_FFFF == 0x22_3A22
        else { return nil }
        return p + 5 + count
    }

    /// The same for a member that stands anywhere in an object without objects or arrays before it; nil when that is
    /// not plain to see.
    ///
    /// It looks for the bytes `"name"`. Inside a string every quote follows a backslash, so no text can hold them with
    /// a comma or brace before; a nested object could, so a bracket on the way ends the search.
    @inlinable
    public func outermost(_ name: StaticString) -> UnsafePointer<UInt8>? {
        let count = name.utf8CodeUnitCount
        guard count < 30, p.pointee == UInt8(ascii: "{") else { return nil }
        var q = p + 1
        while true {
            q += cjson_structure_run(q)
            guard q.pointee == 0x22 else { return nil }
            q += 1
            if cjson_same(q, name.utf8Start, count), cjson_load4(q + count) & 0xFFFF == 0x3A22 {
                let before = q[-2]
                guard before == UInt8(ascii: ",") || before == UInt8(ascii: "{") || before == 0x20 else { return nil }
                q += count + 2
                if q.pointee == 0x20 { q += 1 }
                return q.pointee == 0x22 ? q + 1 : nil
            }
        }
    }

    @inlinable
    public func tagAnywhere(_ name: StaticString, in table: NameTable) throws(JSONFault) -> Int {
        guard let place = try find(name) else { throw fault(.missingField) }
        var probe = moved(to: place)
        return probe.index(of: try probe.text(), in: table)
    }

    /// A word that an enumeration does not list: a violation in strict reading, kept in tolerant reading.
    @inlinable
    public func unknownWord(_ slice: TextSlice) throws(JSONFault) -> String {
        if strict { throw violation(at: slice.offset) }
        return string(slice)
    }

    /// A value of a shape that a union does not list, likewise.
    @inlinable
    public mutating func unknownValue() throws(JSONFault) -> JSONValue {
        if strict { throw fault(.unknownVariant) }
        return try value()
    }
}
