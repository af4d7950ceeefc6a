import JSONCore
import PatternCompiler
import SchemaDocuments

extension Decision {
    func compareObjects(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.objects
        let theirs = target.objects
        var outcome = Outcome.proven
        for name in theirs.required where !mine.requires(name) {
            outcome.add(
                Difference(
                    kind: .required(name),
                    left: fieldSpot(part, name) ?? spot(in: part, "required", "properties"),
                    right: fieldSpot(target, name, "required") ?? spot(in: target, "required"),
                    candidates: [object(part, without: [name])].compactMap { $0 } + values(of: part)
                )
            )
        }
        outcome.add(compareFields(part, target))
        outcome.add(compareOthers(part, target))
        outcome.add(compareNames(part, target))
        outcome.add(compareCounts(part, target))
        outcome.add(compareDependencies(part, target))
        return outcome
    }

    private func compareFields(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        var outcome = Outcome.proven
        var names = part.objects.fields.map(\.name)
        names += part.objects.required.filter { part.objects.field($0) == nil }
        let known = Set(names.map { ByteKey($0) })
        names += target.objects.fields.map(\.name).filter { !known.contains(ByteKey($0)) }
        for name in names { outcome.add(compareField(name, part, target)) }
        return outcome
    }

    private func compareField(_ name: String, _ part: ValueCase, _ target: ValueCase) -> Outcome {
        guard let left = schemas(for: name, in: part.objects, .left),
            let right = schemas(for: name, in: target.objects, .right)
        else {
            return .differs(
                Difference(
                    kind: .undecided("a pattern for names could not be compiled"),
                    left: spot(in: part),
                    right: spot(in: target),
                    candidates: values(of: part)
                )
            )
        }
        // Longer than any name may be, or never there.
        if part.objects.maxProperties == 0 || isEmpty(left) { return .proven }
        let inner = outcome(left, right)
        if inner.isProven { return inner }
        var result = Outcome(isProven: false)
        let isRefused = isEmpty(right)
        for difference in affordable(inner.differences) {
            result.differences.append(
                lifted(
                    difference,
                    name,
                    part,
                    target,
                    isRefused: isRefused,
                    isDeclared: part.objects.field(name) != nil
                )
            )
            if isRefused { break }
        }
        return result
    }

    /// The difference of a field's value as one of the object.
    private func lifted(
        _ difference: Difference,
        _ name: String,
        _ part: ValueCase,
        _ target: ValueCase,
        isRefused: Bool,
        isDeclared: Bool
    ) -> Difference {
        var lifted = difference
        lifted.path.insert(.field(name), at: 0)
        lifted.left = lifted.left ?? fieldSpot(part, name) ?? spot(in: part, "properties", "type")
        lifted.right = lifted.right ?? fieldSpot(target, name) ?? spot(in: target, "properties")
        lifted.candidates = difference.candidates.prefix(candidateLimit).compactMap {
            object(part, with: [(name, $0)])
        }
        if isRefused, let field = target.objects.field(name), !field.nodes.contains(nothing) {
            // Declared, and of no type at all any more.
            lifted.kind = .type(from: types(of: name, part), to: [])
            lifted.left = fieldSpot(part, name) ?? spot(in: part, "properties", "type")
            lifted.right = fieldSpot(target, name) ?? spot(in: target, "properties")
        } else if isRefused {
            lifted.kind = .refused(name)
            lifted.left = fieldSpot(part, name) ?? spot(in: part, "properties", "type")
            lifted.right = fieldSpot(target, name) ?? spot(in: target, "additionalProperties", "unevaluatedProperties")
        } else if !isDeclared, case .type = difference.kind, difference.path.isEmpty {
            lifted.right = fieldSpot(target, name) ?? lifted.right
        }
        return lifted
    }

    /// The differences that there are steps left to tell of a larger value; always one of them, so that it is told that
    /// there is one. Schemas that refer to each other have as many as there are ways through them.
    func affordable(_ differences: [Difference]) -> [Difference] {
        var count = 0
        while count < differences.count, spend(64) || count == 0 { count += 1 }
        return Array(differences.prefix(count))
    }

    /// What the value of a field may be.
    private func types(of name: String, _ part: ValueCase) -> JSONTypes {
        let cases = schemas(for: name, in: part.objects, .left).flatMap { self.cases(of: $0) } ?? []
        return cases.reduce(into: JSONTypes()) { $0.formUnion($1.types) }
    }

