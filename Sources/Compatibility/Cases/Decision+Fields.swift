import JSONCore

/// Which side of the comparison rules are read for: where it is not sure what they refuse, the left side is taken as
/// wider than it may be and the right side as narrower, so that a proof holds either way.
enum Side {
    case left, right
}

extension Decision {
    /// What holds for the value under a name; nil when a pattern cannot be decided.
    func schemas(for name: String, in rules: ObjectRules, _ side: Side) -> Conjunction? {
        var ids = rules.field(name)?.nodes ?? []
        for (pattern, node) in rules.patterns {
            guard let matches = matches(name, pattern) else { return nil }
            if matches { ids.append(node) }
        }
        for closure in rules.closures where side == .right || closure.isCertain {
            if closure.names.contains(ByteKey(name)) { continue }
            var isListed = false
            for pattern in closure.patterns {
                guard let matches = matches(name, pattern) else { return nil }
                isListed = isListed || matches
            }
            if !isListed { ids.append(closure.node) }
        }
        return Conjunction(ids)
    }

    /// What holds for the values under names that nothing lists.
    func schemasForOthers(in rules: ObjectRules, _ side: Side) -> Conjunction {
        Conjunction(rules.closures.filter { side == .right || $0.isCertain }.map(\.node))
    }

    /// What holds for the element at an index; beyond the longest list it is the same for all.
    func schemas(at index: Int, in rules: ArrayRules, _ side: Side) -> Conjunction {
        var ids: [SchemaNode.ID] = []
        for list in rules.lists where side == .right || list.isCertain {
            if index < list.prefix.count {
                ids.append(list.prefix[index])
            } else if let rest = list.rest {
                ids.append(rest)
            }
        }
        return Conjunction(ids)
    }

    /// Whether there can be no field of this name.
    func isAbsent(_ name: String, in rules: ObjectRules, _ side: Side = .left) -> Bool {
        schemas(for: name, in: rules, side).map { isEmpty($0) } ?? false
    }
}
