import JSONCore

// What people are told: what was expected, and what was found.
extension FullEvaluator {
    /// What an assertion has against a value; nil when it holds.
    func complaint(_ opcode: Opcode, _ pc: Int, _ index: Int) -> String? {
        let entry = view[index]
        switch opcode {
        case .kinds:
            if reader.takes(reader.code[pc + 2], index) { return nil }
            return "expected \(alternatives(KindMask.names(reader.code[pc + 2]))), found \(describe(index))"
        case .constText:
            if reader.isConstText(pc, index) { return nil }
            return "expected \(quoted(reader.name(pc + 2))), found \(describe(index))"
        case .constValue:
            if reader.isConstant(reader.word(pc + 2), index) { return nil }
            return "expected \(constant(reader.word(pc + 2))), found \(describe(index))"
        case .enumeration:
            return reader.isEnumerated(pc, index) ? nil : "expected \(enumerated(pc)), found \(describe(index))"
        case .minimum:
            return bound(pc, index, "at least") { $0 >= 0 }
        case .maximum:
            return bound(pc, index, "at most") { $0 <= 0 }
        case .exclusiveMinimum:
            return bound(pc, index, "more than") { $0 > 0 }
        case .exclusiveMaximum:
            return bound(pc, index, "less than") { $0 < 0 }
        case .multipleOf:
            if !entry.isNumber || reader.isMultiple(index, of: pc + 2) { return nil }
            return "expected a multiple of \(constant(reader.word(pc + 5))), found \(describe(index))"
        case .minLength, .maxLength:
            guard entry.isString else { return nil }
            let count = reader.codePoints(index)
            return size(opcode == .minLength, reader.word(pc + 2), count, "character")
        case .minItems, .maxItems:
            guard entry.isArray else { return nil }
            return size(opcode == .minItems, reader.word(pc + 2), entry.count, "element")
        case .minProperties, .maxProperties:
            guard entry.isObject else { return nil }
            let isLeast = opcode == .minProperties
            return size(isLeast, reader.word(pc + 2), entry.count, "property", plural: "properties")
        case .required:
            return entry.isObject ? missingMessage(missing(index, pc + 2)) : nil
        case .format:
            if !entry.isString || reader.accepts(reader.word(pc + 2), index) { return nil }
            return "expected \(formatName(reader.word(pc + 2))), found \(describe(index))"
        case .pattern:
            if !entry.isString || reader.matches(reader.word(pc + 2), index) { return nil }
            let source = reader.string(offset: reader.word(pc + 3), count: reader.word(pc + 4))
            return "expected a match of the pattern \(quoted(source)), found \(describe(index))"
        case .dependentRequired:
            return entry.isObject ? dependentMessage(pc, index) : nil
        case .uniqueItems:
            guard entry.isArray, let (first, second) = reader.view.equalElements(index) else { return nil }
            return "expected elements that differ, found elements \(first) and \(second) equal"
        case .end, .endAll, .never, .enterResource, .tracked, .members, .elements, .propertyNames, .contains,
            .reference,
            .allOf, .conditional, .negation, .anyOf, .oneOf, .taggedUnion, .dependentSchemas, .dynamicReference,
            .unevaluatedProperties, .unevaluatedItems, .annotation, .anyName:
            return nil
        }
    }

    private func bound(_ pc: Int, _ index: Int, _ words: String, _ holds: (Int) -> Bool) -> String? {
        guard let order = reader.order(index, to: pc + 2), !holds(order) else { return nil }
        return "expected \(words) \(constant(reader.word(pc + 5))), found \(describe(index))"
    }

    private func size(_ isLeast: Bool, _ bound: Int, _ count: Int, _ one: String, plural: String? = nil) -> String? {
        if isLeast ? count >= bound : count <= bound { return nil }
        let noun = bound == 1 ? one : plural ?? one + "s"
        return "expected \(isLeast ? "at least" : "at most") \(bound) \(noun), found \(count)"
    }

