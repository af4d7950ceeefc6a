import JSONCore
import SchemaDocuments

extension Decision {
    /// What a schema says without its combinators.
    func keywords(of node: SchemaNode, _ id: SchemaNode.ID) -> ValueCase {
        var result = ValueCase()
        result.sources = [id]
        if let types = node.types { result.types = types }
        if let values = node.values {
            let types = result.types
            result.values = values.filter { types.contains(JSONTypes(of: $0)) }
        }
        result.numbers = node.numbers
        result.texts.minLength = node.minLength ?? 0
        result.texts.maxLength = node.maxLength
        if let pattern = node.pattern { result.texts.patterns = [pattern] }
        if assertsFormats, let format = node.format { result.texts.formats = [format] }
        result.arrays = arrays(of: node)
        result.objects = objects(of: node)
        result.mysteries = node.mysteries.map { "\($0) \(id)" }
        return result
    }

    private func arrays(of node: SchemaNode) -> ArrayRules {
        var rules = ArrayRules()
        if !node.prefix.isEmpty || node.items != nil { rules.lists = [.init(prefix: node.prefix, rest: node.items)] }
        rules.minItems = node.minItems ?? 0
        rules.maxItems = node.maxItems
        rules.isUnique = node.hasUniqueItems
        if let contains = node.contains {
            rules.contents = [.init(node: contains, minimum: node.minContains ?? 1, maximum: node.maxContains)]
        }
        return rules
    }

    private func objects(of node: SchemaNode) -> ObjectRules {
        var rules = ObjectRules()
        for (name, property) in node.properties { rules.add(name, [property]) }
        for name in node.required { rules.require(name) }
        rules.patterns = node.patternProperties
        if let rest = node.additionalProperties {
            rules.closures = [
                .init(
                    names: Set(node.properties.map { ByteKey($0.name) }),
                    patterns: node.patternProperties.map(\.pattern),
                    node: rest
                )
            ]
        }
        if let names = node.propertyNames { rules.names = [names] }
        rules.minProperties = node.minProperties ?? 0
        rules.maxProperties = node.maxProperties
        rules.dependentRequired = node.dependentRequired
        rules.dependentSchemas = node.dependentSchemas
        return rules
    }

    /// The ways not to satisfy a schema. Simple schemas are turned round; of others only their number is noted.
    func negation(of id: SchemaNode.ID) -> [ValueCase]? {
        let node = graph[id]
        if let verdict = node.verdict { return verdict ? [] : [ValueCase()] }
        if node.saysOnly([.not]), let inner = node.not { return expansion(of: inner) }
        if node.saysOnly([.types, .fields]), node.properties.count + node.required.count <= 8 {
            return negatedFields(of: node, id)
        }
        if node.saysOnly([.reference]), let target = node.reference { return negation(of: target) }
        if node.saysOnly([.anyOf]) {
            return node.anyOf.reduce([ValueCase()]) { product($0, negation(of: $1)) }
        }
        var result = ValueCase()
        result.negations = [id]
        return [result]
    }

    /// Of another type, or without a required field, or with a field that is not as it says.
    private func negatedFields(of node: SchemaNode, _ id: SchemaNode.ID) -> [ValueCase] {
        var cases: [ValueCase] = []
        if let types = node.types, types != .all {
            var other = ValueCase()
            other.types = JSONTypes.all.subtracting(types)
            other.sources = [id]
            cases.append(other)
            if !types.contains(.object) { return cases }
        }
        for name in node.required {
            var without = ValueCase()
            without.types = .object
            without.objects.add(name, [nothing])
            without.sources = [id]
            cases.append(without)
        }
        for (name, property) in node.properties {
            var with = ValueCase()
            with.types = .object
            with.objects.add(name, [negated(property, at: node)])
            with.objects.require(name)
            with.sources = [id]
            cases.append(with)
        }
        return cases
    }

    private func negated(_ id: SchemaNode.ID, at node: SchemaNode) -> SchemaNode.ID {
        if let known = negated[id] { return known }
        var negation = SchemaNode(node.origin)
        negation.not = id
        let made = graph.add(negation)
        negated[id] = made
        return made
    }
}

extension SchemaNode {
    struct Sayings: OptionSet {
        let rawValue: UInt8
        static let types = Sayings(rawValue: 1)
        static let fields = Sayings(rawValue: 2)
        static let not = Sayings(rawValue: 4)
        static let reference = Sayings(rawValue: 8)
        static let anyOf = Sayings(rawValue: 16)
        static let others = Sayings(rawValue: 32)
    }

    /// Whether all that this schema says is of these kinds.
    func saysOnly(_ sayings: Sayings) -> Bool {
        var said: Sayings = []
        if types != nil { said.insert(.types) }
        if !properties.isEmpty || !required.isEmpty { said.insert(.fields) }
        if not != nil { said.insert(.not) }
        if reference != nil { said.insert(.reference) }
        if !anyOf.isEmpty { said.insert(.anyOf) }
        let hasTexts = minLength != nil || maxLength != nil || pattern != nil || format != nil
        let hasItems =
            !prefix.isEmpty || items != nil || contains != nil || minItems != nil || maxItems != nil || hasUniqueItems
            || unevaluatedItems != nil
        let hasNames =
            !patternProperties.isEmpty || additionalProperties != nil || unevaluatedProperties != nil
            || propertyNames != nil || minProperties != nil || maxProperties != nil
        let hasBranches =
            !allOf.isEmpty || !oneOf.isEmpty || condition != nil || !dependentRequired.isEmpty
            || !dependentSchemas.isEmpty || !mysteries.isEmpty
        if values != nil || !numbers.isEmpty || hasTexts || hasItems || hasNames || hasBranches {
            said.insert(.others)
        }
        return said.isSubset(of: sayings)
    }
}
