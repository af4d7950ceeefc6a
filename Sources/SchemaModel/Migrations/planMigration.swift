import JSONCore

/// How records of one version become records of the next: by rule wherever a rule suffices, and where none does, with
/// the reasons for the person who has to write that step.
///
/// - Parameter marks: fields that tell the version; they may become constant, because migrating is what changes them.
public func planMigration(
    from old: VersionModel,
    to new: VersionModel,
    marks: Set<String> = []
) -> MigrationModel {
    MigrationPlanning(old: old, new: new, marks: marks).plan()
}

/// Variants of the record are what their tags say, whatever their types are called.
private func pairVariants(_ old: VersionModel, _ new: VersionModel, _ pairs: inout [Int: Int]) {
    guard case .union(let a) = old.types[old.root].shape, case .union(let b) = new.types[new.root].shape,
        case .tag = a.decision, a.decision == b.decision
    else { return }
    for variant in a.cases {
        guard let other = b.cases.first(where: { sameBytes($0.tagValue, variant.tagValue) }),
            case .type(let left) = variant.value.kind, case .type(let right) = other.value.kind
        else { continue }
        pairs[left] = right
    }
}

private struct MigrationPlanning {
    let old: VersionModel
    let new: VersionModel
    let marks: Set<String>
    /// The counterpart of each old type.
    private let pairs: [Int: Int]

