import JSONCore
import SchemaModel

extension VersionEmitter {
    /// The kinds of JSON that a value may begin as, by the names of `UpcomingValue`; nil when any may.
    func firstBytes(_ kind: ValueModel.Kind, depth: Int = 0) -> Set<String>? {
        switch kind {
        case .any: return nil
        case .never: return []
        case .null: return ["null"]
        case .bool: return ["bool"]
        case .integer, .number: return ["number"]
        case .string, .typedString: return ["string"]
        case .array: return ["array"]
        case .dictionary: return ["object"]
        case .constant(let value): return [firstByte(value)]
        case .oneOf(let values): return Set(values.map(firstByte))
        case .type(let index):
            switch version.types[index].shape {
            case .object: return ["object"]
            case .enumeration: return ["string"]
            case .union(let union):
                if case .tag = union.decision { return ["object"] }
                if depth > 16 { return nil }
                var all: Set<String> = []
                for item in union.cases {
                    guard let own = firstBytes(item.value.kind, depth: depth + 1) else { return nil }
                    all.formUnion(own)
                }
                return all
            }
        }
    }

    /// What each case of a union may begin as, where that decides; nil where cases have to be tried.
    func firstBytes(of union: UnionModel) -> [[String]]? {
        guard case .jsonType = union.decision else { return nil }
        var seen: Set<String> = []
        var result: [[String]] = []
        for item in union.cases {
            guard let own = firstBytes(item.value.kind), !own.isEmpty, seen.isDisjoint(with: own) else { return nil }
            seen.formUnion(own)
            result.append(own.sorted())
        }
        return result
    }

    private func firstByte(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
