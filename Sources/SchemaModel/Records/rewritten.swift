public import JSONCore

/// What the types that are generated for a version write after they have read a record.
///
/// It is computed, nothing is compiled: `record` conforms to the version's schema, so only what the types make of the
/// values is looked at. A test holds this against the generated code itself.
///
/// - Throws: `refused` where the types take less than the schema, which is so for integers beyond 64 bits.
public func rewritten(_ record: JSONValue, by version: VersionModel) throws(RecordFault) -> JSONValue {
    try RecordTypes(version: version).value(record, of: version.root, at: JSONPointer())
}

/// The types of a version, read and written without being compiled.
struct RecordTypes {
    let version: VersionModel

    func value(_ value: JSONValue, of index: Int, at place: JSONPointer) throws(RecordFault) -> JSONValue {
        guard version.types.indices.contains(index) else { return value }
        switch version.types[index].shape {
        case .object(let object): return try self.object(value, object, at: place)
        case .union(let union):
            guard let chosen = chosenCase(of: union, for: value) else {
                // An unknown variant is kept as it is.
                if union.keepsUnknown { return value }
                throw .refused(at: place.description, "none of the cases of \(version.types[index].name) takes it")
            }
            return try self.value(value, union.cases[chosen].value, at: place)
        case .enumeration:
            guard value.string != nil else { throw .refused(at: place.description, "expected a string") }
            return value
        }
    }

    func value(_ value: JSONValue, _ model: ValueModel, at place: JSONPointer) throws(RecordFault) -> JSONValue {
        if case .any = model.kind { return value }
        if value == .null, model.isNullable { return value }
        switch (model.kind, value) {
        case (.type(let index), _): return try self.value(value, of: index, at: place)
        case (.null, .null), (.bool, .bool), (.string, .string), (.constant, _), (.oneOf, _): return value
        case (.integer, .number(let number)):
            guard let integer = number.int64 else {
                throw .refused(at: place.description, "\(number.text) is no 64-bit integer")
            }
            return .number(JSONNumber(integer))
        case (.number, .number(let number)): return .number(Number(number).exact)
        case (.typedString(let type), .string(let text)):
            guard let written = type.rewritten(text) else {
                throw .refused(at: place.description, "expected a \(type.rawValue)")
            }
            return .string(written)
        case (.array(let array), .array(let elements)):
            // Elements with rules of their own by index are checked and stay what they are.
            guard array.prefix.isEmpty, let element = array.element else { return value }
            var written: [JSONValue] = []
            for (index, item) in elements.enumerated() {
                written.append(try self.value(item, element, at: place.appending("\(index)")))
            }
            return .array(written)
        case (.dictionary(let dictionary), .object(let object)):
            return .object(JSONObject(distinct: try members(object.members, dictionary.value, at: place)))
        case (.any, _), (.never, _), (.null, _), (.bool, _), (.integer, _), (.number, _), (.string, _),
            (.typedString, _), (.array, _), (.dictionary, _):
            throw .refused(at: place.description, "the type has no place for \(value.typeName)")
        }
    }

    private func object(
        _ value: JSONValue,
        _ object: ObjectModel,
        at place: JSONPointer
    ) throws(RecordFault) -> JSONValue {
        guard case .object(let record) = value else { throw .refused(at: place.description, "expected an object") }
        var written: [JSONObject.Member] = []
        for field in object.fields {
            guard let value = record[field.jsonName] else {
                if field.isRequired { throw .refused(at: place.description, "\"\(field.jsonName)\" is missing") }
                continue
            }
            // A constant is stored nowhere, and written as the schema spells it.
            if let constant = field.fixedValue, constant == value {
                written.append(.init(key: field.jsonName, value: constant))
                continue
            }
            let place = place.appending(field.jsonName)
            written.append(.init(key: field.jsonName, value: try self.value(value, field.value, at: place)))
        }
        let others = object.others(of: record)
        switch object.others {
        case .keep: written += others
        case .refuse:
            if let other = others.first { throw .refused(at: place.description, "\"\(other.key)\" is not declared") }
        case .values(let value, _): written += try members(others, value, at: place)
        }
        return .object(JSONObject(distinct: written))
    }

    private func members(
        _ members: [JSONObject.Member],
        _ model: ValueModel,
        at place: JSONPointer
    ) throws(RecordFault) -> [JSONObject.Member] {
        var written: [JSONObject.Member] = []
        for member in members {
            let value = try self.value(member.value, model, at: place.appending(member.key))
            written.append(.init(key: member.key, value: value))
        }
        return written
    }

    /// The case that a reader takes: the one that the tag or the type names, else the first that reads.
    func chosenCase(of union: UnionModel, for value: JSONValue) -> Int? {
        if case .tag(let field) = union.decision {
            guard let tag = value[field]?.string else { return nil }
            return union.cases.firstIndex { sameBytes($0.tagValue, tag) }
        }
        return union.cases.firstIndex { (try? self.value(value, $0.value, at: JSONPointer())) != nil }
    }
}

extension ObjectModel {
    /// The members that are none of the fields.
    func others(of record: JSONObject) -> [JSONObject.Member] {
        let names = Set(fields.map { ByteKey($0.jsonName) })
        return record.members.filter { !names.contains(ByteKey($0.key)) }
    }
}

extension TypedString {
    /// The text that a value of the type writes after it has read `text`; nil where it reads none from it.
    fileprivate func rewritten(_ text: String) -> String? {
        switch self {
        case .uuid: UUID128(text)?.description
        case .dateTime: Timestamp(text)?.description
        case .date: CalendarDate(text)?.description
        case .time: TimeOfDay(text)?.description
        case .duration: ISODuration(text)?.description
        }
    }
}