    init(old: VersionModel, new: VersionModel, marks: Set<String>) {
        self.old = old
        self.new = new
        self.marks = marks
        let byName = Dictionary(new.types.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var pairs: [Int: Int] = [:]
        for (index, type) in old.types.enumerated() { pairs[index] = byName[type.name] }
        // The root of one version becomes the root of the next, whatever they are called.
        for (index, other) in pairs where other == new.root && index != old.root { pairs[index] = nil }
        pairs[old.root] = new.root
        pairVariants(old, new, &pairs)
        self.pairs = pairs
    }

    func plan() -> MigrationModel {
        let steps = old.types.indices.compactMap { index in
            pairs[index].map { MigrationModel.TypeStep(index, $0, plan(index, $0)) }
        }
        return MigrationModel(from: old.number, to: new.number, steps: steps)
    }

    private func plan(_ left: Int, _ right: Int) -> MigrationModel.Plan {
        switch (old.types[left].shape, new.types[right].shape) {
        case (.object(let a), .object(let b)): return plan(a, b, marks: isRecord(left) ? marks : [])
        case (.union(let a), .union(let b)): return plan(a, b)
        case (.enumeration(let a), .enumeration(let b)):
            return cases(a.cases.map(\.value), b.cases.map(\.value), "value")
        case (.object, _), (.union, _), (.enumeration, _):
            return .byHand(reasons: [
                "\(old.types[left].name) was \(old.types[left].kind), and is \(new.types[right].kind)"
            ])
        }
    }

    /// Whether the type is a whole record or a variant of one: a field inside that is called like the mark is none.
    private func isRecord(_ type: Int) -> Bool {
        if type == old.root { return true }
        guard case .union(let union) = old.types[old.root].shape else { return false }
        return union.cases.contains { item in
            if case .type(type) = item.value.kind { true } else { false }
        }
    }

    private func plan(_ a: ObjectModel, _ b: ObjectModel, marks: Set<String>) -> MigrationModel.Plan {
        var reasons: [String] = []
        var steps: [MigrationModel.FieldStep] = []
        var used: Set<Int> = []
        let names = Dictionary(a.fields.enumerated().map { (ByteKey($1.jsonName), $0) }) { first, _ in first }
        for field in b.fields {
            let ownName = names[ByteKey(field.jsonName)]
            let oldName = field.renamedFrom.flatMap { names[ByteKey($0)] }
            if let from = field.renamedFrom, (ownName == nil) == (oldName == nil) {
                reasons.append(
                    ownName == nil
                        ? "\"\(field.jsonName)\" is said to be renamed from \"\(from)\", which old records do not have"
                        : "old records have both \"\(field.jsonName)\" and \"\(from)\", from which it is said to be renamed"
                )
            }
            let source = ownName ?? oldName
            if let source, !used.insert(source).inserted {
                reasons.append("\"\(a.fields[source].jsonName)\" would be carried to two fields")
            }
            // A constant is written by the type itself and has no place to carry a value to.
            if isFixed(field) {
                if let source, let reason = obstacle(a.fields[source], fixed: field, marks) { reasons.append(reason) }
                continue
            }
            guard let source else {
                if let value = field.defaultValue {
                    steps.append(.value(value))
                } else if !field.isRequired {
                    steps.append(.absent)
                } else {
                    reasons.append(
                        "\"\(field.jsonName)\" is new and required: nothing says what old records have there"
                    )
                }
                continue
            }
            if let reason = obstacle(a.fields[source], field) {
                reasons.append(reason)
            } else {
                steps.append(.same(old: source))
            }
        }
        for (index, field) in a.fields.enumerated()
        where !used.contains(index) && !(isFixed(field) && marks.contains(field.jsonName)) {
            reasons.append(
                "\"\(field.jsonName)\" is gone: say where its value goes, or declare a rename with x-renamed-from"
            )
        }
        if let reason = obstacle(a.others, b.others) { reasons.append(reason) }
        if case .values = a.others, case .values = b.others {
            for field in b.fields where names[ByteKey(field.jsonName)] == nil {
                reasons.append("\"\(field.jsonName)\" is new, and old records may have it among their other fields")
            }
        }
        return reasons.isEmpty ? .byRule(steps) : .byHand(reasons: reasons)
    }

    private func isFixed(_ field: FieldModel) -> Bool { field.fixedValue != nil }

    /// A stored value has no place in a constant, unless it is the version's mark or was that constant all along.
    private func obstacle(_ a: FieldModel, fixed b: FieldModel, _ marks: Set<String>) -> String? {
        if marks.contains(b.jsonName) { return nil }
        if !a.isRequired { return "\"\(b.jsonName)\" was optional, and is always there now" }
        if isSame(a.value, b.value) { return nil }
        return "\"\(b.jsonName)\" may differ in old records, and is always the same now"
    }

    private func obstacle(_ a: FieldModel, _ b: FieldModel) -> String? {
        let name = "\"\(b.jsonName)\""
        if b.isRequired, !a.isRequired { return "\(name) was optional, and is required" }
        if a.value.isNullable, !b.value.isNullable { return "\(name) may be null in old records, and no longer" }
        if isFixed(a) { return "\(name) was always the same, and is stored now" }
        return isSame(a.value.kind, b.value.kind) ? nil : "\(name) has another type or narrower rules"
    }

    private func obstacle(_ a: ObjectModel.Others, _ b: ObjectModel.Others) -> String? {
        switch (a, b) {
        case (.keep, .keep), (.refuse, .refuse), (.refuse, .keep): nil
        case (.values(let x, let p), .values(let y, let q)):
            isSame(x, y) && (q == nil || p == q) ? nil : "other fields have another type"
        case (.refuse, .values): nil
        case (.values, .keep): "fields that the schema does not name had a type, and are kept as they are now"
        case (.keep, .refuse), (.values, .refuse): "fields that the schema does not name were kept, and are refused"
        case (.keep, .values): "fields that the schema does not name were kept, and have a type now"
        }
    }

    private func plan(_ a: UnionModel, _ b: UnionModel) -> MigrationModel.Plan {
        guard a.decision == b.decision else { return .byHand(reasons: ["the cases are told apart in another way"]) }
        if a.keepsUnknown, !b.keepsUnknown {
            return .byHand(reasons: ["unknown variants were kept, and are refused"])
        }
        switch a.decision {
        case .tag:
            let plan = cases(a.cases.map(\.tagValue), b.cases.map(\.tagValue), "variant")
            return check(plan, a, b)
        case .jsonType, .inOrder:
            return check(cases(a.cases.map(\.swiftName), b.cases.map(\.swiftName), "case"), a, b)
        }
    }

    private func check(_ plan: MigrationModel.Plan, _ a: UnionModel, _ b: UnionModel) -> MigrationModel.Plan {
        guard case .cases(let targets) = plan else { return plan }
        let reasons = targets.enumerated().compactMap { index, target in
            isSame(a.cases[index].value, b.cases[target].value)
                ? nil : "the case \(a.cases[index].swiftName) has another type"
        }
        return reasons.isEmpty ? plan : .byHand(reasons: reasons)
    }

    private func cases(_ old: [String], _ new: [String], _ what: String) -> MigrationModel.Plan {
        var targets: [Int] = []
        var reasons: [String] = []
        for name in old {
            if let target = new.firstIndex(where: { sameBytes($0, name) }) {
                targets.append(target)
            } else {
                reasons.append("the \(what) \"\(name)\" is gone")
            }
        }
        return reasons.isEmpty ? .cases(targets) : .byHand(reasons: reasons)
    }

    private func isSame(_ a: ValueModel, _ b: ValueModel) -> Bool {
        (b.isNullable || !a.isNullable) && isSame(a.kind, b.kind)
    }

    /// Whether every old value is a new one without change; types of a version are the same when they are a pair.
    private func isSame(_ a: ValueModel.Kind, _ b: ValueModel.Kind) -> Bool {
        // By the old kind, because the compiler gives up on the pairs.
        switch a {
        case .any: if case .any = b { return true }
        case .never: if case .never = b { return true }
        case .null: if case .null = b { return true }
        case .bool: if case .bool = b { return true }
        case .integer(let x): if case .integer(let y) = b { return allows(x, y) }
        case .number(let x): if case .number(let y) = b { return x == y || y == NumberRules() }
        case .string(let x): if case .string(let y) = b { return allows(x, y) }
        case .typedString(let x): if case .typedString(let y) = b { return x == y }
        case .array(let x): if case .array(let y) = b { return allows(x, y) }
        case .dictionary(let x): if case .dictionary(let y) = b { return allows(x, y) }
        case .type(let x): if case .type(let y) = b { return pairs[x] == y }
        case .constant(let x): if case .constant(let y) = b { return x == y }
        case .oneOf(let x): if case .oneOf(let y) = b { return Set(x).isSubset(of: y) }
        }
        return false
    }

    private func allows(_ x: DictionaryModel, _ y: DictionaryModel) -> Bool {
        isSame(x.value, y.value) && (y.namePattern == nil || x.namePattern == y.namePattern)
            && isWithin(x.minProperties, x.maxProperties, y.minProperties, y.maxProperties)
    }

    private func allows(_ x: IntegerRules, _ y: IntegerRules) -> Bool {
        if let allowed = y.allowed {
            guard let had = x.allowed, Set(had).isSubset(of: allowed) else { return false }
        }
        return (x.minimum ?? .min) >= (y.minimum ?? .min) && (x.maximum ?? .max) <= (y.maximum ?? .max)
            && (y.multipleOf == nil || x.multipleOf == y.multipleOf)
    }

    private func allows(_ x: StringRules, _ y: StringRules) -> Bool {
        isWithin(x.minLength, x.maxLength, y.minLength, y.maxLength) && (y.pattern == nil || x.pattern == y.pattern)
            && (y.format == nil || x.format == y.format)
    }

    private func allows(_ x: ArrayModel, _ y: ArrayModel) -> Bool {
        guard x.prefix.count == y.prefix.count, zip(x.prefix, y.prefix).allSatisfy({ isSame($0, $1) }) else {
            return false
        }
        let elements: Bool =
            switch (x.element, y.element) {
            case (let a?, let b?): isSame(a, b)
            case (nil, nil): true
            case (nil, _?), (_?, nil): false
            }
        return elements && isWithin(x.minItems, x.maxItems, y.minItems, y.maxItems) && (x.uniqueItems || !y.uniqueItems)
    }

    private func isWithin(_ low: Int?, _ high: Int?, _ newLow: Int?, _ newHigh: Int?) -> Bool {
        (low ?? 0) >= (newLow ?? 0) && (high ?? .max) <= (newHigh ?? .max)
    }
}

extension TypeModel {
    fileprivate var kind: String {
        switch shape {
        case .object: "an object"
        case .union: "a union"
        case .enumeration: "an enumeration"
        }
    }
}
