import JSONCore
import SchemaDocuments

extension SchemaGraph {
    /// A schema as a text of 2020-12, so that the compiler can make a program of what exists as nodes only.
    func schemaText(_ root: SchemaNode.ID) -> JSONValue {
        var definitions: [JSONObject.Member] = []
        var open = [root]
        var seen = Set(open)
        while let id = open.popLast() {
            let printing = NodePrinting(nodes[id], self)
            definitions.append(.init(key: "n\(id)", value: printing.value))
            for child in printing.children where seen.insert(child).inserted { open.append(child) }
        }
        return .object(
            JSONObject(distinct: [
                .init(key: "$schema", value: .string(Dialect.draft2020.metaschema)),
                .init(key: "$ref", value: .string("#/$defs/n\(root)")),
                .init(key: "$defs", value: .object(JSONObject(distinct: definitions))),
            ])
        )
    }
}

private struct NodePrinting {
    private let graph: SchemaGraph
    private(set) var children: [SchemaNode.ID] = []
    private var members: [JSONObject.Member] = []
    private var verdict: Bool?

    var value: JSONValue {
        verdict.map { .bool($0) } ?? .object(JSONObject(distinct: members))
    }

    init(_ node: SchemaNode, _ graph: SchemaGraph) {
        self.graph = graph
        verdict = node.verdict
        if let reference = node.reference {
            children.append(reference)
            put("$ref", .string("#/$defs/n\(reference)"))
        }
        if let types = node.types {
            put("type", .array(types.names.map { .string($0) }))
        }
        if let values = node.values { put("enum", .array(values)) }
        if let bound = node.numbers.lower {
            put(bound.isExclusive ? "exclusiveMinimum" : "minimum", .number(bound.value))
        }
        if let bound = node.numbers.upper {
            put(bound.isExclusive ? "exclusiveMaximum" : "maximum", .number(bound.value))
        }
        if let multiple = node.numbers.multiples.first { put("multipleOf", .number(multiple)) }
        count("minLength", node.minLength)
        count("maxLength", node.maxLength)
        if let pattern = node.pattern { put("pattern", .string(pattern)) }
        if let format = node.format { put("format", .string(format)) }
        list("prefixItems", node.prefix)
        one("items", node.items)
        one("contains", node.contains)
        count("minContains", node.minContains)
        count("maxContains", node.maxContains)
        count("minItems", node.minItems)
        count("maxItems", node.maxItems)
        if node.hasUniqueItems { put("uniqueItems", .bool(true)) }
        one("unevaluatedItems", node.unevaluatedItems)
        map("properties", node.properties)
        map("patternProperties", node.patternProperties.map { ($0.pattern, $0.node) })
        one("additionalProperties", node.additionalProperties)
        one("unevaluatedProperties", node.unevaluatedProperties)
        one("propertyNames", node.propertyNames)
        count("minProperties", node.minProperties)
        count("maxProperties", node.maxProperties)
        if !node.required.isEmpty { put("required", names(node.required)) }
        if !node.dependentRequired.isEmpty {
            let entries = node.dependentRequired.map { JSONObject.Member(key: $0.name, value: names($0.required)) }
            put("dependentRequired", .object(JSONObject(entries)))
        }
        map("dependentSchemas", node.dependentSchemas)
        list("allOf", node.allOf)
        list("anyOf", node.anyOf)
        list("oneOf", node.oneOf)
        one("not", node.not)
        one("if", node.condition)
        one("then", node.then)
        one("else", node.otherwise)
    }

    private mutating func put(_ keyword: String, _ value: JSONValue) {
        members.append(.init(key: keyword, value: value))
    }

    private mutating func count(_ keyword: String, _ count: Int?) {
        if let count { put(keyword, .number(JSONNumber(Int64(count)))) }
    }

    private func names(_ names: [String]) -> JSONValue {
        .array(names.map { .string($0) })
    }

    private mutating func reference(_ id: SchemaNode.ID) -> JSONValue {
        // Most schemas are those of plain fields, and a definition each would be most of the work of the compiler.
        if !graph[id].hasSubschemas { return NodePrinting(graph[id], graph).value }
        children.append(id)
        return .object(JSONObject(distinct: [.init(key: "$ref", value: .string("#/$defs/n\(id)"))]))
    }

    private mutating func one(_ keyword: String, _ id: SchemaNode.ID?) {
        if let id { put(keyword, reference(id)) }
    }

    private mutating func list(_ keyword: String, _ ids: [SchemaNode.ID]) {
        if !ids.isEmpty { put(keyword, .array(ids.map { reference($0) })) }
    }

    private mutating func map(_ keyword: String, _ entries: [(name: String, node: SchemaNode.ID)]) {
        if entries.isEmpty { return }
        put(keyword, .object(JSONObject(entries.map { .init(key: $0.name, value: reference($0.node)) })))
    }
}
