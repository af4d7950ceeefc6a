import JSONCore
import SchemaDocuments

extension Lowering {
    /// Declared fields make a named type; free names alone make a dictionary.
    mutating func objectOrDictionary(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel {
        let isEmpty = facts.objects.contains { $0.additional?.node.bool == false && $0.patterns.isEmpty }
        let hasFields = facts.objects.contains { !$0.properties.isEmpty } || !facts.required.isEmpty
        if hasFields || isEmpty { return object(conjunction, facts, wish) }
        let valueWish = NameWish(rank: .inline, name: singular(wish.name), parent: wish.parent)
        var dictionary: DictionaryModel
        switch others(facts, declaring: [], valueWish) {
        case .keep: dictionary = DictionaryModel(value: ValueModel(.any))
        case .refuse: dictionary = DictionaryModel(value: ValueModel(.never))
        case .values(let value, let pattern): dictionary = DictionaryModel(value: value, namePattern: pattern)
        }
        dictionary.minProperties = facts.minProperties?.value
        dictionary.maxProperties = facts.maxProperties?.value
        if dictionary.namePattern == nil, let names = facts.residual.first(where: { $0.keyword == "propertyNames" }),
            let pattern = onlyPattern(names.node)
        {
            dictionary.namePattern = PatternModel(source: pattern)
            leave(facts.residual.filter { $0.node.span != names.node.span })
        } else {
            leave(facts.residual)
        }
        return ValueModel(.dictionary(dictionary))
    }

    private func onlyPattern(_ node: JSONNode) -> String? {
        guard let members = node.members, let pattern = node["pattern"]?.string else { return nil }
        let others = members.filter { $0.key != "pattern" && isRestriction($0.key) }
        return others.allSatisfy { $0.key == "type" && $0.value.string == "string" } ? pattern : nil
    }

    mutating func object(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel {
        ValueModel(.type(reserve(conjunction, .object, wish)))
    }

    mutating func fillObject(_ index: Int, _ conjunction: Conjunction) {
        let facts = gather(conjunction)
        var fields: [FieldModel] = []
        let properties = declared(facts)
        let required = Set(facts.required.map { ByteKey($0.name) })
        for property in properties {
            fields.append(field(property, of: index, isRequired: required.contains(ByteKey(property.name)), facts))
        }
        checkRequired(facts, properties)
        checkFieldNames(fields)
        let valueWish = NameWish(rank: .inline, name: "value", parent: index)
        var left = facts.residual
        var others = others(facts, declaring: properties.map(\.name), valueWish)
        if let closing = closingUnevaluated(conjunction, facts), case .keep = others {
            others = .refuse
            left.removeAll { $0.node.span == closing.node.span && $0.keyword == closing.keyword }
        }
        leave(left)
        let requiredCount = facts.required.count
        if let count = facts.minProperties, count.value > requiredCount { leave([count.spot]) }
        if let count = facts.maxProperties { leave([count.spot]) }
        types[index].shape = .object(
            ObjectModel(
                fields: fields,
                others: others,
                minProperties: facts.minProperties?.value,
                maxProperties: facts.maxProperties?.value
            )
        )
    }

    struct Property {
        var name: String
        var parts: [SchemaPosition]
        var spot: Spot
    }

    /// All declared names in order, each with every schema that speaks of it, `additionalProperties` of the schemas
    /// that leave it out among them.
    private mutating func declared(_ facts: Facts) -> [Property] {
        var properties: [Property] = []
        var index: [ByteKey: Int] = [:]
        for part in facts.objects {
            for (member, position) in part.properties {
                if let known = index[ByteKey(member.key)] {
                    properties[known].parts.append(position)
                } else {
                    index[ByteKey(member.key)] = properties.count
                    properties.append(
                        Property(
                            name: member.key,
                            parts: [position],
                            spot: Spot(position, "", position.node)
                        )
                    )
                }
            }
        }
        let closed = facts.objects.filter { $0.additional != nil }
        for part in closed {
            let names = Set(part.properties.map { ByteKey($0.member.key) })
            guard let additional = part.additional, let position = part.additionalPosition else { continue }
            for place in properties.indices where !names.contains(ByteKey(properties[place].name)) {
                if part.patterns.isEmpty {
                    properties[place].parts.append(position)
                } else {
                    leave([additional])
                }
            }
        }
        if !properties.isEmpty {
            for part in facts.objects where !part.patterns.isEmpty {
                leave(part.patternsSpot.map { [$0] } ?? [])
            }
        }
        return properties
    }

    private mutating func field(
        _ property: Property,
        of parent: Int,
        isRequired: Bool,
        _ facts: Facts
    ) -> FieldModel {
        let conjunction = Conjunction(parts: property.parts)
        let value = value(conjunction, NameWish(rank: .inline, name: property.name, parent: parent))
        var notes = annotations(of: property.parts[0])
        for part in property.parts.dropFirst() { notes.fill(from: annotations(of: part)) }
        checkSamples(notes, conjunction)
        if case .never = value.kind { reportNever(property, isRequired, facts) }
        return FieldModel(
            jsonName: property.name,
            swiftName: notes.swiftName ?? memberName(property.name),
            value: value,
            isRequired: isRequired,
            defaultValue: notes.defaultValue?.node.value,
            renamedFrom: notes.renamedFrom,
            documentation: notes.documentation,
            place: property.spot.position.place
        )
    }

    /// A property that another schema's `additionalProperties: false` keeps out is a mistake of whoever combined them.
    private mutating func reportNever(_ property: Property, _ isRequired: Bool, _ facts: Facts) {
        let refusing = facts.objects.first { $0.additional?.node.bool == false && !$0.declares(property.name) }
        if let spot = refusing?.additional {
            diagnostics.append(
                property.spot.diagnostic(
                    .error,
                    "lint-unsatisfiable",
                    "\"\(property.name)\" can never be there: additionalProperties refuses it in a schema that applies "
                        + "as well, so declare it there or use unevaluatedProperties",
                    notes: [spot.note("refused here")]
                )
            )
        } else if isRequired, property.parts.contains(where: { $0.node.bool == false }) {
            diagnostics.append(
                property.spot.diagnostic(
                    .error,
                    "lint-unsatisfiable",
                    "\"\(property.name)\" is required and no value is valid for it: no record could be written"
                )
            )
        }
    }

    /// What happens to other names.
    private mutating func others(_ facts: Facts, declaring names: [String], _ wish: NameWish) -> ObjectModel.Others {
        let closing = facts.objects.filter { $0.additional != nil }
        let patterned = facts.objects.filter { !$0.patterns.isEmpty }
        guard let first = patterned.first else {
            if closing.contains(where: { $0.additional?.node.bool == false }) { return .refuse }
            if closing.isEmpty { return .keep }
            let value = value(Conjunction(parts: closing.compactMap(\.additionalPosition)), wish)
            if case .never = value.kind { return .refuse }
            return .values(value, pattern: nil)
        }
        // One pattern with everything else closed is a dictionary; any other mixture is the program's.
        if patterned.count == 1, first.patterns.count == 1, first.additional?.node.bool == false, closing.count == 1 {
            let (member, position) = first.patterns[0]
            return .values(
                value(Conjunction(parts: [position]), wish),
                pattern: PatternModel(source: member.key)
            )
        }
        leave(patterned.compactMap(\.patternsSpot))
        leave(closing.compactMap(\.additional))
        return .keep
    }

    /// `unevaluatedProperties: false` closes the object exactly where every schema that could have evaluated a name
    /// has been merged into it.
    private func closingUnevaluated(_ conjunction: Conjunction, _ facts: Facts) -> Spot? {
        guard conjunction.parts.count == 1, facts.unions.isEmpty,
            let spot = facts.residual.first(where: { $0.keyword == "unevaluatedProperties" && $0.node.bool == false }),
            spot.position == conjunction.parts[0],
            // `additionalProperties` evaluates every other name, and of an `anyOf` more than one branch may hold.
            !facts.restrictions.contains(where: { ["additionalProperties", "patternProperties"].contains($0.keyword) }),
            conjunction.choices.allSatisfy({ $0.keyword == "oneOf" }),
            facts.objects.allSatisfy({ $0.patterns.isEmpty && $0.additional == nil })
        else { return nil }
        let hidden = [
            "if", "dependentSchemas", "dependencies", "unevaluatedProperties", "$dynamicRef", "$recursiveRef",
        ]
        return facts.residual.filter { hidden.contains($0.keyword) }.count == 1 ? spot : nil
    }
}

extension Annotations {
    fileprivate mutating func fill(from other: Annotations) {
        documentation.title = documentation.title ?? other.documentation.title
        documentation.description = documentation.description ?? other.documentation.description
        documentation.isDeprecated = documentation.isDeprecated || other.documentation.isDeprecated
        documentation.isReadOnly = documentation.isReadOnly || other.documentation.isReadOnly
        documentation.isWriteOnly = documentation.isWriteOnly || other.documentation.isWriteOnly
        if documentation.examples.isEmpty { documentation.examples = other.documentation.examples }
        defaultValue = defaultValue ?? other.defaultValue
        examples += other.examples
        swiftName = swiftName ?? other.swiftName
        renamedFrom = renamedFrom ?? other.renamedFrom
    }
}
