import JSONCore
import SchemaDocuments

extension Lowering {
    /// One branch with everything that holds beside it.
    private struct Branch {
        var position: SchemaPosition
        var conjunction: Conjunction
        var facts: Facts
    }

    /// A type for the first union of a conjunction; nil when it says nothing that a type could, and the program checks
    /// it beside the type of the rest.
    mutating func union(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel? {
        guard let union = facts.unions.first(where: { !onlyConstrains($0, facts) }) else {
            leave(facts.unions.map(\.spot))
            return nil
        }
        var branches = union.branches.map { position in
            let chosen = choosing(position, of: union, in: conjunction)
            return Branch(position: position, conjunction: chosen, facts: gather(chosen))
        }
        if let values = listedTexts(branches, facts) {
            return listed(values, union, branches.map(\.facts), facts, wish)
        }
        branches = flattened(branches, union.keyword)
        let isExclusive = union.keyword == "oneOf"
        let acceptingNull = branches.filter { $0.facts.types.contains(.null) }.count
        if isExclusive, acceptingNull > 1 { leave([union.spot]) }
        let rest = branches.filter { $0.facts.types != .null }
        let isNullable = acceptingNull > 0
        guard let first = rest.first else { return ValueModel(.null) }
        if rest.count == 1 {
            var value = value(first.conjunction, wish)
            value.isNullable = value.isNullable || isNullable
            return value
        }
        if rest.contains(where: { $0.facts.types == .all }) {
            // A branch of any type decides nothing.
            leave([union.spot])
            leave(facts.restrictions)
            return ValueModel(.any)
        }
        let plan = plan(rest, union, wish)
        let core = conjunction.only.subtracting(.null)
        let key = isNullable ? restricted(conjunction, to: core) : conjunction
        return ValueModel(.type(reserve(key, .union(plan), wish)), isNullable: isNullable)
    }

    mutating func fillUnion(_ index: Int, _ conjunction: Conjunction, _ plan: UnionPlan) {
        var cases: [UnionModel.Case] = []
        for item in plan.cases {
            let conjunction = restricted(item.conjunction, to: .all.subtracting(.null))
            var value = value(conjunction, item.wish)
            value.isNullable = false
            let position = item.conjunction.choices.last?.branch ?? item.conjunction.parts.first
            cases.append(
                .init(
                    swiftName: item.name,
                    tagValue: item.tagValue,
                    value: value,
                    documentation: position.map { annotations(of: $0).documentation } ?? Documentation()
                )
            )
        }
        distinguish(&cases)
        let isTagged = if case .tag = plan.decision { true } else { false }
        types[index].shape = .union(
            UnionModel(decision: plan.decision, cases: cases, keepsUnknown: isTagged && keepsUnknown)
        )
    }

    /// Branches that are unions themselves stand for their own branches, where both mean the same by it.
    private func flattened(_ branches: [Branch], _ keyword: String) -> [Branch] {
        var result: [Branch] = []
        for branch in branches {
            guard let inner = branch.facts.unions.first, inner.keyword == keyword,
                !onlyConstrains(inner, branch.facts), result.count < 1_000,
                tagCandidates(branch.facts).isEmpty
            else {
                result.append(branch)
                continue
            }
            let parts = inner.branches.map { position in
                let chosen = choosing(position, of: inner, in: branch.conjunction)
                return Branch(position: position, conjunction: chosen, facts: gather(chosen))
            }
            let isTagged = parts.allSatisfy { !tagCandidates($0.facts).isEmpty }
            if isTagged { result += parts } else { result.append(branch) }
        }
        return result
    }

    /// `anyOf: [{required: [a]}, {required: [b]}]` and the like: no branch has a shape of its own.
    private func onlyConstrains(_ union: Facts.UnionPart, _ facts: Facts) -> Bool {
        if union.branches.isEmpty { return true }
        let declared = Set(facts.objects.flatMap(\.properties).map { ByteKey($0.member.key) })
        var tagged = 0
        for position in union.branches {
            let own = gather(Conjunction(parts: [position]))
            if own.refusal != nil { continue }
            if !own.arrays.isEmpty || own.constant != nil || own.values != nil || !own.unions.isEmpty { return false }
            if own.types != .all, own.types != .object || declared.isEmpty { return false }
            let names = own.objects.flatMap(\.properties).map { ByteKey($0.member.key) }
            if !declared.isSuperset(of: names) { return false }
            // A constant makes the branch a variant; the base may be the one that requires it.
            if own.objects.flatMap(\.properties).contains(where: { $0.member.value["const"]?.string != nil }) {
                tagged += 1
            }
            if own.objects.contains(where: { $0.additional != nil || !$0.patterns.isEmpty }) { return false }
        }
        return tagged < union.branches.count
    }

    /// `oneOf` of constants, which is how enumerations are written when each value has its own description.
    private func listedTexts(_ branches: [Branch], _ facts: Facts) -> [String]? {
        guard facts.constant == nil, facts.values == nil, branches.count > 1 else { return nil }
        var texts: [String] = []
        for branch in branches where branch.facts.types != .null {
            let values = branch.facts.constant.map { [$0.value] } ?? branch.facts.values?.list ?? []
            let strings = values.compactMap(\.string)
            guard !values.isEmpty, strings.count == values.count else { return nil }
            // What the rest of the branch refuses is no value; where that cannot be told, the program is asked.
            texts += strings.filter { conforms(.string($0), to: branch.facts) != false }
        }
        return texts.isEmpty ? nil : texts
    }

    private mutating func listed(
        _ texts: [String],
        _ union: Facts.UnionPart,
        _ branches: [Facts],
        _ facts: Facts,
        _ wish: NameWish
    ) -> ValueModel {
        var seen: Set<ByteKey> = []
        let distinct = texts.filter { seen.insert(ByteKey($0)).inserted }
        if distinct.count < texts.count, union.keyword == "oneOf" { leave([union.spot]) }
        leave(facts.unions.dropFirst().map(\.spot))
        for branch in branches {
            let hidden = ["type", "enum", "const", "$ref", "allOf", "oneOf", "anyOf"]
            leave(branch.restrictions.filter { !hidden.contains($0.keyword) })
            leave(branch.unions.map(\.spot).filter { $0.node.span != union.spot.node.span })
        }
        var listed = facts
        listed.values = (distinct.map(JSONValue.string), Spot(union.holder, union.keyword, union.spot.node))
        let nulls = branches.filter { $0.types == .null }.count
        if nulls > 1, union.keyword == "oneOf" { leave([union.spot]) }
        return ValueModel(.type(enumeration(distinct, listed, wish)), isNullable: nulls > 0)
    }

    private mutating func plan(_ branches: [Branch], _ union: Facts.UnionPart, _ wish: NameWish) -> UnionPlan {
        let isExclusive = union.keyword == "oneOf"
        if branches.allSatisfy({ $0.facts.core == .object }) {
            if let plan = tagPlan(branches, union, wish) { return plan }
        }
        let isDisjoint = branches.indices.allSatisfy { index in
            branches[(index + 1)...].allSatisfy {
                branches[index].facts.core.isDisjointByFirstByte(with: $0.facts.core)
            }
        }
        let cases = branches.enumerated().map { index, branch in
            let name = caseWish(branch.position, branch.facts, index, wish)
            return UnionPlan.Case(
                conjunction: branch.conjunction,
                name: name.caseName,
                tagValue: "",
                wish: name.wish
            )
        }
        if isDisjoint { return UnionPlan(decision: .jsonType, cases: cases) }
        if isExclusive { leave([union.spot]) }
        diagnostics.append(
            union.spot.diagnostic(
                .warning,
                "lint-union-untagged",
                "nothing tells the branches apart before they are read, so they are tried in order: give each a "
                    + "required property with a const of its own"
            )
        )
        return UnionPlan(decision: .inOrder, cases: cases)
    }

    /// Decides by a property that every branch requires and fixes to a string of its own.
    private mutating func tagPlan(_ branches: [Branch], _ union: Facts.UnionPart, _ wish: NameWish) -> UnionPlan? {
        let tags = branches.map { tagCandidates($0.facts) }
        func values(_ name: String) -> [(value: String, spot: Spot)] {
            tags.compactMap { tag in tag.first { sameBytes($0.name, name) }.map { ($0.value, $0.spot) } }
        }
        func distinct(_ name: String) -> Int { Set(values(name).map { ByteKey($0.value) }).count }
        let common = tags[0].map(\.name).filter { values($0).count == branches.count }
        if let tag, wish.rank == .root, !common.contains(where: { sameBytes($0, tag) }) {
            reportUntagged(branches, tag, tags.map { $0.contains { sameBytes($0.name, tag) } })
            return UnionPlan(decision: .tag(tag), cases: [])
        }
        let stated = tag.flatMap { tag in common.first { sameBytes($0, tag) } }
        let best = common.first { distinct($0) == branches.count } ?? common.first { distinct($0) > 1 }
        guard let name = stated ?? best else { return nil }
        let found = values(name)
        var first: [ByteKey: Spot] = [:]
        for (value, spot) in found {
            guard let other = first.updateValue(spot, forKey: ByteKey(value)) else { continue }
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "lint-tag-duplicate",
                    "two variants have the tag \"\(value)\" in \"\(name)\": a reader could not tell them apart",
                    notes: [other.note("the other is here")]
                )
            )
        }
        let cases = zip(branches, found).map { branch, tag in
            UnionPlan.Case(
                conjunction: branch.conjunction,
                name: memberName(tag.value),
                tagValue: tag.value,
                wish: variantWish(branch.position, tag.value)
            )
        }
        checkCaseNames(cases.map { ($0.name, $0.tagValue) }, at: found.map(\.spot))
        return UnionPlan(decision: .tag(name), cases: cases)
    }

    private mutating func reportUntagged(_ branches: [Branch], _ tag: String, _ isTagged: [Bool]) {
        for (branch, isTagged) in zip(branches, isTagged) where !isTagged {
            diagnostics.append(
                Spot(branch.position, "", branch.position.node).diagnostic(
                    .error,
                    "lint-union-untagged",
                    "the family's tag is \"\(tag)\", and this variant does not require it with a const: add it"
                )
            )
        }
    }

    private func variantWish(_ position: SchemaPosition, _ tag: String) -> NameWish {
        if let stated = followed(position).node["x-swift-name"]?.string { return NameWish(rank: .stated, name: stated) }
        return NameWish(rank: .variant, name: tag)
    }

    /// Required properties that are one string.
    private func tagCandidates(_ facts: Facts) -> [(name: String, value: String, spot: Spot)] {
        var found: [(name: String, value: String, spot: Spot)] = []
        var parts: [ByteKey: [SchemaPosition]] = [:]
        for object in facts.objects {
            for (member, position) in object.properties { parts[ByteKey(member.key), default: []].append(position) }
        }
        for required in facts.required {
            guard let positions = parts[ByteKey(required.name)] else { continue }
            let property = gather(Conjunction(parts: positions))
            guard let constant = property.constant, let text = constant.value.string, property.refusal == nil else {
                continue
            }
            found.append((required.name, text, constant.spot))
        }
        return found
    }

    private func caseWish(
        _ position: SchemaPosition,
        _ facts: Facts,
        _ index: Int,
        _ wish: NameWish
    ) -> (caseName: String, wish: NameWish) {
        let target = followed(position)
        let tokens = target.pointer.tokens
        let container = tokens.dropLast().last
        if let name = tokens.last, container == "$defs" || container == "definitions" {
            return (fieldName(name), NameWish(rank: .definition, name: name))
        }
        if let title = target.node["title"]?.string, !title.isEmpty {
            return (fieldName(title), NameWish(rank: .inline, name: title))
        }
        let classes = facts.core.classes
        let name = classes.count == 1 && classes[0] != .object ? typeCaseName(classes[0]) : "option\(index + 1)"
        return (name, NameWish(rank: .inline, name: "\(wish.name) \(name)", parent: wish.parent))
    }

    /// Cases without a tag have names that we made: a number makes them different.
    private func distinguish(_ cases: inout [UnionModel.Case]) {
        var seen: Set<String> = []
        for index in cases.indices {
            var name = cases[index].swiftName
            var number = 2
            while !seen.insert(name).inserted {
                name = "\(cases[index].swiftName)\(number)"
                number += 1
            }
            cases[index].swiftName = name
        }
    }
}
