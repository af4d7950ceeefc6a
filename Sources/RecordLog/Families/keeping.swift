import JSONCore

/// A record made from one of an older version, whose unknown fields may hold what the new version declares: a name that
/// was nobody's when the old record was written.
///
/// What stands under such a name becomes the field's value, and counts more than a default would. The others stay
/// unknown fields.
///
///     try keeping(old.otherFields, newlyDeclared: ["currency"]) { otherFields in
///         V2.Order(id: old.id, currency: .eur, otherFields: otherFields)
///     }
///
/// - Parameters:
///   - newlyDeclared: the fields of the new version that the old one did not have.
///   - carried: those of them whose value comes from a field that the old version had, under another name.
///   - make: the record with the unknown fields that it is given.
/// - Throws: `RecordViolation` when a value is none that the new version takes, or when an unknown field has the name
///   that another field's value now goes by. Both values cannot be kept, and neither is dropped.
@inlinable
public func keeping<Record: JSONRecord>(
    _ others: OtherFields,
    newlyDeclared: @autoclosure () -> [String],
    carried: @autoclosure () -> [String] = [],
    _ make: (OtherFields) throws -> Record
) throws -> Record {
    if others.isEmpty { return try make(others) }
    return try keeping(others, newlyDeclared(), carried(), make)
}

@usableFromInline
func keeping<Record: JSONRecord>(
    _ others: OtherFields,
    _ newlyDeclared: [String],
    _ carried: [String],
    _ make: (OtherFields) throws -> Record
) throws -> Record {
    let members = others.members.members
    let names = Set(newlyDeclared.map { ByteKey($0) })
    let claimed = members.filter { names.contains(ByteKey($0.key)) }
    if claimed.isEmpty { return try make(others) }
    if let name = carried.first(where: { name in claimed.contains { sameBytes($0.key, name) } }) {
        throw doubledName("\(Record.self).\(name)")
    }

    var writer = JSONWriter()
    try make(OtherFields()).write(to: &writer)
    guard case .object(let made) = try JSONValue(parsing: writer.bytes) else { return try make(others) }
    let declared = made.members.filter { member in !claimed.contains { sameBytes($0.key, member.key) } }
    let text = JSONValue.object(JSONObject(distinct: declared + members)).jsonText

    return try PaddedBytes(Array(text.utf8)).withPointer { pointer in
        // Not strictly: what the old version's reader forgave is no reason to refuse the record now.
        var cursor = JSONCursor(at: pointer)
        do throws(JSONFault) {
            return try Record(reading: &cursor)
        } catch {
            let fields = claimed.map { "\"\($0.key)\"" }.joined(separator: ", ")
            throw RecordViolation(
                field: "\(Record.self)",
                rule: "what it declares for \(fields), which was an unknown field before"
            )
        }
    }
}
