import JSONCore
import SchemaDocuments

/// One way for a value to be valid: a conjunction of plain rules for each type. A schema is a list of these.
struct ValueCase {
    var types = JSONTypes.all
    /// The only values, where an enumeration lists them.
    var values: [JSONValue]?
    var numbers = NumberRules()
    var texts = TextRules()
    var arrays = ArrayRules()
    var objects = ObjectRules()
    /// Schemas that the value must not satisfy.
    var negations: [SchemaNode.ID] = []
    /// Keywords that nobody here understands.
    var mysteries: [String] = []
    /// Where the rules come from, outermost first.
    var sources: [SchemaNode.ID] = []
}

extension ValueCase {
    /// How much there is to look at and to copy.
    var size: Int {
        let lists = objects.patterns.count + objects.closures.count + arrays.lists.count + arrays.contents.count
        let own = 1 + (values?.count ?? 0) + negations.count + sources.count
        return own + lists + objects.fields.count + objects.required.count + objects.dependentSchemas.count
    }
}

struct TextRules: Hashable {
    var minLength = 0
    var maxLength: Int?
    var patterns: [String] = []
    var formats: [String] = []
}

struct ArrayRules {
    /// What one schema says about elements by their place.
    struct List {
        var prefix: [SchemaNode.ID]
        var rest: SchemaNode.ID?
        var isCertain = true
    }

    struct Contents {
        var node: SchemaNode.ID
        var minimum: Int
        var maximum: Int?
    }

    var lists: [List] = []
    var minItems = 0
    var maxItems: Int?
    var isUnique = false
    var contents: [Contents] = []
}

struct ObjectRules {
    struct Field {
        var name: String
        var nodes: [SchemaNode.ID]
    }

    /// What holds for names that one schema does not list.
    struct Closure {
        var names: Set<ByteKey>
        var patterns: [String]
        var node: SchemaNode.ID
        /// Whether the names are exactly these; else there may be more of them in some values.
        var isCertain = true
        /// Made of what a writer declares.
        var isWriters = false
    }

    private(set) var fields: [Field] = []
    private var places: [ByteKey: Int] = [:]
    var patterns: [(pattern: String, node: SchemaNode.ID)] = []
    var closures: [Closure] = []
    var names: [SchemaNode.ID] = []
    private(set) var required: [String] = []
    private var requiredNames: Set<ByteKey> = []
    var minProperties = 0
    var maxProperties: Int?
    var dependentRequired: [(name: String, required: [String])] = []
    var dependentSchemas: [(name: String, node: SchemaNode.ID)] = []

    func field(_ name: String) -> Field? { places[ByteKey(name)].map { fields[$0] } }

    func requires(_ name: String) -> Bool { requiredNames.contains(ByteKey(name)) }

    mutating func add(_ name: String, _ nodes: [SchemaNode.ID]) {
        if let place = places[ByteKey(name)] {
            for node in nodes where !fields[place].nodes.contains(node) { fields[place].nodes.append(node) }
        } else {
            places[ByteKey(name)] = fields.count
            fields.append(Field(name: name, nodes: nodes))
        }
    }

    mutating func require(_ name: String) {
        if requiredNames.insert(ByteKey(name)).inserted { required.append(name) }
    }
}