    /// Names that neither side lists: those of patterns, and all others.
    private func compareOthers(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.objects
        let theirs = target.objects
        var outcome = Outcome.proven
        // Where the keyword itself is the change, it has a kind of its own.
        func add(_ inner: Outcome, _ name: String?, _ keyword: String, _ own: Difference.Kind?) {
            if inner.isProven { return }
            outcome.isProven = false
            for difference in affordable(inner.differences) {
                var lifted = difference
                if let name {
                    lifted = self.lifted(difference, name, part, target, isRefused: false, isDeclared: false)
                } else {
                    lifted.candidates = []
                }
                lifted.left = lifted.left ?? spot(in: part, keyword, "type")
                if own != nil || difference.kind.isConstraint && difference.path.isEmpty {
                    lifted.kind = own ?? .rule(keyword)
                    lifted.right = spot(in: target, keyword) ?? lifted.right
                }
                outcome.differences.append(lifted)
            }
        }
        for (pattern, node) in theirs.patterns {
            let covering = mine.patterns.filter { inclusion(pattern, in: $0.pattern) == .included }.map(\.node)
            if !covering.isEmpty, self.outcome(Conjunction(covering), Conjunction([node])).isProven { continue }
            // Names that another pattern of the left side may add to are looked at with it and without it.
            let rest = schemasForOthers(in: mine, .left)
            var left = [Conjunction(covering + (covering.isEmpty ? rest.ids : []))]
            left += mine.patterns.map { Conjunction(covering + [$0.node]) }
            for candidate in left where !isEmpty(candidate) {
                let inner = self.outcome(candidate, Conjunction([node]))
                if inner.isProven { continue }
                // Where nothing was said of such names, the keyword is new or gone, and no type has changed.
                let isFree = candidate.ids.allSatisfy { graph[$0].verdict == true }
                let name = freeName(like: pattern, part, target)
                add(inner, name, "patternProperties", isFree ? .rule("patternProperties") : nil)
            }
        }
        let right = schemasForOthers(in: theirs, .right)
        if right.ids.isEmpty { return outcome }
        let isClosed = isEmpty(right)
        func closed(_ name: String?) -> Difference.Kind? {
            isClosed ? name.map { .refused($0) } ?? .rule(closureKeyword(target)) : nil
        }
        let rest = schemasForOthers(in: mine, .left)
        if !isEmpty(rest), mine.maxProperties != 0 {
            let name = freeName(like: nil, part, target)
            add(self.outcome(rest, right), name, closureKeyword(target), closed(name))
        }
        for (pattern, node) in mine.patterns {
            let isListed = theirs.patterns.contains { inclusion(pattern, in: $0.pattern) == .included }
            if isListed,
                theirs.closures.allSatisfy({ closure in
                    closure.patterns.contains { inclusion(pattern, in: $0) == .included }
                })
            {
                continue
            }
            let inner = self.outcome(Conjunction([node]), right)
            let name = freeName(like: pattern, part, target)
            add(inner, name, closureKeyword(target), closed(name))
        }
        return outcome
    }

