public import JSONCore
public import SchemaProgram

// What the generated version dispatch is made of.

/// Reads a record; its type says all that its schema says.
@inlinable
public func readRecord<Record: JSONRecord>(
    _ type: Record.Type,
    from c: inout JSONCursor
) throws(ReadFault) -> Record {
    do throws(JSONFault) {
        return try Record(reading: &c)
    } catch {
        throw .json(error)
    }
}

/// Reads a record whose schema says more than its type can; the program checks the same bytes.
public func readRecord<Record: JSONRecord>(
    _ type: Record.Type,
    from c: inout JSONCursor,
    checkedBy program: Program
) throws(ReadFault) -> Record {
    let begin = c.p
    let record: Record
    do throws(JSONFault) {
        record = try Record(reading: &c)
    } catch {
        throw .json(error)
    }
    guard conforms(UnsafeBufferPointer(start: begin, count: c.p - begin), to: program, strict: c.strict) else {
        throw .json(JSONFault(.violation, at: begin - c.start))
    }
    return record
}

/// Runs one migration step and makes sure that its result is a record that a writer of the new version may write.
///
/// - Parameter isChecked: false where the generator knows that the step cannot give anything else.
@inlinable
public func upgraded<Record: JSONRecord>(
    from version: Int,
    isChecked: Bool = true,
    _ step: () throws -> Record
) throws(ReadFault) -> Record {
    if isChecked { return try upgraded(from: version, checkedBy: nil, step) }
    do {
        return try step()
    } catch {
        throw .migration(from: version, "\(error)")
    }
}

/// The same where a program has the last word on records of the new version.
public func upgraded<Record: JSONRecord>(
    from version: Int,
    checkedBy program: Program?,
    _ step: () throws -> Record
) throws(ReadFault) -> Record {
    do {
        let record = try step()
        var writer = JSONWriter(capacity: 1024)
        if let program {
            try writeRecord(record, to: &writer, checkedBy: program)
        } else {
            try record.write(to: &writer)
        }
        return record
    } catch {
        throw .migration(from: version, "\(error)")
    }
}

/// A value that the version before did not know, read as the type of the next, which may.
public func reading<Value: JSONRecord>(_ value: JSONValue) throws(JSONFault) -> Value {
    try PaddedBytes(Array(value.jsonText.utf8)).withPointer { (pointer) throws(JSONFault) in
        var cursor = JSONCursor(at: pointer)
        return try Value(reading: &cursor)
    }
}

/// What a field that is new in a version has in records of the version before, from its `default`.
public func defaultValue<Value>(
    _ text: StaticString,
    _ read: (inout JSONCursor) throws(JSONFault) -> Value
) throws(JSONFault) -> Value {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return try PaddedBytes(bytes).withPointer { (pointer) throws(JSONFault) in
        var cursor = JSONCursor(at: pointer)
        return try read(&cursor)
    }
}

/// In tolerant reading neither a word that an enumeration does not list nor a variant that a union does not have is a
/// reason to refuse a record.
private func conforms(_ text: UnsafeBufferPointer<UInt8>, to program: Program, strict: Bool) -> Bool {
    if program.isValid(text) { return true }
    return !strict && unforgiven(text, by: program) == nil
}

private func unforgiven(_ text: UnsafeBufferPointer<UInt8>, by program: Program) -> Violation? {
    let violations = program.violations(text, limit: 1_024)
    // Where the list was cut, the rest may hold what is not forgiven.
    if violations.count == 1_024 { return violations.last }
    return violations.first { !$0.isUnlistedWord && !$0.isUnknownVariant }
}

/// Writes a record whose schema says more than its type can; the program checks what was written.
public func writeRecord<Record: JSONRecord>(
    _ record: Record,
    to out: inout JSONWriter,
    checkedBy program: Program
) throws(RecordViolation) {
    let begin = out.count
    try record.write(to: &out)
    try out.withBytes { (bytes) throws(RecordViolation) in
        let text = UnsafeBufferPointer(rebasing: bytes.assumingMemoryBound(to: UInt8.self)[begin...])
        // Words and variants that were kept when a record was read are written again.
        if program.isValid(text) { return }
        guard let violation = unforgiven(text, by: program) else { return }
        throw RecordViolation(field: "\(Record.self)\(violation.instanceLocation)", rule: violation.keyword)
    }
}

/// Looks at a record whose schema says more than its type can; the program checks the same bytes.
public func viewRecord<View: JSONView>(
    _ type: View.Type,
    from c: inout JSONCursor,
    in line: consuming LineHold,
    checkedBy program: Program
) throws(JSONFault) -> View {
    let begin = c.p
    let view = try View(viewing: &c, in: line)
    guard conforms(UnsafeBufferPointer(start: begin, count: c.p - begin), to: program, strict: c.strict) else {
        throw JSONFault(.violation, at: begin - c.start)
    }
    return view
}
