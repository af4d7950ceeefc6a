import JSONCore
import SchemaModel

/// Makes values from a version's types: mostly what they allow, at the edges of their rules, now and then beyond.
struct InstanceGenerator {
    let version: VersionModel
    var random: SplitMix64

    /// Whether rules may be broken on purpose.
    private var isTidy = true

    init(version: VersionModel, random: SplitMix64) {
        self.version = version
        self.random = random
    }

    mutating func record() -> JSONValue {
        isTidy = random.chance(70)
        return type(version.root, depth: 0)
    }

    private mutating func slips(_ percent: Int) -> Bool {
        !isTidy && random.chance(percent)
    }

    private mutating func type(_ index: Int, depth: Int) -> JSONValue {
        switch version.types[index].shape {
        case .object(let object): return self.object(object, depth)
        case .enumeration(let enumeration):
            return slips(4) ? .string("unknown") : .string(random.pick(enumeration.cases).value)
        case .union(let union):
            // Deep down the last case, which as a rule holds no other union.
            return value(depth > 6 ? union.cases[0].value : random.pick(union.cases).value, depth: depth)
        }
    }

    private mutating func object(_ object: ObjectModel, _ depth: Int) -> JSONValue {
        var members: [JSONObject.Member] = []
        for field in object.fields {
            let isThere = field.isRequired ? !slips(2) : depth < 6 && random.chance(50)
            if isThere { members.append(.init(key: field.jsonName, value: value(field.value, depth: depth + 1))) }
        }
        switch object.others {
        case .keep: if random.chance(10) { members.append(.init(key: "unknown", value: Mutation.anything(&random))) }
        case .refuse: if slips(3) { members.append(.init(key: "unknown", value: .null)) }
        case .values(let value, _):
            for name in ["a", "x-b", "é"].prefix(Int(random.next() % 4)) {
                members.append(.init(key: name, value: self.value(value, depth: depth + 1)))
            }
        }
        if random.chance(20) { members.shuffle(using: &random) }
        return .object(JSONObject(members))
    }

    private mutating func value(_ value: ValueModel, depth: Int) -> JSONValue {
        if value.isNullable, random.chance(25) { return .null }
        if slips(2) { return Mutation.anything(&random) }
        switch value.kind {
        case .any: return Mutation.anything(&random)
        case .never, .null: return .null
        case .bool: return .bool(random.chance(50))
        case .integer(let rules): return integer(rules)
        case .number(let rules): return number(rules)
        case .string(let rules): return .string(string(rules))
        case .typedString(let typed): return .string(text(typed.rawValue))
        case .array(let array):
            var elements = array.prefix.map { self.value($0, depth: depth + 1) }
            if slips(20), !elements.isEmpty { elements.removeLast() }
            let count = depth > 6 ? 0 : Int(random.next() % 4) + (array.minItems ?? 0) - (slips(5) ? 1 : 0)
            if let element = array.element {
                while elements.count < count { elements.append(self.value(element, depth: depth + 1)) }
            }
            return .array(elements)
        case .dictionary(let dictionary):
            let names = ["a", "b", "x-c", "x-d", "É", ""].shuffled(using: &random)
            let count = depth > 6 ? 0 : Int(random.next() % 4)
            return .object(
                JSONObject(
                    names.prefix(count).map { .init(key: $0, value: self.value(dictionary.value, depth: depth + 1)) }
                )
            )
        case .type(let index): return type(index, depth: depth)
        case .constant(let value): return value
        case .oneOf(let values): return random.pick(values)
        }
    }

    private mutating func integer(_ rules: IntegerRules) -> JSONValue {
        if let allowed = rules.allowed { return .number(JSONNumber(random.pick(allowed))) }
        let step = rules.multipleOf ?? 1
        let edges = [rules.minimum, rules.maximum, 0, 1, step, .max, .min].compactMap(\.self)
        let edge = random.pick(isTidy ? edges.filter { allows($0, rules) } : edges)
        let moved = edge.addingReportingOverflow((Int64(random.next() % 3) - 1) * (random.chance(80) ? step : 1))
        let isUsed = !moved.overflow && (!isTidy || allows(moved.partialValue, rules))
        let number = isUsed ? moved.partialValue : edge
        if random.chance(5), let text = JSONNumber(text: "\(number).0") { return .number(text) }
        return .number(JSONNumber(number))
    }