    private func missing(_ index: Int, _ at: Int) -> [String] {
        (0..<reader.word(at)).map { at + 1 + $0 * 3 }.filter { reader.member(index, name: $0) == nil }.map(reader.name)
    }

    func missingMessage(_ names: [String]) -> String? {
        if names.isEmpty { return nil }
        let list = names.map(quoted).joined(separator: ", ")
        return names.count == 1
            ? "expected the property \(list), which is missing" : "expected the properties \(list), which are missing"
    }

    private func dependentMessage(_ pc: Int, _ index: Int) -> String? {
        var at = pc + 3
        for _ in 0..<reader.word(pc + 2) {
            if reader.member(index, name: at) != nil, let message = missingMessage(missing(index, at + 3)) {
                return message + " beside \(quoted(reader.name(at)))"
            }
            at += 4 + reader.word(at + 3) * 3
        }
        return nil
    }

    func containsMessage(_ found: Int, _ least: Int, _ most: Int) -> String {
        let wanted = found > most ? "at most \(most)" : "at least \(least)"
        return "expected \(wanted) element\(wanted.hasSuffix(" 1") ? "" : "s") that match the schema, found \(found)"
    }

    /// The schema `false` refuses a value for being there.
    func forbidden(_ node: Int) -> String {
        switch nodes[node].instanceStep {
        case .name(let name): "the property \(quoted(view.string(name))) is not allowed"
        case .element(let place): "no element is allowed at \(place)"
        case .same: "no value is allowed here, found \(describe(nodes[node].instance))"
        }
    }

    private func enumerated(_ pc: Int) -> String {
        let mask = reader.word(pc + 2)
        let texts = reader.word(pc + 4 + mask)
        let names = pc + 6 + mask
        var known = (0..<texts).map { quoted(reader.name(names + $0 * 3)) }
        known += (0..<reader.word(pc + 5 + mask)).map { constant(reader.word(names + texts * 3 + $0)) }
        return alternatives(known)
    }

    private func formatName(_ number: Int) -> String {
        let name = image.formats[number]
        // Formats have no spaces in their names, content has.
        return name.utf8.contains(UInt8(ascii: " ")) ? name : "the format \(quoted(name))"
    }

    private func constant(_ number: Int) -> String {
        image.constants[number].withUnsafeBufferPointer { shortened($0) }
    }

    /// `"a", "b" or "c"`; long lists are cut.
    func alternatives(_ words: [String]) -> String {
        let limit = 12
        if words.count > limit {
            return "one of " + words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more"
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? "no value" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// A value in a few words.
    func describe(_ index: Int) -> String {
        let entry = view[index]
        switch entry.kind {
        case .null: return "null"
        case .false: return "false"
        case .true: return "true"
        case .integer: return "the integer \(entry.integer)"
        case .number:
            let text = shortened(index)
            return view.number(index)?.isInteger == true ? "the integer \(text)" : "the number \(text)"
        case .string, .escapedString: return "the string \(quoted(shortened(index)))"
        case .array: return "an array of \(entry.count) element\(entry.count == 1 ? "" : "s")"
        case .object: return "an object of \(entry.count) propert\(entry.count == 1 ? "y" : "ies")"
        }
    }

    private func shortened(_ index: Int) -> String {
        view.withText(index) { shortened($0) }
    }

    /// The beginning of a text, of which no more is copied: it may have any length.
    private func shortened(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let limit = 60
        // One scalar more than the limit, of four bytes each; what is cut lies behind the limit.
        let beginning = String(decoding: text.prefix(4 * (limit + 1)), as: UTF8.self)
        let shown = beginning.unicodeScalars.prefix(limit)
        return shown.endIndex == beginning.endIndex ? beginning : String(shown) + "…"
    }
}

func quoted(_ text: String) -> String {
    "\"\(text)\""
}