    private func closureKeyword(_ target: ValueCase) -> String {
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if target.sources.contains(where: { graph[$0].origin[keyword] != nil }) { return keyword }
        }
        return "additionalProperties"
    }

    private func compareNames(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.objects
        var outcome = Outcome.proven
        for id in target.objects.names {
            let right = Conjunction([id])
            var text = SchemaNode(graph[id].origin)
            text.types = .string
            let isClosed = isEmpty(schemasForOthers(in: mine, .left))
            let fields = mine.fields.map(\.name) + mine.required.filter { mine.field($0) == nil }
            if isClosed, mine.patterns.isEmpty {
                for name in fields where !isAbsent(name, in: mine) && evaluate(.string(name), right) != true {
                    let value = values(of: Conjunction(mine.field(name)?.nodes ?? [])).first
                    outcome.add(
                        Difference(
                            kind: .rule("propertyNames"),
                            left: fieldSpot(part, name) ?? spot(in: part),
                            right: Spot(id),
                            candidates: [object(part, with: value.map { [(name, $0)] } ?? [])].compactMap { $0 }
                        )
                    )
                }
                continue
            }
            let left = mine.names.isEmpty ? anyText(like: text) : Conjunction(mine.names + [anyText(like: text).ids[0]])
            let inner = self.outcome(left, right)
            if inner.isProven { continue }
            var candidates: [JSONValue] = []
            for name in inner.differences.flatMap(\.candidates).compactMap(\.string).prefix(candidateLimit) {
                guard let schemas = schemas(for: name, in: mine, .left), let value = values(of: schemas).first else {
                    continue
                }
                if let object = object(part, with: [(name, value)]) { candidates.append(object) }
            }
            outcome.add(
                Difference(
                    kind: .rule("propertyNames"),
                    left: spot(in: part, "propertyNames", "type"),
                    right: Spot(id),
                    candidates: candidates
                )
            )
        }
        return outcome
    }

    private func anyText(like node: SchemaNode) -> Conjunction {
        if let known = textSchema { return Conjunction([known]) }
        let made = graph.add(node)
        textSchema = made
        return Conjunction([made])
    }

    private func compareCounts(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.objects
        let theirs = target.objects
        var outcome = Outcome.proven
        if max(mine.minProperties, mine.required.count) < theirs.minProperties {
            outcome.add(objectDifference("minProperties", part, target, [object(part)]))
        }
        if let most = theirs.maxProperties, mostFields(mine) > most {
            let fuller = most < 512 ? object(part, count: most + 1) : nil
            outcome.add(objectDifference("maxProperties", part, target, [fuller]))
        }
        return outcome
    }

    /// The most fields that there may be.
    private func mostFields(_ rules: ObjectRules) -> Int {
        let most = rules.maxProperties ?? .max
        guard rules.patterns.isEmpty, isEmpty(schemasForOthers(in: rules, .left)) else { return most }
        let fields = rules.fields.filter { !isAbsent($0.name, in: rules) }
        return min(most, fields.count + rules.required.filter { rules.field($0) == nil }.count)
    }

    private func compareDependencies(_ part: ValueCase, _ target: ValueCase) -> Outcome {
        let mine = part.objects
        var outcome = Outcome.proven
        for (name, required) in target.objects.dependentRequired {
            if isAbsent(name, in: mine) { continue }
            let given = mine.dependentRequired.filter { sameBytes($0.name, name) }.flatMap(\.required)
            let missing = required.filter { wanted in
                !mine.requires(wanted) && !sameBytes(wanted, name) && !given.contains { sameBytes($0, wanted) }
            }
            if missing.isEmpty { continue }
            let candidates = fieldValues(name, mine).map { object(part, with: [(name, $0)], without: missing) }
            outcome.add(objectDifference("dependentRequired", part, target, candidates))
        }
        for (name, node) in target.objects.dependentSchemas {
            if isAbsent(name, in: mine) { continue }
            var present = part
            present.objects.require(name)
            for (_, own) in mine.dependentSchemas.filter({ sameBytes($0.name, name) }) {
                guard let rules = expansion(of: own), rules.count == 1,
                    let both = present.merged(with: rules[0], graph)
                else { continue }
                present = both
            }
            if isEmpty(present) || isCovered(present, by: Conjunction([node])) { continue }
            let differences = cases(of: Conjunction([node])).map {
                coverKind(present, $0, Conjunction([node]), depth: 0).differences
            }
            let others = values(of: present)
            // What the whole object needs is a rule of the keyword; what is wrong inside of it stands for itself.
            let inside = (differences ?? []).filter { !$0.path.isEmpty }
            for var difference in inside {
                difference.candidates += others
                outcome.add(difference)
            }
            let whole = (differences ?? []).filter(\.path.isEmpty)
            if inside.isEmpty || !whole.isEmpty {
                outcome.add(
                    objectDifference("dependentSchemas", part, target, whole.flatMap(\.candidates) + others)
                )
            }
        }
        return outcome
    }

    private func fieldValues(_ name: String, _ rules: ObjectRules) -> [JSONValue] {
        schemas(for: name, in: rules, .left).map { values(of: $0) } ?? []
    }

    private func objectDifference(
        _ keyword: String,
        _ part: ValueCase,
        _ target: ValueCase,
        _ candidates: [JSONValue?]
    ) -> Difference {
        Difference(
            kind: .rule(keyword),
            left: spot(in: part, keyword, "properties", "type"),
            right: spot(in: target, keyword, "dependencies"),
            candidates: candidates.compactMap { $0 }
        )
    }

    /// Where a field is declared, or where it is required.
    func fieldSpot(_ given: ValueCase, _ name: String, _ keyword: String = "properties") -> Spot? {
        let id = given.sources.last { source in
            let node = graph[source]
            return keyword == "required"
                ? node.required.contains { sameBytes($0, name) } : node.properties.contains { sameBytes($0.name, name) }
        }
        return id.map { Spot($0, keyword, name) }
    }
}
