import JSONCore
import SchemaDocuments

extension Lowering {
    /// Rules that contradict each other: no value is left.
    mutating func report(_ facts: Facts) {
        func impossible(_ spot: Spot, _ message: String, _ other: Spot?) {
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "lint-unsatisfiable",
                    message,
                    notes: other.map { [$0.note("the other rule is here")] } ?? []
                )
            )
        }
        if let spot = facts.refusal, spot.keyword == "const", let other = facts.constant {
            impossible(spot, "const contradicts another const for the same value: no value is valid", other.spot)
            return
        }
        if facts.refusal != nil { return }
        if facts.types.isEmpty, let spot = facts.typeSpot {
            impossible(spot, "the types that apply here exclude each other: no value is valid", nil)
            return
        }
        compare("minLength", facts.minLength, "maxLength", facts.maxLength, impossible)
        compare("minItems", facts.minItems, "maxItems", facts.maxItems, impossible)
        compare("minProperties", facts.minProperties, "maxProperties", facts.maxProperties, impossible)
        if let low = facts.minimum, let high = facts.maximum {
            let isEmpty = high.value < low.value || high.value == low.value && (low.isExclusive || high.isExclusive)
            if isEmpty {
                impossible(
                    high.spot,
                    "\(low.spot.keyword) \(low.value.text) leaves nothing below \(high.spot.keyword) \(high.value.text): "
                        + "no number is valid",
                    low.spot
                )
            }
        }
        if let spot = facts.constant?.spot ?? facts.values?.spot {
            var listed = facts.constant.map { [$0.value] } ?? facts.values?.list ?? []
            if facts.constant != nil, let values = facts.values?.list { listed = listed.filter(values.contains) }
            var others = facts
            others.constant = nil
            others.values = nil
            if listed.allSatisfy({ conforms($0, to: others) == false }) {
                impossible(
                    spot,
                    "no value of \(spot.keyword) satisfies the other rules that apply here: correct one of them",
                    facts.values.flatMap { $0.spot.node.span == spot.node.span ? facts.typeSpot : $0.spot }
                )
            }
        }
    }

    private func compare(
        _ lowName: String,
        _ low: Facts.Count?,
        _ highName: String,
        _ high: Facts.Count?,
        _ impossible: (Spot, String, Spot?) -> Void
    ) {
        guard let low, let high, low.value > high.value else { return }
        impossible(high.spot, "\(lowName) \(low.value) exceeds \(highName) \(high.value): no value is valid", low.spot)
    }

    mutating func checkRequired(_ facts: Facts, _ properties: [Property]) {
        let names = properties.map(\.name)
        let known = Set(names.map(ByteKey.init))
        for (name, spot) in facts.required where !known.contains(ByteKey(name)) {
            leave([spot])
            let advice = nearest(to: name, among: names).map { ", did you mean \"\($0)\"?" }
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "lint-required-undeclared",
                    "\"\(name)\" is required and not declared under properties\(advice ?? ": declare it or take it off")"
                )
            )
        }
    }

    /// `default` and `examples` must satisfy the schema that they stand in.
    mutating func checkSamples(_ notes: Annotations, _ conjunction: Conjunction) {
        let samples = (notes.defaultValue.map { [$0] } ?? []) + notes.examples
        guard !samples.isEmpty else { return }
        let facts = gather(conjunction)
        for spot in samples {
            let value = spot.node.value
            let exact = conjunction.parts.reduce(Bool?.some(true)) { verdict, part in
                guard let verdict, let next = validate?(part, value) else { return nil }
                return verdict && next
            }
            guard (exact ?? conforms(value, to: facts)) == false else { continue }
            let what = spot.keyword == "default" ? "the default" : "the example"
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "lint-default-invalid",
                    "\(what) does not satisfy its own schema: correct one of them"
                )
            )
        }
    }

    mutating func checkFieldNames(_ fields: [FieldModel]) {
        var first: [String: FieldModel] = [:]
        for field in fields {
            guard let other = first.updateValue(field, forKey: field.swiftName) else { continue }
            reportCollision(field.jsonName, other.jsonName, field.swiftName, field.place, other.place)
        }
    }

    func memberName(_ text: String) -> String {
        catalogue.configuration.names[text]?.name ?? fieldName(text)
    }

    mutating func caseNames(_ texts: [String], at spot: Spot?) -> [String] {
        let names = texts.map(memberName)
        if let spot {
            // Of a text that stands twice, the first. By its value: strings are the same in Swift that are not in JSON.
            var nodes: [JSONValue: JSONNode] = [:]
            for node in spot.node.array ?? [] {
                guard let text = node.string, nodes[.string(text)] == nil else { continue }
                nodes[.string(text)] = node
            }
            let places = texts.map { Spot(spot.position, spot.keyword, nodes[.string($0)] ?? spot.node) }
            checkCaseNames(Array(zip(names, texts)), at: places)
        }
        return names
    }

    mutating func checkCaseNames(_ cases: [(name: String, text: String)], at spots: [Spot]) {
        var first: [String: Int] = [:]
        for (index, item) in cases.enumerated() {
            guard let other = first.updateValue(index, forKey: item.name) else { continue }
            // One text twice is reported as that.
            if sameBytes(cases[other].text, item.text) { continue }
            reportCollision(item.text, cases[other].text, item.name, spots[index].place, spots[other].place)
        }
    }

    private mutating func reportCollision(
        _ json: String,
        _ otherJSON: String,
        _ name: String,
        _ place: SchemaPlace,
        _ other: SchemaPlace
    ) {
        diagnostics.append(
            Diagnostic(
                .error,
                "lint-name-collision",
                path: place.path,
                at: place.location,
                "\"\(json)\" and \"\(otherJSON)\" are both called \(name) in Swift: give one another name, by "
                    + "\"names\": {\"\(json)\": \"…\"} in schemagen.json or, for a property, x-swift-name beside its type",
                notes: [.init(path: other.path, location: other.location, message: "the other is here")]
            )
        )
    }
}
