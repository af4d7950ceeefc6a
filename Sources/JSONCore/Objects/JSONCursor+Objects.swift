import CJSONScan

// One loop for the objects of all types. Code of its own for each type would save the look at a rule, and cost the caches
// and the compiler more than that: such a reader is some five kilobytes of machine code, and a log has records of many
// types side by side.
extension JSONCursor {
    /// Reads the fields of the object here up to one that generated code has to read; call it again when that was done.
    /// Nil behind the object's end, when all fields were there that have to be.
    ///
    /// A member that the rules do not name is left to the caller too (`NameTable.unknown`), unless they refuse it.
    ///
    /// - Parameter values: room for a `FieldValue` for each field, the same for each call.
    // By reference, not by `&` to a pointer, which would have every reader guard its stack: seven instructions an object.
    @inlinable @inline(__always)
    public mutating func nextField<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room
    ) throws(JSONFault) -> Int? {
        try _withUnprotectedUnsafeMutablePointer(to: &values) { (values) throws(JSONFault) in
            try nextValue(rules.table, &read, values, nil)
        }
    }

    /// The same, keeping members that the rules do not name, as `keepMember(in:)` does.
    @inlinable @inline(__always)
    public mutating func nextField<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room,
        keeping text: inout [UInt8]?
    ) throws(JSONFault) -> Int? {
        try _withUnprotectedUnsafeMutablePointer(to: &values) { (values) throws(JSONFault) in
            try _withUnprotectedUnsafeMutablePointer(to: &text) { (text) throws(JSONFault) in
                try nextValue(rules.table, &read, values, text)
            }
        }
    }

    /// The same for a view, which steps over members that the rules do not name, unless their values have a type.
    ///
    /// - Parameter places: room for a `FieldPlace` for each field.
    @inlinable @inline(__always)
    public mutating func nextField(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        places: UnsafeMutableRawPointer
    ) throws(JSONFault) -> Int? {
        try nextPlace(rules.table, &read, places)
    }

    /// All of a closed object without a field that generated code has to read, or what is left of it when they were read.
    @inlinable @inline(__always)
    public mutating func readFields<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room
    ) throws(JSONFault) {
        _ = try nextField(rules, &read, values: &values)
    }

    /// What is left of an object whose last field generated code has read: its brace, mostly, which is taken here.
    @inlinable @inline(__always)
    public mutating func endFields<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room
    ) throws(JSONFault) {
        if !endsPlainly(rules, read) { _ = try nextField(rules, &read, values: &values) }
    }

    /// The same, keeping members that the rules do not name.
    @inlinable @inline(__always)
    public mutating func endFields<Room: FieldValueRoom>(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        values: inout Room,
        keeping text: inout [UInt8]?
    ) throws(JSONFault) {
        if !endsPlainly(rules, read) { _ = try nextField(rules, &read, values: &values, keeping: &text) }
    }

    /// The same for a view.
    @inlinable @inline(__always)
    public mutating func endFields(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        places: UnsafeMutableRawPointer
    ) throws(JSONFault) {
        if !endsPlainly(rules, read) { _ = try nextPlace(rules.table, &read, places) }
    }

    /// Takes the object's brace where it stands here and all fields were there.
    @inlinable @inline(__always)
    mutating func endsPlainly(_ rules: ObjectRules, _ read: FieldsRead) -> Bool {
        guard p.pointee == UInt8(ascii: "}"), read.ahead.base == nil, !read.others.mayRepeat,
            ~read.present & rules.table.pointee.required == 0
        else { return false }
        p += 1
        ascend()
        return true
    }

    /// The same for a view, also of an open object, whose other members it steps over.
    @inlinable @inline(__always)
    public mutating func readFields(
        _ rules: ObjectRules,
        _ read: inout FieldsRead,
        places: UnsafeMutableRawPointer
    ) throws(JSONFault) {
        _ = try nextPlace(rules.table, &read, places)
    }

    @usableFromInline @inline(never)
    mutating func nextValue(
        _ table: UnsafePointer<ObjectRules.Table>,
        _ read: inout FieldsRead,
        _ values: UnsafeMutableRawPointer,
        _ others: UnsafeMutablePointer<[UInt8]?>?
    ) throws(JSONFault) -> Int? {
        try nextField(table, &read, values, FieldValue.self, others)
    }

    @usableFromInline @inline(never)
    mutating func nextPlace(
        _ table: UnsafePointer<ObjectRules.Table>,
        _ read: inout FieldsRead,
        _ places: UnsafeMutableRawPointer
    ) throws(JSONFault) -> Int? {
        try nextField(table, &read, places, FieldPlace.self, nil)
    }

    /// Steps over the member whose name no field has, and appends its text, with a comma before it where it is not the
    /// first. The cursor stands at its value. Nil before there was one.
    public mutating func keepMember(in text: inout [UInt8]?) throws(JSONFault) {
        let first = memberStart
        try skipValue()
        let member = UnsafeBufferPointer(start: first, count: p - first)
        if text == nil {
            text = Array(member)
        } else {
            text?.append(UInt8(ascii: ","))
            text?.append(contentsOf: member)
        }
    }

    /// Takes null where it stands for a field that generated code reads into the room.
    @inlinable
    public mutating func takeNull(_ index: Int, _ read: inout FieldsRead) -> Bool {
        guard takeNull() else { return false }
        read.nulls |= 1 &<< UInt64(truncatingIfNeeded: index)
        return true
    }

    /// Compiled once for records and once for views.
    ///
    /// All in one function, and the place in a variable of its own, of which the cursor is told only before what does not
    /// lie in the usual way: through the cursor's memory each step would wait for the one before to be stored. Its plain
    /// twin is `value`, which takes whatever is not taken here.
    @inline(__always)
    private mutating func nextField<Kept: KeptField>(
        _ table: UnsafePointer<ObjectRules.Table>,
        _ read: inout FieldsRead,
        _ memory: UnsafeMutableRawPointer,
        _ kept: Kept.Type,
        _ others: UnsafeMutablePointer<[UInt8]?>?
    ) throws(JSONFault) -> Int? {
        let rows = table.pointee.rows
        let room = FieldRoom(base: memory, stride: MemoryLayout<Kept>.stride)
        if read.isOpen {
            // What generated code has read ends here: mostly before another member, or before the object's end.
            if read.ahead.base == nil, p.pointee == UInt8(ascii: ","), p[1] == 0x22 {
                p += 1
            } else if read.ahead.base == nil, p.pointee == UInt8(ascii: "}"), !read.others.mayRepeat {
                p += 1
                ascend()
                return try end(table, read)
            } else if try !nextMember(&read) {
                return try end(table, read)
            }
        } else {
            read.isOpen = true
            if p.pointee == UInt8(ascii: "{"), p[1] == 0x22 {
                try descend()
                p += 1
            } else if try !beginObject() {
                return try end(table, read)
            }
        }
        var q = p
        // Beside the one in memory, which each field would wait for to be stored by the one before.
        var expected = read.expected
        while true {
            member: do {
                // A member's name begins at `q`.
                var index = expected
                var row = rows + index
                // Where members were found ahead, a row is expected that stands at no name.
                if row.stands(at: q) || (row + 1).stands(at: q) {
                    // A field that may be missing is missing more often than a writer changes the order. Likely, so that this
                    // is a branch, which is foreseen: chosen by the comparison, the row would wait for it, and with it where
                    // the value begins and all that comes after.
                    if !_fastPath(row.stands(at: q)) {
                        row += 1
                        index &+= 1
                    }
                    q += Int(row.pointee.length)
                    expected = index &+ 1
                    read.expected = expected
                    guard read.present & row.pointee.bit == 0 else {
                        p = q
                        throw fault(.duplicateKey)
                    }
                    read.present |= row.pointee.bit
                    if q.pointee <= 0x20 {
                        p = q
                        skipWhitespaceSlowly()
                        q = p
                    }
                } else {
                    p = q
                    index = try fieldOutOfOrder(table, &read, room)
                    expected = read.expected
                    if index < 0 {
                        if index == MembersAhead.ended { return try end(table, read) }
                        switch table.pointee.others {
                        case .refused: throw fault(.violation)
                        case .typed: return index
                        case .free:
                            if let others {
                                try keepMember(in: &others.pointee)
                            } else if Kept.skipsOthers {
                                try skipValue()
                            } else {
                                return index
                            }
                            q = p
                            break member
                        }
                    }
                    row = rows + index
                    q = p
                }

                // A value begins at `q`. What is written in the usual way and keeps to its rule is taken here.
                usual: switch row.pointee.kind {
                case .other:
                    p = q
                    return index
                case .number: break
                case .constant:
                    let count = Int(truncatingIfNeeded: row.pointee.least)
                    guard row.pointee.traits.contains(.plain), let quoted = row.pointee.constant,
                        _fastPath(startsAlike(q, quoted, count &+ 2))
                    else { break usual }
                    q += count &+ 2
                    break member
                case .uuid:
                    guard q.pointee == 0x22, q[37] == 0x22,
                        _fastPath(Kept.store(uuid: q + 1, at: q - start, in: room[index]))
                    else { break usual }
                    q += 38
                    break member
                case .timestamp:
                    guard q.pointee == 0x22 else { break usual }
                    if _fastPath(q[25] == 0x22), let time = UsualTime(q + 1) {
                        Kept.store(time, in: room[index])
                        q += 26
                        break member
                    }
                    if q[21] == 0x22, let fields = TimestampFields(q + 1, count: 20) {
                        Kept.store(fields, at: q - start, in: room[index])
                        q += 22
                        break member
                    }
                case .integer:
                    // Up to seven digits in one word, and so without a branch for each: how many there are is hard to
                    // foresee. What follows them tells the short form from the others.
                    let isNegative = q.pointee == UInt8(ascii: "-")
                    var first = q
                    if !_fastPath(!isNegative) { first += 1 }
                    let digits = loadWord(first)
                    let stop = firstNonDigit(digits)
                    let after = first + Int(truncatingIfNeeded: stop &>> 3)
                    guard stop != 64, stop != 0, stop == 8 || first.pointee != 0x30,
                        after.pointee != UInt8(ascii: "."), after.pointee | 0x20 != UInt8(ascii: "e")
                    else { break usual }
                    let magnitude = Int64(truncatingIfNeeded: eightDigitValue(digits &<< (64 &- stop)))
                    let value = isNegative ? 0 &- magnitude : magnitude
                    guard value >= row.pointee.least, value <= row.pointee.most else { break usual }
                    Kept.store(Int(truncatingIfNeeded: value), at: q - start, in: room[index])
                    q = after
                    break member
                case .text, .boundedText:
                    guard q.pointee == 0x22 else { break usual }
                    let count = cjson_text_run(q + 1)
                    if q[count &+ 1] != 0x22 {
                        // What was looked through is not looked through once more.
                        p = q
                        let slice = try textSlowly(q + 1, q + 1 + count)
                        guard hasLength(slice, Int(clamping: row.pointee.least), Int(clamping: row.pointee.most)) else {
                            throw violation(at: slice.offset)
                        }
                        Kept.store(slice, in: room[index])
                        q = p
                        break member
                    }
                    guard count >= row.pointee.least, count <= row.pointee.most else { break usual }
                    let slice = TextSlice(offset: q + 1 - start, count: count, hasEscapes: false, isASCII: true)
                    Kept.store(slice, in: room[index])
                    q += count &+ 2
                    break member
                case .lowerHex:
                    // The check of the digits finds whatever else a string must not hold; 64 is as far as the padding
                    // reaches.
                    let count = Int(truncatingIfNeeded: row.pointee.least)
                    guard count <= 64, q.pointee == 0x22, q[count &+ 1] == 0x22,
                        _fastPath(cjson_is_lower_hex(q + 1, count))
                    else { break usual }
                    let slice = TextSlice(offset: q + 1 - start, count: count, hasEscapes: false, isASCII: true)
                    Kept.store(slice, in: room[index])
                    q += count &+ 2
                    break member
                case .bool:
                    if cjson_load4(q) == word("true") {
                        Kept.store(true, at: q - start, in: room[index])
                        q += 4
                        break member
                    }
                    if q.pointee == UInt8(ascii: "f"), cjson_load4(q + 1) == word("alse") {
                        Kept.store(false, at: q - start, in: room[index])
                        q += 5
                        break member
                    }
                }
                p = q
                try value(row, index, &read, room)
                q = p
            }

            // The value ends at `q`. Where members were found ahead, the next one is not looked for here, and
            // `fieldOutOfOrder` knows whether there is one.
            if cjson_load2(q) == 0x222C {
                q += 1
                continue
            }
            if q.pointee == UInt8(ascii: ",") {
                if q[1] == 0x20, q[2] == 0x22 {
                    q += 2
                    continue
                }
            } else if q.pointee == UInt8(ascii: "}"), !read.others.mayRepeat, read.ahead.base == nil {
                p = q + 1
                ascend()
                return try end(table, read)
            }
            p = q
            guard try nextMember(&read) else { return try end(table, read) }
            q = p
        }
    }

    @inline(__always)
    private mutating func end(_ table: UnsafePointer<ObjectRules.Table>, _ read: FieldsRead) throws(JSONFault) -> Int? {
        if ~read.present & table.pointee.required != 0 { throw missingField() }
        return nil
    }

    // Mutating, though it changes nothing: so the cursor is not copied for it before anybody knows whether it is needed.
    @inline(never)
    private mutating func missingField() -> JSONFault { fault(.missingField) }
}

