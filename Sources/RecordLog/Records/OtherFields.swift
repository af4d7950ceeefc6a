public import JSONCore

/// The members of a record that its schema does not name, kept as they were written and written again after the
/// declared ones: a record that is read and written loses nothing.
public struct OtherFields: Sendable, Hashable {
    /// `"name":value,"name":value`, JSON text as it stood in the record. Nil where there is none, which costs less than an
    /// empty array to copy and to let go of.
    @usableFromInline var text: [UInt8]?

    // Not by a default of the property, which would be a call for each object.
    @inlinable @inline(__always)
    public init() {
        text = nil
    }

    @inlinable
    public var isEmpty: Bool { text == nil }

    /// Keeps the member whose name the cursor did not know; the cursor stands at its value and steps over it.
    @inline(never)
    public mutating func keep(_ cursor: inout JSONCursor) throws(JSONFault) {
        try cursor.keepMember(in: &text)
    }

    /// Appends the members to the object that is open in `out`.
    ///
    /// - Parameters:
    ///   - declared: the names of the object's fields, written already or absent: none of the members may have one.
    ///   - type: the object's type, for the message.
    public func write(to out: inout JSONWriter, besides declared: NameTable, _ type: StaticString)
        throws(RecordViolation)
    {
        guard let text else { return }
        if let name = Self.name(in: text, among: declared) {
            throw out.violation(doubledName("\(type).\(name)"))
        }
        out.separate()
        out.raw(text)
    }

    /// The first member whose name is in the table.
    private static func name(in text: [UInt8], among declared: NameTable) -> String? {
        PaddedBytes(text + [UInt8(ascii: "}")]).withPointer { pointer in
            var cursor = JSONCursor(at: pointer)
            repeat {
                guard let name = try? cursor.memberName() else { return nil }
                if cursor.index(of: name, in: declared) >= 0 { return cursor.string(name) }
                guard (try? cursor.skipValue()) != nil else { return nil }
            } while (try? cursor.nextMember()) == true
            return nil
        }
    }

    /// The members as values.
    public var members: JSONObject {
        guard let text else { return JSONObject() }
        let object = [UInt8(ascii: "{")] + text + [UInt8(ascii: "}")]
        let padded = PaddedBytes(object)
        let members = padded.withPointer { pointer -> [JSONObject.Member] in
            var cursor = JSONCursor(at: pointer)
            var members: [JSONObject.Member] = []
            guard (try? cursor.beginObject()) == true else { return [] }
            repeat {
                guard let name = try? cursor.memberName(), let value = try? cursor.value() else { break }
                members.append(JSONObject.Member(key: cursor.string(name), value: value))
            } while (try? cursor.nextMember()) == true
            return members
        }
        return JSONObject(members)
    }

    /// Reads or changes one member; setting nil removes it.
    public subscript(name: String) -> JSONValue? {
        get { members[name] }
        set {
            var members = members
            members[name] = newValue
            text = nil
            guard !members.isEmpty else { return }
            var writer = JSONWriter()
            writer.value(.object(members))
            text = Array(writer.bytes.dropFirst().dropLast())
        }
    }
}

/// A field whose name one of the unknown fields has too.
@usableFromInline
func doubledName(_ field: String) -> RecordViolation {
    RecordViolation(field: field, rule: "the rule that a name stands once: an unknown field has it too")
}
