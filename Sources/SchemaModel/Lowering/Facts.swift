import JSONCore
import SchemaDocuments

/// Everything that a conjunction of schemas says about one value, with `$ref` and `allOf` followed.
struct Facts {
    var types = JSONTypes.all
    /// The keyword that narrowed the types last.
    var typeSpot: Spot?
    /// A schema `false`, which nothing satisfies.
    var refusal: Spot?
    var constant: (value: JSONValue, spot: Spot)?
    var values: (list: [JSONValue], spot: Spot)?

    var minimum: Bound?
    var maximum: Bound?
    var multiples: [(value: JSONNumber, spot: Spot)] = []
    var minLength: Count?
    var maxLength: Count?
    var patterns: [(text: String, spot: Spot)] = []
    var formats: [(name: String, spot: Spot)] = []
    var minItems: Count?
    var maxItems: Count?
    var uniqueItems: Spot?
    var arrays: [ArrayPart] = []
    var minProperties: Count?
    var maxProperties: Count?
    var required: [(name: String, spot: Spot)] = []
    var objects: [ObjectPart] = []
    var unions: [UnionPart] = []
    /// What no type can say.
    var residual: [Spot] = []
    /// Every keyword that restricts the value, for places where no type is given at all.
    var restrictions: [Spot] = []

    struct Bound {
        var value: JSONNumber
        var isExclusive: Bool
        var spot: Spot
    }

    struct Count {
        var value: Int
        var spot: Spot
    }

    /// What one schema says about elements.
    struct ArrayPart {
        var prefix: [SchemaPosition]
        var rest: SchemaPosition?
    }

    /// What one schema says about members; `additionalProperties` speaks of the names that this schema leaves out.
    struct ObjectPart {
        var properties: [(member: JSONNode.Member, position: SchemaPosition)]
        var patterns: [(member: JSONNode.Member, position: SchemaPosition)]
        var patternsSpot: Spot?
        var additional: Spot?

        func declares(_ name: String) -> Bool { properties.contains { sameBytes($0.member.key, name) } }

        var additionalPosition: SchemaPosition? {
            additional.map { $0.position.descending(to: $0.node, by: $0.keyword) }
        }
    }

    struct UnionPart {
        var holder: SchemaPosition
        var keyword: String
        var spot: Spot

        var branches: [SchemaPosition] { holder.children(inList: keyword) }
    }

    /// Without null, which is a flag beside the kind.
    var core: JSONTypes { types.subtracting(.null) }
}
