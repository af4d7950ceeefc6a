import CJSONScan

extension JSONTape {
    /// Names an object may have before the duplicates among them are looked for in a table.
    static var narrowLimit: Int { 48 }

    /// Reads one whole JSON text of `byteCount` bytes at `start`, where the sentinel and the padding of `JSONCursor`
    /// follow. A byte order mark is skipped.
    ///
    /// - Throws: the first fault, with its byte offset; a name that stands twice in one object is one, unless
    ///   `duplicateNames` says otherwise.
    public mutating func read(
        _ start: UnsafePointer<UInt8>,
        count byteCount: Int,
        depth: Int = JSONCursor.standardDepth,
        duplicateNames: DuplicateNames = .refused
    ) throws(JSONFault) {
        count = 0
        refusesDuplicates = duplicateNames == .refused
        hasDuplicates = false
        if !wideNames.isEmpty { wideNames.removeAll() }
        // Lengths and indices have 32 bits, and every entry stands for one byte at least.
        guard byteCount < 0xFFFF_FFF0 else { throw JSONFault(.tooLong, at: 0) }
        let end = start + byteCount
        var cursor = JSONCursor(at: start, newlineLimit: end, depth: depth)
        if start.pointee == 0xEF, byteCount >= 3, start[1] == 0xBB, start[2] == 0xBF { cursor.p += 3 }
        cursor.skipWhitespace()
        try readValue(&cursor)
        cursor.skipWhitespace()
        if cursor.p != end { throw cursor.fault(.trailingBytes) }
        if hasDuplicates { keepLastOfEachName(start) }
    }

