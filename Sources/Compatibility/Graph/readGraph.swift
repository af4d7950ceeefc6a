import JSONCore
import SchemaDocuments

extension SchemaGraph {
    /// Reads a schema with all that it refers to. Where a reference leads is asked of the registry.
    ///
    /// - Throws: the first reference that leads nowhere.
    mutating func read(
        _ root: SchemaPosition,
        in registry: inout SchemaRegistry
    ) throws(Diagnostic) -> SchemaNode.ID {
        let first = number(of: root)
        if !first.isNew { return first.id }
        var open = [(first.id, root)]
        while let (id, position) = open.popLast() {
            var reading = NodeReading(position: position, node: SchemaNode(position))
            reading.readKeywords()
            if let node = position["$ref"], let reference = node.string {
                do throws(UnresolvedReference) {
                    let target = try registry.resolve(reference, from: position)
                    reading.subschemas.append((\.reference, target))
                } catch {
                    throw Diagnostic(
                        .error,
                        "schema-ref-unresolved",
                        path: position.path,
                        at: position.document.source.location(of: node.span.lowerBound),
                        error.message
                    )
                }
            }
            func enter(_ position: SchemaPosition) -> SchemaNode.ID {
                let (id, isNew) = number(of: position)
                if isNew { open.append((id, position)) }
                return id
            }
            var node = reading.node
            node.isRead = true
            for (key, position) in reading.subschemas { node[keyPath: key] = enter(position) }
            for (key, positions) in reading.lists { node[keyPath: key] = positions.map { enter($0) } }
            node.properties = reading.properties.map { ($0.0, enter($0.1)) }
            node.patternProperties = reading.patternProperties.map { ($0.0, enter($0.1)) }
            node.dependentSchemas = reading.dependentSchemas.map { ($0.0, enter($0.1)) }
            nodes[id] = node
        }
        return first.id
    }
}

/// What one schema says, its subschemas still as places.
private struct NodeReading {
    let position: SchemaPosition
    var node: SchemaNode
    var subschemas: [(WritableKeyPath<SchemaNode, SchemaNode.ID?>, SchemaPosition)] = []
    var lists: [(WritableKeyPath<SchemaNode, [SchemaNode.ID]>, [SchemaPosition])] = []
    var properties: [(String, SchemaPosition)] = []
    var patternProperties: [(String, SchemaPosition)] = []
    var dependentSchemas: [(String, SchemaPosition)] = []

    mutating func readKeywords() {
        node.verdict = position.node.bool
        if position.vocabularies.contains(.validation) { readAssertions() }
        if hasSubschemas { readSubschemas() }
        node.format = position["format"]?.string
        node.defaultValue = position.node["default"]?.value
        node.renamedFrom = position.node["x-renamed-from"]?.string
        for keyword in ["$dynamicRef", "$recursiveRef"] where position[keyword] != nil {
            node.mysteries.append(keyword)
        }
    }

    /// Whether any keyword has a value that schemas could stand in; most schemas say a type and no more.
    private var hasSubschemas: Bool {
        (position.node.members ?? []).contains { member in
            switch member.value.content {
            case .object, .array, .bool: true
            case .null, .number, .string: false
            }
        }
    }

    private mutating func readSubschemas() {
        if position.vocabularies.contains(.applicator) { readApplicators() }
        if position.vocabularies.contains(.unevaluated) {
            take("unevaluatedItems", \.unevaluatedItems)
            take("unevaluatedProperties", \.unevaluatedProperties)
        }
    }

    private mutating func readAssertions() {
        if let type = position["type"] {
            let names = type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? []
            node.types = names.reduce(into: JSONTypes()) { $0.formUnion(JSONTypes(named: $1)) }
        }
        if let values = position["enum"]?.array { node.values = values.map(\.value) }
        if let value = position["const"]?.value {
            node.values = node.values.map { $0.filter { $0 == value } } ?? [value]
        }
        bound("minimum", \.lower, isExclusive: false, above: true)
        bound("exclusiveMinimum", \.lower, isExclusive: true, above: true)
        bound("maximum", \.upper, isExclusive: false, above: false)
        bound("exclusiveMaximum", \.upper, isExclusive: true, above: false)
        if let multiple = position["multipleOf"]?.number { node.numbers.multiples = [multiple] }
        node.minLength = count("minLength")
        node.maxLength = count("maxLength")
        node.pattern = position["pattern"]?.string
        node.minItems = count("minItems")
        node.maxItems = count("maxItems")
        node.hasUniqueItems = position["uniqueItems"]?.bool ?? false
        node.minProperties = count("minProperties")
        node.maxProperties = count("maxProperties")
        node.required = position["required"]?.array?.compactMap(\.string) ?? []
        if position.dialect != .draft07 {
            node.minContains = count("minContains")
            node.maxContains = count("maxContains")
            for member in position["dependentRequired"]?.members ?? [] {
                node.dependentRequired.append((member.key, member.value.array?.compactMap(\.string) ?? []))
            }
        }
    }

    private mutating func readApplicators() {
        properties = position.children(inMap: "properties").map { ($0.member.key, $0.position) }
        patternProperties = position.children(inMap: "patternProperties").map { ($0.member.key, $0.position) }
        take("additionalProperties", \.additionalProperties)
        take("propertyNames", \.propertyNames)
        take("contains", \.contains)
        take("not", \.not)
        take("if", \.condition)
        if position["if"] != nil {
            take("then", \.then)
            take("else", \.otherwise)
        }
        for (keyword, key) in [("allOf", \SchemaNode.allOf), ("anyOf", \.anyOf), ("oneOf", \.oneOf)] {
            lists.append((key, position.children(inList: keyword)))
        }
        if position.dialect != .draft07 {
            dependentSchemas = position.children(inMap: "dependentSchemas").map { ($0.member.key, $0.position) }
        }
        for (member, child) in position.children(inMap: "dependencies") {
            if let names = member.value.array {
                node.dependentRequired.append((member.key, names.compactMap(\.string)))
            } else {
                dependentSchemas.append((member.key, child))
            }
        }
        switch position.dialect {
        case .draft2020:
            lists.append((\.prefix, position.children(inList: "prefixItems")))
            take("items", \.items)
        case .draft07, .draft2019:
            if position["items"]?.array != nil {
                lists.append((\.prefix, position.children(inList: "items")))
                take("additionalItems", \.items)
            } else {
                take("items", \.items)
            }
        }
    }

    private mutating func take(_ keyword: String, _ key: WritableKeyPath<SchemaNode, SchemaNode.ID?>) {
        if let child = position.child(keyword) { subschemas.append((key, child)) }
    }

    private func count(_ keyword: String) -> Int? {
        guard let number = position[keyword]?.number else { return nil }
        // A count beyond 64 bits is as good as the largest.
        return number.int64.map { Int(clamping: $0) } ?? (number < JSONNumber(Int64(0)) ? 0 : Int.max)
    }

    private mutating func bound(
        _ keyword: String,
        _ key: WritableKeyPath<NumberRules, NumberRules.Bound?>,
        isExclusive: Bool,
        above: Bool
    ) {
        guard let number = position[keyword]?.number else { return }
        let bound = NumberRules.Bound(value: number, isExclusive: isExclusive)
        node.numbers[keyPath: key] = NumberRules.tighter(node.numbers[keyPath: key], bound, above: above)
    }
}
