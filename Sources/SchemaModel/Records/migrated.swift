public import JSONCore

/// What the generated step from one version to the next makes of a record that the old version wrote.
///
/// - Parameter record: what `rewritten` gives for the old version.
/// - Throws: `byHand` where the way leads through a step that a person writes.
public func migrated(
    _ record: JSONValue,
    by migration: MigrationModel,
    from old: VersionModel,
    to new: VersionModel
) throws(RecordFault) -> JSONValue {
    let step = MigrationOfRecords(migration: migration, old: RecordTypes(version: old), new: new)
    return try step.value(record, of: old.root)
}

private struct MigrationOfRecords {
    let migration: MigrationModel
    let old: RecordTypes
    let new: VersionModel

    func value(_ value: JSONValue, of index: Int) throws(RecordFault) -> JSONValue {
        let types = old.version.types
        guard types.indices.contains(index), let step = migration.steps.first(where: { $0.old == index }),
            new.types.indices.contains(step.new)
        else { return value }
        switch (step.plan, types[index].shape, new.types[step.new].shape) {
        case (.byHand, _, _): throw .byHand(type: types[index].name)
        case (.byRule(let steps), .object(let before), .object(let after)):
            guard case .object(let record) = value else { return value }
            return .object(JSONObject(distinct: try members(record, steps, before, after)))
        case (.cases(let targets), .union(let before), .union(let after)):
            guard let chosen = old.chosenCase(of: before, for: value), targets.indices.contains(chosen),
                after.cases.indices.contains(targets[chosen])
            else { return value }
            return try converted(value, before.cases[chosen].value, after.cases[targets[chosen]].value)
        case (.cases, _, _), (.byRule, _, _): return value
        }
    }

    private func members(
        _ record: JSONObject,
        _ steps: [MigrationModel.FieldStep],
        _ before: ObjectModel,
        _ after: ObjectModel
    ) throws(RecordFault) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        var rest = steps[...]
        for field in after.fields {
            var value: JSONValue?
            if let constant = field.fixedValue {
                value = constant
            } else {
                switch rest.popFirst() {
                case .same(let index)?:
                    let source = before.fields[index]
                    if let carried = source.fixedValue ?? record[source.jsonName] {
                        value = try converted(carried, source.value, field.value)
                    }
                case .value(let given)?: value = given
                case .absent?, nil: break
                }
            }
            if let value { members.append(.init(key: field.jsonName, value: value)) }
        }
        let others = before.others(of: record)
        switch (before.others, after.others) {
        case (.keep, .keep):
            // What was nobody's name and is a field's now is that field's value.
            let names = Set(others.map { ByteKey($0.key) })
            if let carried = carriedNames(steps, after).first(where: { names.contains(ByteKey($0)) }) {
                throw .refused(at: JSONPointer().appending(carried).description, "an unknown field has the name too")
            }
            members.removeAll { names.contains(ByteKey($0.key)) }
            members += others
        case (.values(let from, _), .values(let to, _)):
            for other in others {
                let value = try converted(other.value, from, to)
                members.append(.init(key: other.key, value: value))
            }
        case (.keep, _), (.values, _), (.refuse, _): break
        }
        return members
    }

    /// The fields whose values come from the old record.
    private func carriedNames(_ steps: [MigrationModel.FieldStep], _ after: ObjectModel) -> [String] {
        zip(after.fields.filter { $0.fixedValue == nil }, steps).compactMap { field, step in
            if case .same = step { field.jsonName } else { nil }
        }
    }

    /// Only named types have steps of their own; all other values are carried over as they are.
    private func converted(
        _ value: JSONValue,
        _ from: ValueModel,
        _ to: ValueModel
    ) throws(RecordFault) -> JSONValue {
        switch (from.kind, to.kind, value) {
        case (.type(let index), .type, let value) where value != .null:
            return try self.value(value, of: index)
        case (.array(let a), .array(let b), .array(let elements)):
            guard let from = a.element, let to = b.element, a.prefix.isEmpty else { return value }
            var converted: [JSONValue] = []
            for element in elements { converted.append(try self.converted(element, from, to)) }
            return .array(converted)
        case (.dictionary(let a), .dictionary(let b), .object(let object)):
            var members: [JSONObject.Member] = []
            for member in object.members {
                members.append(.init(key: member.key, value: try converted(member.value, a.value, b.value)))
            }
            return .object(JSONObject(distinct: members))
        default: return value
        }
    }
}

extension FieldModel {
    /// The value of a required constant, which is stored nowhere.
    var fixedValue: JSONValue? {
        if case .constant(let value) = value.kind, isRequired, !self.value.isNullable { value } else { nil }
    }
}
