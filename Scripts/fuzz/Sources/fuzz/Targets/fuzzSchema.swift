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
        for diagnostic in registry.diagnostics + checkMetaschema(document, in: &registry) {
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