// MARK: Values

extension JSONCursor {
    /// Takes any value with a rule other than `other`: the plain twin of what the loop above takes at once.
    @inline(never)
    mutating func value(
        _ row: UnsafePointer<ObjectRules.Row>,
        _ index: Int,
        _ read: inout FieldsRead,
        _ room: FieldRoom
    ) throws(JSONFault) {
        let isPlace = room.stride == MemoryLayout<FieldPlace>.stride
        if row.pointee.traits.contains(.nullable), takeNull(index, &read) {
            if isPlace { room[index].storeBytes(of: .null, as: FieldPlace.self) }
            return
        }
        let offset = offset
        var place = FieldPlace(offset: UInt32(truncatingIfNeeded: offset), countAndFlags: 0)
        let kept: FieldValue
        switch row.pointee.kind {
        case .other: return
        case .constant: return try expectConstant(row)
        case .timestamp: kept = FieldValue(at: offset, try timestamp())
        case .uuid: kept = FieldValue(try uuid())
        case .integer:
            let value = try integer(min: row.pointee.least, max: row.pointee.most)
            place = FieldPlace(integer: value, at: offset)
            kept = FieldValue(value)
        case .bool:
            let value = try bool()
            place = FieldPlace(offset: place.offset, countAndFlags: value ? 1 : 0)
            kept = FieldValue(value)
        case .number: kept = FieldValue(at: offset, try number())
        case .text, .boundedText, .lowerHex:
            let slice = try text(row)
            place = FieldPlace(slice)
            kept = FieldValue(slice)
        }
        if isPlace {
            room[index].storeBytes(of: place, as: FieldPlace.self)
        } else {
            room[index].storeBytes(of: kept, as: FieldValue.self)
        }
    }