    private func allows(_ number: Int64, _ rules: IntegerRules) -> Bool {
        number >= rules.minimum ?? .min && number <= rules.maximum ?? .max && number % (rules.multipleOf ?? 1) == 0
    }

    private func allows(_ number: JSONNumber, _ rules: NumberRules) -> Bool {
        (rules.minimum.map { $0 <= number } ?? true) && (rules.maximum.map { number <= $0 } ?? true)
            && (rules.exclusiveMinimum.map { $0 < number } ?? true)
            && (rules.exclusiveMaximum.map { number < $0 } ?? true)
            && (rules.multipleOf.map { number.isMultiple(of: $0) } ?? true)
    }

    private mutating func number(_ rules: NumberRules) -> JSONValue {
        let bounds = [rules.minimum, rules.maximum, rules.exclusiveMinimum, rules.exclusiveMaximum].compactMap {
            $0?.text
        }
        let texts =
            bounds + bounds.map { $0.contains(".") ? $0 + "00000000000000000001" : $0 + ".00000000000000000001" }
            + ["0", "1", "-1", "0.5", "0.01", "19.99", "0.1", "1e2", "1e400", "123456789.123456789012345"]
        let numbers = texts.compactMap { JSONNumber(text: $0) }.filter { !isTidy || allows($0, rules) }
        return numbers.isEmpty ? .null : .number(random.pick(numbers))
    }

    private mutating func string(_ rules: StringRules) -> String {
        if let pattern = rules.pattern { return text(pattern.source) }
        if let format = rules.format { return text(format) }
        let low = rules.minLength ?? 0
        let high = min(rules.maxLength ?? low + 8, low + 5_000)
        let count = max(0, random.pick([low, high, min(low + 1, high)]) + (slips(5) ? 1 : 0) - (slips(5) ? 1 : 0))
        let unit = random.pick(["a", "é", "🎉", "\\", "\"", "\u{1}", "e\u{301}", "/"])
        var scalars = String.UnicodeScalarView()
        let cycle = Array(unit.unicodeScalars)
        for index in 0..<count { scalars.append(cycle[index % cycle.count]) }
        return String(scalars)
    }

    private mutating func text(_ rule: String) -> String {
        if slips(20) { return random.pick(["", "a", "2026-02-30T00:00:00Z", "P", "::g", "00FF"]) }
        return random.pick(Self.texts[rule] ?? ["a"])
    }

    /// Texts that satisfy a format or a pattern, by its name or source.
    private static let texts: [String: [String]] = [
        "uuid": ["0191b2c3-0000-7000-8000-00000000abcd", "0191B2C3-0000-7000-8000-00000000ABCD"],
        "date-time": [
            "2026-02-23T14:30:22Z", "2026-02-23T14:30:22.123456789+05:30", "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00-00:00", "9999-12-31t23:59:59.9z",
        ],
        "date": ["2024-02-29", "0000-01-01"],
        "time": ["14:30:22Z", "23:59:60Z", "14:30:22.5+01:00"],
        "duration": ["P1D", "PT2H", "P1Y2M3DT4H5M6S", "P1W"],
        "uri": ["https://a.example/b", "urn:x"],
        "email": ["a@b.example"],
        "ipv4": ["127.0.0.1"],
        "ipv6": ["::1"],
        "hostname": ["a.example"],
        "^[a-f0-9]{64}$": [String(repeating: "a0", count: 32)],
        "^[0-9a-f]{64}$": [String(repeating: "b1", count: 32)],
        "^[0-9a-f]{8}$": ["00ff00ff"],
        "^\\p{L}+$": ["Größe", "e"],
    ]
}
