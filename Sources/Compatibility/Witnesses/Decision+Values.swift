import JSONCore
import SchemaDocuments

extension Decision {
    /// Some values that satisfy all of these schemas, a small one first: always the same ones.
    func values(of conjunction: Conjunction) -> [JSONValue] {
        if let known = samples[conjunction] { return known }
        // A value inside of itself would never end; another branch has to give one.
        guard sampling.count < 64, sampling.insert(conjunction).inserted else { return [] }
        defer { sampling.remove(conjunction) }
        guard let cases = cases(of: conjunction), spend() else { return [] }
        var found: [JSONValue] = []
        // One of each case before a second one of any.
        let lists = cases.prefix(64).map { values(of: $0) }
        for index in 0..<candidateLimit {
            for list in lists where index < list.count && found.count < candidateLimit * 2 {
                if !found.contains(list[index]) { found.append(list[index]) }
            }
        }
        // What is not certain to be valid stands behind what somebody has written.
        if found.first.map({ evaluate($0, conjunction) }) != true {
            let known = knownValues(of: conjunction)
            found = known + found.filter { !known.contains($0) }
        }
        if sampling.count == 1 || !found.isEmpty { samples[conjunction] = found }
        return found
    }

    func values(of given: ValueCase) -> [JSONValue] {
        guard spend(16 * given.size) else { return [] }
        if let values = given.values {
            return Array(values.lazy.filter { self.evaluate($0, given) != false }.prefix(self.candidateLimit))
        }
        var found: [JSONValue] = []
        for kind in [JSONTypes.string, .number, .boolean, .null, .array, .object] {
            var part = given
            part.types.formIntersection(kind)
            if part.types.isEmpty { continue }
            let some: [JSONValue] =
                switch kind {
                case .string: texts(of: part)
                case .number: numbers(of: part)
                case .boolean: [.bool(false), .bool(true)]
                case .null: [.null]
                case .array: arrays(of: part)
                default: objects(of: part)
                }
            // Every type shows up, even where one of them has many values.
            found += some.lazy.filter { self.evaluate($0, part) != false }.prefix(given.types == part.types ? 12 : 3)
        }
        return found
    }

    private func arrays(of part: ValueCase) -> [JSONValue] {
        let least = part.arrays.minItems
        var found = [array(part, count: least)]
        if least == 0 { found.append(array(part, count: 1)) }
        for value in values(of: schemas(at: 0, in: part.arrays, .left)).prefix(4) {
            found.append(array(part, count: max(least, 1), with: [0: value]))
        }
        found.append(array(part, count: max(least, 2)))
        for contents in part.arrays.contents {
            let rest = schemas(at: 0, in: part.arrays, .left)
            let good = distinct(Conjunction(rest.ids + [contents.node]), count: min(contents.minimum, 16))
            let filled = Dictionary(uniqueKeysWithValues: good.enumerated().map { ($0.offset, $0.element) })
            found.append(array(part, count: max(least, good.count), with: filled))
        }
        return found.compactMap { $0 }
    }

    private func objects(of part: ValueCase) -> [JSONValue] {
        var found = [object(part)]
        for field in part.objects.fields.prefix(12) where !part.objects.requires(field.name) {
            for value in fieldValues(field.name, part).prefix(1) {
                found.append(object(part, with: [(field.name, value)]))
            }
        }
        for (pattern, _) in part.objects.patterns.prefix(4) {
            guard let name = freeName(like: pattern, part, nil) else { continue }
            for value in fieldValues(name, part).prefix(2) { found.append(object(part, with: [(name, value)])) }
        }
        if let name = freeName(like: nil, part, nil) {
            for value in fieldValues(name, part).prefix(2) { found.append(object(part, with: [(name, value)])) }
        }
        return found.compactMap { $0 }
    }

    private func fieldValues(_ name: String, _ part: ValueCase) -> [JSONValue] {
        schemas(for: name, in: part.objects, .left).map { values(of: $0) } ?? []
    }
}
