import JSONCore
import PatternCompiler

extension Decision {
    /// The smallest object of a case, with these fields and without those; nil when none was found.
    func object(
        _ part: ValueCase,
        with present: [(name: String, value: JSONValue)] = [],
        without absent: [String] = [],
        count: Int = 0
    ) -> JSONValue? {
        guard spend(16 + part.size) else { return nil }
        let rules = part.objects
        let least = max(rules.minProperties, count)
        guard least <= 1_024 else { return nil }
        var building = ObjectBuilding(given: present, absent: Set(absent.map { ByteKey($0) }))
        var wanted = Set(rules.required.map { ByteKey($0) })
        var open = rules.required + present.map(\.name)
        while let name = open.popLast() {
            for (_, more) in rules.dependentRequired.filter({ sameBytes($0.name, name) }) {
                for other in more where wanted.insert(ByteKey(other)).inserted { open.append(other) }
            }
            for (_, node) in rules.dependentSchemas.filter({ sameBytes($0.name, name) }) {
                for other in graph[node].required where wanted.insert(ByteKey(other)).inserted { open.append(other) }
            }
        }
        func take(_ name: String) {
            if building.has(name) || building.absent.contains(ByteKey(name)) { return }
            if let given = present.first(where: { sameBytes($0.name, name) }) {
                building.add(name, given.value)
            } else if let schemas = schemas(for: name, in: rules, .left), let value = values(of: schemas).first {
                building.add(name, value)
            }
        }
        let isGiven = Set(present.map { ByteKey($0.name) })
        // In the order of the schema, which is the order in which writers write.
        for field in rules.fields where wanted.contains(ByteKey(field.name)) || isGiven.contains(ByteKey(field.name)) {
            take(field.name)
        }
        for key in wanted.map(\.text).sorted() { take(key) }
        for (name, _) in present { take(name) }
        if building.members.count < least {
            for field in rules.fields where building.members.count < least { take(field.name) }
        }
        var tried = 0
        while building.members.count < least, tried < 2_048 {
            guard let name = freeName(like: nil, part, nil, from: tried) ?? patternName(part, from: tried) else {
                break
            }
            tried += 1
            take(name)
        }
        if building.members.count < least { return nil }
        let object = JSONValue.object(JSONObject(distinct: building.members))
        return evaluate(object, part) == false ? nil : object
    }

    private func patternName(_ part: ValueCase, from: Int) -> String? {
        part.objects.patterns.lazy.compactMap { self.freeName(like: $0.pattern, part, nil, from: from) }.first
    }

    /// A name that neither case lists: one that matches the pattern, or one that matches none.
    func freeName(like pattern: String?, _ part: ValueCase, _ target: ValueCase?, from: Int = 0) -> String? {
        func isFree(_ name: String) -> Bool {
            spend(16)
            for given in [part, target].compactMap({ $0 }) {
                if given.objects.field(name) != nil || given.objects.requires(name) { return false }
                if pattern == nil, given.objects.patterns.contains(where: { matches(name, $0.pattern) != false }) {
                    return false
                }
            }
            if isAbsent(name, in: part.objects) { return false }
            return part.objects.names.allSatisfy { evaluate(.string(name), Conjunction([$0])) != false }
        }
        var names: [String] = []
        if let pattern {
            guard let compiled = self.pattern(pattern) else { return nil }
            for length in from..<(from + 12) where spend(64) {
                if let name = shortestMatch(compiled, minLength: length) { names.append(name) }
            }
        } else {
            names = (from..<(from + 12)).map { $0 == 0 ? "extra" : "extra\($0)" }
            for id in part.objects.names { names += values(of: Conjunction([id])).compactMap(\.string) }
            for given in [part, target].compactMap({ $0 }) where from == 0 {
                for (pattern, _) in given.objects.patterns where self.inclusion("", in: pattern) != .included {
                    if case .witness(let text) = inclusion("", in: pattern) { names.append(text) }
                }
            }
        }
        return names.first(where: isFree)
    }

    /// An array of a case with so many elements, some of them given; nil when none was found.
    func array(
        _ part: ValueCase,
        count: Int,
        with given: [Int: JSONValue] = [:],
        allBeing filler: JSONValue? = nil
    ) -> JSONValue? {
        guard count <= 4_097, spend(16 + count) else { return nil }
        var elements: [JSONValue] = []
        for index in 0..<count {
            if let value = given[index] ?? filler {
                elements.append(value)
                continue
            }
            let schemas = schemas(at: index, in: part.arrays, .left)
            let some = part.arrays.isUnique ? distinct(schemas, count: count + given.count) : values(of: schemas)
            let taken = elements + given.values
            let wanted = part.arrays.contents.first.map { Conjunction(schemas.ids + [$0.node]) }
            let isShort = index < part.arrays.contents.first?.minimum ?? 0
            let better = isShort && given.isEmpty ? wanted.map { distinct($0, count: count) } ?? [] : []
            let value = (better + some).first { !part.arrays.isUnique || !taken.contains($0) }
            guard let value else { return nil }
            elements.append(value)
        }
        let array = JSONValue.array(elements)
        return evaluate(array, part) == false ? nil : array
    }

    /// Values of these schemas that differ from each other, as many as could be found up to `count`.
    func distinct(_ conjunction: Conjunction, count: Int) -> [JSONValue] {
        var found = values(of: conjunction)
        if found.count >= count { return Array(found.prefix(count)) }
        guard let cases = cases(of: conjunction), count <= 4_097 else { return found }
        for given in cases where given.values == nil {
            for index in 0..<(count * 2) where found.count < count {
                var more: [JSONValue] = []
                if given.types.contains(.integer) {
                    let low = given.numbers.forIntegers.lower?.value.int64 ?? 0
                    let (value, overflow) = low.addingReportingOverflow(Int64(index))
                    if !overflow { more.append(.number(JSONNumber(value))) }
                }
                if given.types.contains(.string) { more.append(.string("a\(index)")) }
                for value in more where evaluate(value, given) == true && !found.contains(value) { found.append(value) }
            }
        }
        return Array(found.prefix(count))
    }
}

private struct ObjectBuilding {
    let given: [(name: String, value: JSONValue)]
    let absent: Set<ByteKey>
    private(set) var members: [JSONObject.Member] = []
    private var names: Set<ByteKey> = []

    init(given: [(name: String, value: JSONValue)], absent: Set<ByteKey>) {
        self.given = given
        self.absent = absent
    }

    func has(_ name: String) -> Bool { names.contains(ByteKey(name)) }

    mutating func add(_ name: String, _ value: JSONValue) {
        if names.insert(ByteKey(name)).inserted { members.append(.init(key: name, value: value)) }
    }
}