    private mutating func text(_ row: UnsafePointer<ObjectRules.Row>) throws(JSONFault) -> TextSlice {
        let (least, most) = (Int(clamping: row.pointee.least), Int(clamping: row.pointee.most))
        switch row.pointee.kind {
        case .boundedText: return try text(min: least, max: most)
        case .lowerHex: return try text(lowerHex: least)
        default: return try text()
        }
    }

    private mutating func expectConstant(_ row: UnsafePointer<ObjectRules.Row>) throws(JSONFault) {
        let slice = try text()
        let wanted = UnsafeBufferPointer(
            start: row.pointee.constant.map { $0 + 1 },
            count: Int(truncatingIfNeeded: row.pointee.least)
        )
        guard withText(slice, { $0.elementsEqual(wanted) }) else { throw violation(at: slice.offset) }
    }

    /// Whether the bytes at `q` are `count` of those at `other`; sixteen more can be read behind either.
    @inline(__always)
    private func startsAlike(_ q: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var i = 0
        while count &- i > 16 {
            if cjson_equal16(q + i, other + i) != 0xFFFF { return false }
            i &+= 16
        }
        let rest: UInt32 = (1 &<< UInt32(truncatingIfNeeded: count &- i)) &- 1
        return cjson_equal16(q + i, other + i) & rest == rest
    }
}

extension UnsafePointer where Pointee == ObjectRules.Row {
    /// Whether `"name":` stands at `q`.
    @inline(__always)
    func stands(at q: UnsafePointer<UInt8>) -> Bool {
        let start = UnsafeRawPointer(self).assumingMemoryBound(to: UInt8.self)
        return cjson_equal32_aligned(q, start) & pointee.mask == pointee.mask
    }
}
