public import JSONCore
public import SchemaDocuments

/// One schema that holds all that it refers to, as 2020-12 describes it: each document that references lead to stands
/// in `$defs` (`definitions` in draft-07) under its URI, with that URI as its `$id`.
///
/// References keep their text where it leads to the same place from there, and become absolute otherwise. The
/// published metaschemas stay outside, because everyone has them.
///
/// - Throws: a reference that leads nowhere.
public func bundle(_ root: SchemaDocument, in registry: inout SchemaRegistry) throws(Diagnostic) -> JSONValue {
    var documents = [root]
    var next = 0
    var references: [Reference] = []
    while next < documents.count {
        let document = documents[next]
        next += 1
        for found in try externalReferences(of: document, in: &registry) {
            references.append(found)
            if !isPublished(found.target.document.uri), !documents.contains(where: { $0 === found.target.document }) {
                documents.append(found.target.document)
            }
        }
    }
    let rootDialect = root.resources[0].dialect
    var whole = try embedded(root, references, dialect: rootDialect)
    if documents.count == 1 { return .object(whole) }
    let keyword = rootDialect == .draft07 ? "definitions" : "$defs"
    var definitions = whole[keyword]?.object ?? JSONObject()
    for document in documents.dropFirst().sorted(by: { $0.resources[0].uri < $1.resources[0].uri }) {
        var key = document.resources[0].uri
        while definitions[key] != nil { key += "'" }
        definitions[key] = .object(try embedded(document, references, dialect: rootDialect))
    }
    whole[keyword] = .object(definitions)
    return .object(whole)
}

private struct Reference {
    var document: SchemaDocument
    /// The string that holds it.
    var node: JSONNode
    var target: SchemaPosition
    /// What it has to say in the bundle.
    var text: String
}

private func isPublished(_ uri: String) -> Bool {
    uri.hasPrefix("https://json-schema.org/draft/") || uri.hasPrefix("http://json-schema.org/draft-07/")
}

/// The references of a document that leave it.
private func externalReferences(
    of document: SchemaDocument,
    in registry: inout SchemaRegistry
) throws(Diagnostic) -> [Reference] {
    var found: [Reference] = []
    var open = [document.rootPosition]
    var seen: Set<SchemaPosition> = []
    while let schema = open.popLast() {
        guard seen.insert(schema).inserted else { continue }
        open += schema.subschemas
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            guard let node = schema[keyword], let text = node.string else { continue }
            let target: SchemaPosition
            do {
                target = try registry.resolve(text, from: schema)
            } catch {
                throw Diagnostic(
                    .error,
                    "schema-ref-unresolved",
                    path: schema.path,
                    at: schema.document.source.location(of: node.span.lowerBound),
                    error.message
                )
            }
            if target.document === document {
                // It may lie where no keyword makes it a schema: in `definitions` beside `$ref`, or under a free name.
                open.append(target)
                continue
            }
            let parsed = URIReference(text)
            let plain = parsed.resolved(against: URIReference(schema.baseURI)).withoutFragment.description
            let leadsThere = target.document.resources.contains { $0.uri == plain }
            let fragment = parsed.fragment.map { "#" + $0 } ?? ""
            let root = target.document.resources[0].uri
            found.append(
                Reference(document: document, node: node, target: target, text: leadsThere ? text : root + fragment)
            )
        }
    }
    return found
}

/// A document's schema with its URI as `$id`, its dialect where that is another, and its references rewritten.
private func embedded(
    _ document: SchemaDocument,
    _ references: [Reference],
    dialect: Dialect
) throws(Diagnostic) -> JSONObject {
    let resource = document.resources[0]
    var texts: [Int: String] = [:]
    for reference in references where reference.document === document {
        texts[reference.node.span.lowerBound] = reference.text
    }
    var object: JSONObject
    switch value(document.root, texts) {
    case .object(let members): object = members
    case .bool(false): object = JSONObject([.init(key: "not", value: .object(JSONObject()))])
    case .null, .bool, .number, .string, .array: object = JSONObject()
    }
    if resource.dialect == .draft07, let reference = object["$ref"] {
        object = try besideNothing(reference, object, document)
    }
    let id = JSONObject.Member(key: "$id", value: .string(resource.uri))
    if object["$id"] != nil {
        object["$id"] = id.value
    } else {
        object = JSONObject([id] + object.members)
    }
    if resource.dialect != dialect, object["$schema"] == nil {
        object["$schema"] = .string(resource.dialect.metaschema)
    }
    return object
}

/// In draft-07 nothing counts beside `$ref`, and so would not the `$id` that a bundle gives its parts.
private func besideNothing(
    _ reference: JSONValue,
    _ object: JSONObject,
    _ document: SchemaDocument
) throws(Diagnostic) -> JSONObject {
    let harmless: Set<String> = [
        "$schema", "$id", "$comment", "definitions", "title", "description", "default", "examples",
    ]
    var rest: [JSONObject.Member] = []
    for member in object.members where member.key != "$ref" {
        guard harmless.contains(member.key) else {
            throw Diagnostic(
                .error,
                "schema-unsupported-keyword",
                path: document.rootPosition.path,
                at: document.source.location(of: document.root.span.lowerBound),
                "draft-07 ignores \"\(member.key)\" beside \"$ref\", and a bundle cannot: take it out"
            )
        }
        rest.append(member)
    }
    let alone = JSONValue.object(JSONObject([.init(key: "$ref", value: reference)]))
    return JSONObject(rest + [.init(key: "allOf", value: .array([alone]))])
}

/// A node's value, with other texts for the strings at some places. Recursive; reading has bounded the depth.
private func value(_ node: JSONNode, _ texts: [Int: String]) -> JSONValue {
    switch node.content {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .number(let number): return .number(number)
    case .string(let text): return .string(texts[node.span.lowerBound] ?? text)
    case .array(let elements): return .array(elements.map { value($0, texts) })
    case .object(let members):
        return .object(JSONObject(distinct: members.map { .init(key: $0.key, value: value($0.value, texts)) }))
    }
}