    /// One loop with a stack of its own, because depth is the input's choice and calls are not free.
    ///
    /// The place in the text and that on the tape are local variables: what is called for the rare things gets them
    /// through `cursor` and `count`, which are behind in between. The cursor's own functions read a text in the same way
    /// for every reader; here they are for texts with escapes, or beyond ASCII, and for faults.
    private mutating func readValue(_ cursor: inout JSONCursor) throws(JSONFault) {
        let start = cursor.start
        let depth = cursor.depthLeft
        var p = cursor.p
        var entries = entries
        var capacity = capacity
        var at = count
        var open = 0
        var frame = TapeFrame(entry: 0, count: 0, isObject: false)

        value: while true {
            // A name in front of the value takes one more.
            if at &+ 2 > capacity {
                count = at
                growEntries()
                entries = self.entries
                capacity = self.capacity
            }
            if frame.isObject {
                // A name and its colon.
                if p.pointee != 0x22 {
                    cursor.p = p
                    throw cursor.unexpected()
                }
                let first = p + 1
                // Names are mostly shorter than the 32 bytes that the loop takes at once.
                let stop = cjson_not_plain16(first)
                let length = stop != 0 ? stop.trailingZeroBitCount : 16 &+ cjson_plain_run(first + 16)
                var hash: UInt32
                if first[length] == 0x22 {
                    hash = textHash(first, length)
                    (entries + at).initialize(
                        to: TapeEntry(
                            .string,
                            offset: first - start,
                            tail: UInt64(hash) << 32 | UInt64(UInt(bitPattern: length))
                        )
                    )
                    p = first + (length &+ 1)
                } else {
                    cursor.p = p
                    let slice = try cursor.text()
                    p = cursor.p
                    let text = start + slice.offset
                    hash = slice.hasEscapes ? hashOfEscaped(text, slice.count) : textHash(text, slice.count)
                    (entries + at).initialize(
                        to: TapeEntry(
                            slice.hasEscapes ? .escapedString : .string,
                            offset: slice.offset,
                            tail: UInt64(hash) << 32 | UInt64(slice.count)
                        )
                    )
                }
                if p.pointee <= 0x20 { p = Self.afterWhitespace(p, &cursor) }
                guard p.pointee == UInt8(ascii: ":") else {
                    cursor.p = p
                    throw cursor.unexpected()
                }
                p += 1
                if p.pointee <= 0x20 { p = Self.afterWhitespace(p, &cursor) }
                let word = filters + (open &* TapeFrame.filterWords &+ Int(hash >> 6 & 3))
                let bit: UInt64 = 1 &<< UInt64(hash & 63)
                if word.pointee & bit != 0 || frame.count > Self.narrowLimit {
                    count = at
                    try refuseDuplicate(start, hash, frame)
                }
                word.pointee |= bit
                at &+= 1
            }

            switch p.pointee {
            case 0x22:
                let first = p + 1
                let length = cjson_plain_run(first)
                if first[length] == 0x22 {
                    (entries + at).initialize(
                        to: TapeEntry(.string, offset: first - start, tail: UInt64(UInt(bitPattern: length)))
                    )
                    p = first + (length &+ 1)
                } else {
                    cursor.p = p
                    let slice = try cursor.text()
                    p = cursor.p
                    (entries + at).initialize(
                        to: TapeEntry(
                            slice.hasEscapes ? .escapedString : .string,
                            offset: slice.offset,
                            tail: UInt64(slice.count)
                        )
                    )
                }
            case 0x2D, 0x30...0x39:
                (entries + at).initialize(to: try Self.number(&p, &cursor))
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                cursor.p = p
                if open == depth { throw cursor.fault(.tooDeep) }
                let isObject = p.pointee == UInt8(ascii: "{")
                (entries + at).initialize(
                    to: TapeEntry(
                        isObject ? .object : .array,
                        offset: p - start,
                        tail: UInt64(UInt(bitPattern: at &+ 1))
                    )
                )
                p += 1
                if p.pointee <= 0x20 { p = Self.afterWhitespace(p, &cursor) }
                if p.pointee == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    p += 1
                    break
                }
                if open == frameCapacity { growFrames(open) }
                (frames + open).initialize(to: frame)
                open &+= 1
                frame = TapeFrame(entry: at, count: 1, isObject: isObject)
                (filters + open &* TapeFrame.filterWords).initialize(repeating: 0, count: TapeFrame.filterWords)
                at &+= 1
                continue value
            case UInt8(ascii: "t"):
                cursor.p = p
                guard cursor.isWord("true") else { throw cursor.fault(.unexpectedByte) }
                (entries + at).initialize(to: TapeEntry(.true, offset: p - start, tail: 0))
                p += 4
            case UInt8(ascii: "f"):
                cursor.p = p
                guard cjson_load8(p + 1) & 0xFFFF_FFFF == cursor.word("alse") else {
                    throw cursor.fault(.unexpectedByte)
                }
                (entries + at).initialize(to: TapeEntry(.false, offset: p - start, tail: 0))
                p += 5
            case UInt8(ascii: "n"):
                cursor.p = p
                guard cursor.isWord("null") else { throw cursor.fault(.unexpectedByte) }
                (entries + at).initialize(to: TapeEntry(.null, offset: p - start, tail: 0))
                p += 4
            default:
                cursor.p = p
                throw cursor.unexpected()
            }
            at &+= 1

            while open > 0 {
                if p.pointee <= 0x20 { p = Self.afterWhitespace(p, &cursor) }
                let byte = p.pointee
                if byte == UInt8(ascii: ",") {
                    p += 1
                    if p.pointee <= 0x20 { p = Self.afterWhitespace(p, &cursor) }
                    frame.count &+= 1
                    continue value
                }
                guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    cursor.p = p
                    throw cursor.unexpected()
                }
                p += 1
                entries[frame.entry].tail =
                    UInt64(UInt(bitPattern: frame.count)) << 32 | UInt64(UInt(bitPattern: at))
                open &-= 1
                frame = frames[open]
            }
            cursor.p = p
            count = at
            return
        }
    }

    @inline(never)
    private static func afterWhitespace(
        _ p: UnsafePointer<UInt8>,
        _ cursor: inout JSONCursor
    ) -> UnsafePointer<UInt8> {
        cursor.p = p
        cursor.skipWhitespaceSlowly()
        return cursor.p
    }

    /// Looks for the name at `count`, which is not counted yet, among those of its object: one by one or, when they are
    /// many, in the table.
    @inline(never)
    private mutating func refuseDuplicate(
        _ text: UnsafePointer<UInt8>,
        _ hash: UInt32,
        _ frame: TapeFrame
    ) throws(JSONFault) {
        let view = View(entries: entries, text: text, count: count + 1)
        var isNew = true
        var at = frame.entry + 1
        if frame.count <= Self.narrowLimit {
            while at < count {
                if view[at].hash == hash, view.sameText(at, count) { isNew = false }
                at = view.after(at + 1)
            }
        } else {
            if frame.count == Self.narrowLimit + 1 {
                while at < count {
                    _ = wideNames.insert(at, of: frame.entry, in: view)
                    at = view.after(at + 1)
                }
            }
            isNew = wideNames.insert(count, of: frame.entry, in: view)
        }
        if isNew { return }
        if refusesDuplicates { throw JSONFault(.duplicateKey, at: view.place(count)) }
        hasDuplicates = true
    }

    /// Escapes are checked, so this cannot fail; names with escapes are rare enough for an array.
    @inline(never)
    private func hashOfEscaped(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        withUnescaped(text, count) { textHash($0, $1) }
    }

    /// The entry of the number at `p`, which is past it then.
    @inline(__always)
    private static func number(
        _ p: inout UnsafePointer<UInt8>,
        _ cursor: inout JSONCursor
    ) throws(JSONFault) -> TapeEntry {
        let first = p
        var q = first
        let negative = q.pointee == UInt8(ascii: "-")
        if negative { q += 1 }
        let digits = q
        var value: UInt64 = 0
        while true {
            let digit = q.pointee &- 0x30
            if digit > 9 { break }
            value = value &* 10 &+ UInt64(digit)
            q += 1
        }
        let digitCount = q - digits
        let next = q.pointee
        // Up to 18 digits cannot overflow.
        if digitCount > 0, digitCount <= 18, digitCount == 1 || digits.pointee != 0x30,
            next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e")
        {
            p = q
            let signed = negative ? -Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
            return TapeEntry(.integer, offset: first - cursor.start, tail: UInt64(bitPattern: signed))
        }
        if digitCount > 0, next == UInt8(ascii: "."), digitCount == 1 || digits.pointee != 0x30,
            let end = endOfFraction(q + 1)
        {
            p = end
            return TapeEntry(.number, offset: first - cursor.start, tail: UInt64(end - first))
        }
        cursor.p = p
        let text = try cursor.numberText()
        p = cursor.p
        return TapeEntry(.number, offset: first - cursor.start, tail: UInt64(text.count))
    }

    /// The end of the digits at `p`, eight at a time because their number is hard to predict; nil when there are none,
    /// or an exponent follows.
    @inline(__always)
    private static func endOfFraction(_ p: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var q = p
        while true {
            let stop = firstNonDigit(loadWord(q))
            if stop != 64 {
                q += Int(truncatingIfNeeded: stop &>> 3)
                break
            }
            q += 8
        }
        return q == p || q.pointee | 0x20 == UInt8(ascii: "e") ? nil : q
    }
}
