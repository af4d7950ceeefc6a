package import JSONCore

/// Random schemas, random changes of them, and random values that have a fair chance to be valid.
package struct RandomSchema {
    private var random: SplitMix64
    /// Whether fields and elements may be what the whole schema is.
    private var isRecursive = false

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// A schema and a random change of it; one of eight can lead back to itself.
    package mutating func pair() -> (old: JSONValue, new: JSONValue) {
        isRecursive = chance(12)
        let old = schema(depth: 3)
        let new = changed(old)
        return isRecursive ? (asDefinition(old), asDefinition(new)) : (old, new)
    }

    private func asDefinition(_ schema: JSONValue) -> JSONValue {
        made(["$defs": made(["node": schema]), "$ref": .string(definition)])
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private mutating func schema(depth: Int) -> JSONValue {
        if chance(3) { return .bool(chance(80)) }
        if depth > 0, chance(25) { return combined(depth: depth - 1) }
        switch below(depth > 0 ? 8 : 6) {
        case 0: return numbers(integer: true)
        case 1: return numbers(integer: false)
        case 2: return texts()
        case 3: return made(["enum": .array(someValues())])
        case 4: return made(["const": pick(scalars)])
        case 5: return made(["type": .array([.string(pick(typeNames)), .string("null")])])
        case 6: return array(depth: depth - 1)
        default: return object(depth: depth - 1)
        }
    }

    private mutating func combined(depth: Int) -> JSONValue {
        let branches = JSONValue.array((0...below(2)).map { _ in schema(depth: depth) })
        switch below(6) {
        case 0: return made(["anyOf": branches])
        case 1: return made(["oneOf": branches])
        case 2: return made(["allOf": branches])
        case 3: return made(["not": schema(depth: depth)])
        case 4: return made(["if": schema(depth: depth), "then": schema(depth: depth), "else": schema(depth: depth)])
        default: return events(depth: depth)
        }
    }

    private mutating func events(depth: Int) -> JSONValue {
        let names = ["A", "B", "C"].prefix(1 + below(3))
        let branches = names.map { name in
            made([
                "properties": made(["t": made(["const": .string(name)]), "v": schema(depth: depth)]),
                "required": .array([.string("t")]),
            ])
        }
        return made(["type": .string("object"), "oneOf": .array(branches)])
    }

    private mutating func numbers(integer: Bool) -> JSONValue {
        var members: [String: JSONValue] = ["type": .string(integer ? "integer" : "number")]
        if chance(40) { members[pick(["minimum", "exclusiveMinimum"])] = number(below(6) - 2) }
        if chance(40) { members[pick(["maximum", "exclusiveMaximum"])] = number(below(8) - 1) }
        if chance(20) { members["multipleOf"] = number(1 + below(4)) }
        return made(members)
    }

    private mutating func texts() -> JSONValue {
        var members: [String: JSONValue] = ["type": .string("string")]
        if chance(40) { members["minLength"] = number(below(3)) }
        if chance(40) { members["maxLength"] = number(below(5)) }
        if chance(30) { members["pattern"] = .string(pick(patterns)) }
        return made(members)
    }

    /// The schema of a field or an element: only there may a schema lead back to itself.
    private mutating func part(depth: Int) -> JSONValue {
        isRecursive && chance(30) ? made(["$ref": .string(definition)]) : schema(depth: depth)
    }

    private mutating func array(depth: Int) -> JSONValue {
        var members: [String: JSONValue] = ["type": .string("array")]
        if chance(60) { members["items"] = part(depth: depth) }
        if chance(25) { members["prefixItems"] = .array((0...below(2)).map { _ in schema(depth: depth) }) }
        if chance(30) { members["minItems"] = number(below(3)) }
        if chance(30) { members["maxItems"] = number(below(4)) }
        if chance(15) { members["uniqueItems"] = .bool(true) }
        if chance(15) {
            members["contains"] = schema(depth: 0)
            if chance(30) { members["minContains"] = number(below(3)) }
            if chance(30) { members["maxContains"] = number(1 + below(2)) }
        }
        if chance(8) { members["unevaluatedItems"] = .bool(false) }
        return made(members)
    }

    private mutating func object(depth: Int) -> JSONValue {
        var members: [String: JSONValue] = ["type": .string("object")]
        var fields: [String: JSONValue] = [:]
        for name in fieldNames where chance(45) { fields[name] = part(depth: depth) }
        if !fields.isEmpty { members["properties"] = made(fields) }
        let required = fieldNames.filter { _ in chance(30) }
        if !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
        if chance(30) { members["additionalProperties"] = chance(50) ? .bool(false) : schema(depth: 0) }
        if chance(12) { members["patternProperties"] = made(["^a": schema(depth: 0)]) }
        if chance(8) { members["propertyNames"] = made(["maxLength": number(1 + below(2))]) }
        if chance(12) { members["minProperties"] = number(below(3)) }
        if chance(12) { members["maxProperties"] = number(below(4)) }
        if chance(10) { members["dependentRequired"] = made(["a": .array([.string("b")])]) }
        if chance(8) { members["dependentSchemas"] = made(["b": schema(depth: 0)]) }
        if chance(8) { members["unevaluatedProperties"] = .bool(false) }
        return made(members)
    }

    /// The schema with one part of it replaced, dropped or added.
    private mutating func changed(_ schema: JSONValue, depth: Int = 3) -> JSONValue {
        guard case .object(var object) = schema, !object.isEmpty, chance(85) else { return self.schema(depth: 1) }
        let member = object.members[below(object.count)]
        switch member.key {
        case "properties", "patternProperties", "dependentSchemas":
            guard case .object(var inner) = member.value, !inner.isEmpty else { break }
            let field = inner.members[below(inner.count)]
            inner[field.key] = chance(20) ? nil : changed(field.value, depth: depth - 1)
            if chance(20) { inner[pick(fieldNames)] = self.schema(depth: 1) }
            object[member.key] = .object(inner)
            return .object(object)
        case "items", "additionalProperties", "not", "if", "then", "else", "contains":
            object[member.key] = chance(20) && member.key != "if" ? nil : changed(member.value, depth: depth - 1)
            return .object(object)
        case "anyOf", "oneOf", "allOf", "prefixItems":
            guard case .array(var list) = member.value, !list.isEmpty else { break }
            let index = below(list.count)
            switch below(3) {
            case 0 where list.count > 1: list.remove(at: index)
            case 1: list.append(self.schema(depth: 1))
            default: list[index] = changed(list[index], depth: depth - 1)
            }
            object[member.key] = .array(list)
            return .object(object)
        default: break
        }
        let fresh = self.schema(depth: 1)
        if chance(40) {
            object[member.key] = nil
        } else if case .object(let other) = fresh, let added = other.members.last {
            object[added.key] = added.value
        }
        return .object(object)
    }

    package mutating func value(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 8 : 5) {
        case 0...4: return pick(scalars)
        case 5: return .array((0..<below(4)).map { _ in value(depth: depth - 1) })
        default:
            var fields: [String: JSONValue] = [:]
            for name in fieldNames + ["t", "v", "aa"] where chance(35) { fields[name] = value(depth: depth - 1) }
            if chance(30) { fields["t"] = .string(pick(["A", "B", "C"])) }
            return made(fields)
        }
    }

    /// A value near another one.
    package mutating func changed(value: JSONValue) -> JSONValue {
        switch value {
        case .object(var object) where chance(80):
            if let member = object.isEmpty ? nil : object.members[below(object.count)], chance(70) {
                object[member.key] = chance(30) ? nil : changed(value: member.value)
            } else {
                object[pick(fieldNames)] = self.value(depth: 1)
            }
            return .object(object)
        case .array(var list) where chance(80):
            if list.isEmpty || chance(30) {
                list.append(self.value(depth: 1))
            } else {
                list[below(list.count)] = changed(value: pick(list))
            }
            return .array(list)
        default: return self.value(depth: 2)
        }
    }

    private mutating func someValues() -> [JSONValue] {
        var values: [JSONValue] = []
        for _ in 0...below(3) {
            let value = pick(scalars)
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    /// In the order of the names: a dictionary has none.
    private func made(_ members: [String: JSONValue]) -> JSONValue {
        .object(JSONObject(distinct: members.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) }))
    }

    private func number(_ value: Int) -> JSONValue { .number(JSONNumber(Int64(value))) }
}

private let definition = "#/$defs/node"
private let fieldNames = ["a", "b", "c"]
private let typeNames = ["string", "integer", "number", "boolean", "object", "array"]
private let patterns = ["^a", "b$", "^[ab]*$", "^ab?$"]
private let scalars: [JSONValue] =
    [
        .null, .bool(true), .bool(false), .string(""), .string("a"), .string("b"), .string("ab"), .string("abc"),
        .string("bbbbb"), .string("A"),
    ]
    + ["0", "1", "2", "3", "-1", "5", "6", "0.5", "2.5", "12"].compactMap { JSONNumber(text: $0) }.map { .number($0) }
