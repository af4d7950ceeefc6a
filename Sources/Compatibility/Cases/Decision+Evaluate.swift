import JSONCore
import SchemaDocuments

extension Decision {
    /// Whether a value satisfies all of these schemas; nil when that is not known.
    func evaluate(_ value: JSONValue, _ conjunction: Conjunction) -> Bool? {
        if conjunction.ids.isEmpty { return true }
        guard spend(), let cases = cases(of: conjunction) else { return nil }
        var isKnown = true
        for candidate in cases {
            switch evaluate(value, candidate) {
            case true?: return true
            case false?: break
            case nil: isKnown = false
            }
        }
        return isKnown ? false : nil
    }

    func evaluate(_ value: JSONValue, _ rules: ValueCase) -> Bool? {
        if !rules.types.contains(JSONTypes(of: value)) { return false }
        spend(rules.size)
        if let values = rules.values, !values.contains(value) { return false }
        var verdict: Bool? =
            switch value {
            case .null, .bool: true
            case .number(let number): rules.numbers.accepts(number)
            case .string(let text): evaluate(text, rules.texts)
            case .array(let elements): evaluate(elements, rules.arrays)
            case .object(let object): evaluate(object, rules.objects)
            }
        for id in rules.negations where verdict != false {
            verdict = both(verdict, evaluate(value, Conjunction([id])).map { !$0 })
        }
        if !rules.mysteries.isEmpty { verdict = both(verdict, nil) }
        return verdict
    }

    private func evaluate(_ text: String, _ rules: TextRules) -> Bool? {
        let length = text.unicodeScalars.count
        if length < rules.minLength || length > rules.maxLength ?? .max { return false }
        var verdict: Bool? = true
        for pattern in rules.patterns { verdict = both(verdict, matches(text, pattern)) }
        for format in rules.formats {
            if let format = StringFormat(rawValue: format) {
                verdict = both(verdict, format.accepts(text))
            } else if format == "regex" {
                verdict = both(verdict, nil)
            }
        }
        return verdict
    }

    private func evaluate(_ elements: [JSONValue], _ rules: ArrayRules) -> Bool? {
        if elements.count < rules.minItems || elements.count > rules.maxItems ?? .max { return false }
        if rules.isUnique, Set(elements).count < elements.count { return false }
        var verdict: Bool? = true
        for (index, element) in elements.enumerated() {
            verdict = both(
                verdict,
                weigh(
                    evaluate(element, schemas(at: index, in: rules, .left)),
                    evaluate(element, schemas(at: index, in: rules, .right))
                )
            )
            if verdict == false { return false }
        }
        for contents in rules.contents {
            var sure = 0
            var unsure = 0
            for element in elements {
                switch evaluate(element, Conjunction([contents.node])) {
                case true?: sure += 1
                case nil: unsure += 1
                case false?: break
                }
            }
            if sure + unsure < contents.minimum || sure > contents.maximum ?? .max { return false }
            if sure < contents.minimum || sure + unsure > contents.maximum ?? .max { verdict = both(verdict, nil) }
        }
        return verdict
    }

    private func evaluate(_ object: JSONObject, _ rules: ObjectRules) -> Bool? {
        if object.count < rules.minProperties || object.count > rules.maxProperties ?? .max { return false }
        let present = Set(object.members.map { ByteKey($0.key) })
        if rules.required.contains(where: { !present.contains(ByteKey($0)) }) { return false }
        for (name, required) in rules.dependentRequired where present.contains(ByteKey(name)) {
            if required.contains(where: { !present.contains(ByteKey($0)) }) { return false }
        }
        var verdict: Bool? = true
        for member in object.members {
            guard let wide = schemas(for: member.key, in: rules, .left),
                let narrow = schemas(for: member.key, in: rules, .right)
            else {
                verdict = both(verdict, nil)
                continue
            }
            verdict = both(verdict, weigh(evaluate(member.value, wide), evaluate(member.value, narrow)))
            for id in rules.names { verdict = both(verdict, evaluate(.string(member.key), Conjunction([id]))) }
            if verdict == false { return false }
        }
        for (name, node) in rules.dependentSchemas where present.contains(ByteKey(name)) {
            verdict = both(verdict, evaluate(.object(object), Conjunction([node])))
        }
        return verdict
    }

    /// Refused by the wider rules is refused, taken by the narrower ones is taken.
    private func weigh(_ wide: Bool?, _ narrow: Bool?) -> Bool? {
        if wide == false { return false }
        return narrow == true ? true : wide == narrow ? wide : nil
    }

    private func both(_ a: Bool?, _ b: Bool?) -> Bool? {
        if a == false || b == false { return false }
        return a == nil || b == nil ? nil : true
    }
}
