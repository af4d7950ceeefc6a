import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// Reads a schema, checks it against its metaschema, compiles it and bundles it. What is wrong has a place in the text;
/// a program that was made can be written down and loaded again.
func fuzzSchema(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let source = JSONSource(path: "schema.json", bytes: Array(text))
    var registry = SchemaRegistry()
    do {
        let document = try registry.add(source, as: "file:///schema.json")
        // Compiled once for all inputs; a document that takes their names is checked against what it says itself.
        let takesTheirNames = document.resources.contains { $0.uri.contains("json-schema.org") }
        var programs = takesTheirNames ? [:] : metaschemas
        for diagnostic in registry.diagnostics + checkMetaschema(document, in: &registry, reusing: &programs) {
            expectPlace(of: diagnostic, in: source)
        }
        let program = try compileProgram(
            document.rootPosition,
            in: &registry,
            CompileOptions(assertsFormats: text.count.isMultiple(of: 2))
        )
        expect(program.isUsable, "the program is damaged")
        expect(Program(serialized: program.serialized).serialized == program.serialized, "another program is loaded")
        _ = try bundle(document, in: &registry)
    } catch {
        expectPlace(of: error, in: source)
    }
    return 0
}

private func expectPlace(of diagnostic: Diagnostic, in source: JSONSource) {
    // Metaschemas lie in texts of their own.
    guard diagnostic.path == source.path else { return }
    expect(diagnostic.location != nil, "no place: \(diagnostic)")
    expect((diagnostic.location?.line ?? 1) <= source.bytes.count + 1, "a place outside of the text: \(diagnostic)")
}

/// The programs of the published metaschemas, each made by a schema that names it.
private let metaschemas: [String: Program] = {
    var programs: [String: Program] = [:]
    for dialect in Dialect.allCases {
        let source = JSONSource(path: "empty.json", bytes: Array(#"{"$schema":"\#(dialect.metaschema)"}"#.utf8))
        var registry = SchemaRegistry()
        do {
            let document = try registry.add(source, as: "file:///empty.json")
            let found = checkMetaschema(document, in: &registry, reusing: &programs)
            expect(found.isEmpty, "an empty schema is refused: \(found)")
        } catch {
            expect(false, "an empty schema is refused: \(error)")
        }
    }
    expect(programs.count == Dialect.allCases.count, "a metaschema is missing")
    return programs
}()
