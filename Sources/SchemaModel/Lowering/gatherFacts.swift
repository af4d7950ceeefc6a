import JSONCore
import SchemaDocuments

/// Collects what a conjunction says. Each schema counts once however many ways lead to it: saying a thing twice is
/// saying it, and that keeps a reference bomb as small as its text.
func gatherFacts(
    _ conjunction: Conjunction,
    _ targets: [SchemaPosition: SchemaPosition]
) -> Facts {
    var gathering = Gathering(conjunction: conjunction, targets: targets)
    for part in conjunction.parts { gathering.add(part, depth: 0) }
    gathering.facts.types.formIntersection(conjunction.only)
    return gathering.facts
}

/// Chains of `$ref` and `allOf` longer than this are left to the validation program.
private let longestChain = 400

private struct Gathering {
    let conjunction: Conjunction
    let targets: [SchemaPosition: SchemaPosition]
    var facts = Facts()
    var seen: Set<SchemaPosition> = []
    var requiredSeen: Set<ByteKey> = []

    mutating func add(_ position: SchemaPosition, depth: Int) {
        guard seen.insert(position).inserted else { return }
        if position.node.bool == false { facts.refusal = facts.refusal ?? Spot(position, "", position.node) }
        guard depth < longestChain else {
            facts.residual.append(Spot(position, "$ref", position.node))
            return
        }
        var object = Facts.ObjectPart(properties: [], patterns: [])
        var unions: [Facts.UnionPart] = []
        // What a schema builds on comes before its own properties: base fields first, in the base's order.
        for member in position.keywords {
            let spot = Spot(position, member.key, member.value)
            switch member.key {
            case "$ref":
                if let target = targets[position] { add(target, depth: depth + 1) }
            case "allOf":
                for part in position.children(inList: "allOf") { add(part, depth: depth + 1) }
            case "oneOf", "anyOf":
                unions.append(.init(holder: position, keyword: member.key, spot: spot))
            case "properties": object.properties = position.children(inMap: "properties")
            case "patternProperties":
                object.patterns = position.children(inMap: "patternProperties")
                object.patternsSpot = spot
            case "additionalProperties":
                if member.value.bool != true { object.additional = spot }
            default:
                addValueKeyword(spot)
            }
            if isRestriction(member.key) { facts.restrictions.append(spot) }
        }
        addArray(of: position)
        if !object.properties.isEmpty || !object.patterns.isEmpty || object.additional != nil {
            facts.objects.append(object)
        }
        for union in unions {
            if let branch = conjunction.choice(at: union.holder, union.keyword) {
                add(branch, depth: depth + 1)
            } else {
                facts.unions.append(union)
            }
        }
    }

    private mutating func addArray(of position: SchemaPosition) {
        var part = Facts.ArrayPart(prefix: [])
        if position["items"]?.array != nil {
            part.prefix = position.children(inList: "items")
            part.rest = position.child("additionalItems")
        } else {
            part.prefix = position.dialect == .draft2020 ? position.children(inList: "prefixItems") : []
            part.rest = position.child("items")
        }
        if !part.prefix.isEmpty || part.rest != nil { facts.arrays.append(part) }
    }

    private mutating func addValueKeyword(_ spot: Spot) {
        let node = spot.node
        switch spot.keyword {
        case "type":
            let names = node.array?.compactMap(\.string) ?? node.string.map { [$0] } ?? []
            facts.types.formIntersection(names.reduce(into: []) { $0.formUnion(JSONTypes(named: $1)) })
            facts.typeSpot = spot
        case "const": addConstant(node.value, spot)
        case "enum": addValues(node.array?.map(\.value) ?? [], spot)
        case "minimum", "exclusiveMinimum": addMinimum(spot)
        case "maximum", "exclusiveMaximum": addMaximum(spot)
        case "multipleOf":
            if let number = node.number { facts.multiples.append((number, spot)) }
        case "pattern":
            if let text = node.string, !facts.patterns.contains(where: { sameBytes($0.text, text) }) {
                facts.patterns.append((text, spot))
            }
        case "format":
            if let name = node.string, !facts.formats.contains(where: { $0.name == name }) {
                facts.formats.append((name, spot))
            }
        case "minLength": raise(&facts.minLength, spot)
        case "maxLength": lower(&facts.maxLength, spot)
        case "minItems": raise(&facts.minItems, spot)
        case "maxItems": lower(&facts.maxItems, spot)
        case "minProperties": raise(&facts.minProperties, spot)
        case "maxProperties": lower(&facts.maxProperties, spot)
        case "uniqueItems":
            if node.bool == true { facts.uniqueItems = spot }
        case "required":
            for name in node.array ?? [] {
                guard let text = name.string, requiredSeen.insert(ByteKey(text)).inserted else { continue }
                facts.required.append((text, Spot(spot.position, "required", name)))
            }
        case "not", "if", "contains", "minContains", "maxContains", "dependentRequired", "dependentSchemas",
            "dependencies", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
            // What they refer to depends on the way that evaluation came, so the program follows them alone.
            "$dynamicRef", "$recursiveRef":
            facts.residual.append(spot)
        default: break
        }
    }

    private mutating func addConstant(_ value: JSONValue, _ spot: Spot) {
        if let other = facts.constant, other.value != value {
            facts.refusal = facts.refusal ?? spot
        }
        facts.constant = facts.constant ?? (value, spot)
    }

    private mutating func addValues(_ list: [JSONValue], _ spot: Spot) {
        guard let known = facts.values else {
            facts.values = (list, spot)
            return
        }
        let allowed = Set(list)
        facts.values = (known.list.filter(allowed.contains), spot)
    }

    private mutating func addMinimum(_ spot: Spot) {
        guard let value = spot.node.number else { return }
        let isExclusive = spot.keyword == "exclusiveMinimum"
        if let known = facts.minimum, known.value > value || known.value == value && known.isExclusive { return }
        facts.minimum = .init(value: value, isExclusive: isExclusive, spot: spot)
    }

    private mutating func addMaximum(_ spot: Spot) {
        guard let value = spot.node.number else { return }
        let isExclusive = spot.keyword == "exclusiveMaximum"
        if let known = facts.maximum, known.value < value || known.value == value && known.isExclusive { return }
        facts.maximum = .init(value: value, isExclusive: isExclusive, spot: spot)
    }
}

private func raise(_ count: inout Facts.Count?, _ spot: Spot) {
    guard let number = spot.node.number else { return }
    let value = number.int64.flatMap { Int(exactly: $0) } ?? Int.max
    if value > count?.value ?? 0 { count = .init(value: value, spot: spot) }
}

private func lower(_ count: inout Facts.Count?, _ spot: Spot) {
    guard let number = spot.node.number, let value = number.int64.flatMap({ Int(exactly: $0) }) else { return }
    if value < count?.value ?? Int.max { count = .init(value: value, spot: spot) }
}

/// Annotations and the keywords that only lead elsewhere restrict nothing by themselves.
func isRestriction(_ keyword: String) -> Bool {
    switch keyword {
    case "title", "description", "default", "examples", "readOnly", "writeOnly", "deprecated", "$comment", "$id",
        "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$defs", "definitions",
        "contentEncoding", "contentMediaType", "contentSchema", "then", "else":
        false
    default: !keyword.hasPrefix("x-")
    }
}
