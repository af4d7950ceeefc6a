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
    private mutating func readValue(_ cursor: inout JSONCursor) throws(JSONFault) {
        var open = 0
        var frame = TapeFrame(entry: 0, count: 0, nameBase: 0, bloom: 0)
        var inObject = false
        var nameTop = 0

        value: while true {
            if count == capacity { growEntries() }
            switch cursor.p.pointee {
            case 0x22:
                let slice = try cursor.text()
                (entries + count).initialize(
                    to: TapeEntry(
                        slice.hasEscapes ? .escapedString : .string,
                        offset: slice.offset,
                        tail: UInt64(slice.count)
                    )
                )
                count += 1
            case 0x2D, 0x30...0x39:
                try readNumber(&cursor)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                try cursor.descend()
                let isObject = cursor.p.pointee == UInt8(ascii: "{")
                (entries + count).initialize(
                    to: TapeEntry(isObject ? .object : .array, offset: cursor.offset, tail: UInt64(count + 1))
                )
                cursor.p += 1
                cursor.skipWhitespace()
                if cursor.p.pointee == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    cursor.p += 1
                    cursor.ascend()
                    count += 1
                    break
                }
                if open == frameCapacity { growFrames(open) }
                (frames + open).initialize(to: frame)
                open += 1
                frame = TapeFrame(entry: count, count: 1, nameBase: nameTop, bloom: 0)
                count += 1
                inObject = isObject
                if isObject { try readName(&cursor, &frame, &nameTop) }
                continue value
            case UInt8(ascii: "t"):
                guard cursor.isWord("true") else { throw cursor.fault(.unexpectedByte) }
                (entries + count).initialize(to: TapeEntry(.true, offset: cursor.offset, tail: 0))
                cursor.p += 4
                count += 1
            case UInt8(ascii: "f"):
                guard cjson_load8(cursor.p + 1) & 0xFFFF_FFFF == cursor.word("alse") else {
                    throw cursor.fault(.unexpectedByte)
                }
                (entries + count).initialize(to: TapeEntry(.false, offset: cursor.offset, tail: 0))
                cursor.p += 5
                count += 1
            case UInt8(ascii: "n"):
                guard cursor.isWord("null") else { throw cursor.fault(.unexpectedByte) }
                (entries + count).initialize(to: TapeEntry(.null, offset: cursor.offset, tail: 0))
                cursor.p += 4
                count += 1
            default:
                throw cursor.unexpected()
            }

            while open > 0 {
                cursor.skipWhitespace()
                let byte = cursor.p.pointee
                if byte == UInt8(ascii: ",") {
                    cursor.p += 1
                    cursor.skipWhitespace()
                    frame.count += 1
                    if inObject { try readName(&cursor, &frame, &nameTop) }
                    continue value
                }
                guard byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw cursor.unexpected() }
                cursor.p += 1
                cursor.ascend()
                entries[frame.entry].tail = UInt64(frame.count) << 32 | UInt64(count)
                nameTop = frame.nameBase
                open -= 1
                frame = frames[open]
                inObject = open > 0 && entries[frame.entry].isObject
            }
            return
        }
    }

    /// A name and its colon. Always inlined: there is one for each member of a record.
    @inline(__always)
    private mutating func readName(
        _ cursor: inout JSONCursor,
        _ frame: inout TapeFrame,
        _ nameTop: inout Int
    ) throws(JSONFault) {
        let slice = try cursor.memberName()
        let hash =
            slice.hasEscapes
            ? hashOfEscaped(cursor.start + slice.offset, slice.count)
            : textHash(cursor.start + slice.offset, slice.count)
        if count + 1 >= capacity { growEntries() }
        (entries + count).initialize(
            to: TapeEntry(
                slice.hasEscapes ? .escapedString : .string,
                offset: slice.offset,
                tail: UInt64(hash) << 32 | UInt64(slice.count)
            )
        )
        let bit = UInt64(1) &<< UInt64(hash & 63)
        if frame.bloom & bit != 0 || nameTop - frame.nameBase >= Self.narrowLimit {
            try refuseDuplicate(cursor.start, hash, frame, nameTop)
        }
        frame.bloom |= bit
        if nameTop - frame.nameBase < Self.narrowLimit {
            if nameTop == nameCapacity { growNames(nameTop) }
            (names + nameTop).initialize(to: UInt64(hash) << 32 | UInt64(count))
            nameTop += 1
        }
        count += 1
    }

    /// Looks for the name at `count` among those of its object, one by one or, when they are many, in the table.
    @inline(never)
    private mutating func refuseDuplicate(
        _ text: UnsafePointer<UInt8>,
        _ hash: UInt32,
        _ frame: TapeFrame,
        _ nameTop: Int
    ) throws(JSONFault) {
        let view = View(entries: entries, text: text, count: count + 1)
        var isNew = true
        if nameTop - frame.nameBase < Self.narrowLimit {
            for at in frame.nameBase..<nameTop where UInt32(truncatingIfNeeded: names[at] >> 32) == hash {
                if view.sameText(Int(names[at] & 0xFFFF_FFFF), count) { isNew = false }
            }
        } else {
            if frame.count == Self.narrowLimit + 1 {
                for at in frame.nameBase..<nameTop {
                    _ = wideNames.insert(Int(names[at] & 0xFFFF_FFFF), of: frame.entry, in: view)
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

    @inline(__always)
    private mutating func readNumber(_ cursor: inout JSONCursor) throws(JSONFault) {
        let first = cursor.p
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
            cursor.p = q
            let signed = negative ? -Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
            (entries + count).initialize(
                to: TapeEntry(.integer, offset: first - cursor.start, tail: UInt64(bitPattern: signed))
            )
        } else if digitCount > 0, next == UInt8(ascii: "."), digitCount == 1 || digits.pointee != 0x30,
            let end = endOfFraction(q + 1)
        {
            cursor.p = end
            (entries + count).initialize(
                to: TapeEntry(.number, offset: first - cursor.start, tail: UInt64(end - first))
            )
        } else {
            let text = try cursor.numberText()
            (entries + count).initialize(
                to: TapeEntry(.number, offset: first - cursor.start, tail: UInt64(text.count))
            )
        }
        count += 1
    }

    /// The end of the digits at `p`, eight at a time because their number is hard to predict; nil when there are none,
    /// or an exponent follows.
    @inline(__always)
    private func endOfFraction(_ p: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var q = p
        while true {
            let word = cjson_load8(q)
            // The high bit of each byte that is above `9` or below `0`. A carry or a borrow goes upward from a byte
            // that is no digit itself, so the lowest bit that is set is right.
            let others = ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080
            if others != 0 {
                q += others.trailingZeroBitCount / 8
                break
            }
            q += 8
        }
        return q == p || q.pointee | 0x20 == UInt8(ascii: "e") ? nil : q
    }
}
