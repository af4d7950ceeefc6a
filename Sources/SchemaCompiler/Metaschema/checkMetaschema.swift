import JSONCore
public import SchemaDocuments
public import SchemaProgram

/// Checks every resource of a document against its metaschema: that of its `$schema`, or of its dialect.
///
/// Each place is named once, with its deepest cause.
public func checkMetaschema(_ document: SchemaDocument, in registry: inout SchemaRegistry) -> [Diagnostic] {
    var programs: [String: Program] = [:]
    return checkMetaschema(document, in: &registry, reusing: &programs)
}

/// The same for one document after the other of a registry, with the programs of the metaschemas kept between them.
public func checkMetaschema(
    _ document: SchemaDocument,
    in registry: inout SchemaRegistry,
    reusing programs: inout [String: Program]
) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var seen: Set<Int> = []
    // Embedded resources come behind the one they are in, which says nothing about them when their metaschema differs.
    for (place, resource) in document.resources.enumerated() {
        let uri = metaschema(of: resource)
        let program: Program
        do throws(Diagnostic) {
            if let known = programs[uri] {
                program = known
            } else {
                program = try compileMetaschema(uri, of: document, resource, in: &registry)
            }
        } catch {
            found.append(error)
            continue
        }
        programs[uri] = program
        let others = document.resources.dropFirst(place + 1)
            .filter { metaschema(of: $0) != uri && resource.root.span.contains($0.root.span.lowerBound) }
            .map(\.root.span)
        let span = resource.root.span
        let text = Array(document.source.bytes[span])
        for violation in text.withUnsafeBufferPointer({ program.violations($0) }) {
            let offset = span.lowerBound + violation.offset
            if others.contains(where: { $0.contains(offset) }) || !seen.insert(offset).inserted { continue }
            let pointer = resource.pointer.description + violation.instanceLocation
            found.append(
                Diagnostic(
                    .error,
                    "schema-metaschema",
                    path: document.source.path,
                    at: document.source.location(of: offset),
                    "\(pointer.isEmpty ? "the schema" : pointer): \(violation.message)"
                )
            )
        }
    }
    return found
}

private func metaschema(of resource: SchemaResource) -> String {
    guard let text = resource.root["$schema"]?.string else { return resource.dialect.metaschema }
    return URIReference(text).withoutFragment.description
}

private func compileMetaschema(
    _ uri: String,
    of document: SchemaDocument,
    _ resource: SchemaResource,
    in registry: inout SchemaRegistry
) throws(Diagnostic) -> Program {
    guard let position = try registry.resource(uri) else {
        let place = resource.root["$schema"]?.span.lowerBound ?? resource.root.span.lowerBound
        throw Diagnostic(
            .error,
            "schema-dialect",
            path: document.source.path,
            at: document.source.location(of: place),
            "the metaschema \(uri) is not among the schemas: nothing is fetched from a network"
        )
    }
    // Formats tell a broken `$id` or `pattern`, so they are asserted although the metaschemas only annotate them.
    return try compileProgram(position, in: &registry, CompileOptions(assertsFormats: true, keepsAnnotations: false))
}
