import JSONCore
import SchemaDocuments

extension Lowering {
    /// The same conjunction as everybody would write it: a schema that does nothing but refer is what it refers to.
    func canonical(_ conjunction: Conjunction) -> Conjunction {
        var result = conjunction
        result.parts = []
        for part in conjunction.parts {
            let target = followed(part)
            if target.node.bool == true, conjunction.parts.count > 1 { continue }
            if !result.parts.contains(target) { result.parts.append(target) }
        }
        if result.parts.isEmpty { result.parts = Array(conjunction.parts.prefix(1)) }
        return result
    }

    /// The first schema on the way that says something itself.
    func followed(_ position: SchemaPosition) -> SchemaPosition {
        var place = position
        var steps = 0
        while steps < 10_000 {
            steps += 1
            let said = place.keywords.filter { isRestriction($0.key) }
            guard said.count == 1, let keyword = said.first?.key else { return place }
            if keyword == "$ref", let target = catalogue.targets[place] {
                place = target
            } else if ["allOf", "oneOf", "anyOf"].contains(keyword) {
                let parts = place.children(inList: keyword)
                guard parts.count == 1 else { return place }
                place = parts[0]
            } else {
                return place
            }
        }
        return place
    }

    /// The conjunction with one branch of a union of it. Where the union is all that there is, that is the branch.
    func choosing(_ branch: SchemaPosition, of union: Facts.UnionPart, in conjunction: Conjunction) -> Conjunction {
        if conjunction.parts.count == 1, conjunction.choices.isEmpty, conjunction.parts[0] == union.holder {
            let said = union.holder.keywords.filter { isRestriction($0.key) }
            let isBare = said.allSatisfy { $0.key == union.keyword || $0.key == "type" && $0.value.string == "object" }
            let branchFacts = gather(Conjunction(parts: [branch]))
            if isBare, said.count == 1 || branchFacts.types == .object {
                return canonical(restricted(Conjunction(parts: [branch], only: conjunction.only), to: conjunction.only))
            }
        }
        var result = conjunction
        result.choices.append(.init(holder: union.holder, keyword: union.keyword, branch: branch))
        return result
    }

    /// Says which types are meant only where the schemas allow others too, so that equal types stay equal keys.
    func restricted(_ conjunction: Conjunction, to types: JSONTypes) -> Conjunction {
        let types = types.intersection(conjunction.only)
        var open = conjunction
        open.only = .all
        if gather(open).types.isSubset(of: types) { return open }
        open.only = types
        return open
    }
}
