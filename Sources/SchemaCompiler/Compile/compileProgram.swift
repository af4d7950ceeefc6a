import JSONCore
public import SchemaDocuments
public import SchemaProgram

/// What a program is made for.
public struct CompileOptions: Sendable, Hashable {
    /// Whether `format` is an assertion everywhere, and not only where a metaschema's vocabulary says so.
    public var assertsFormats: Bool
    /// Whether `contentEncoding` and `contentMediaType` are assertions in draft-07, which leaves that to the
    /// implementation and wants an option. Later drafts make them annotations, and there this changes nothing.
    public var assertsContent: Bool
    /// Whether titles, defaults and other annotations go along, for the output formats that list them. Generated code
    /// leaves them out.
    public var keepsAnnotations: Bool

    public init(assertsFormats: Bool = false, assertsContent: Bool = false, keepsAnnotations: Bool = true) {
        self.assertsFormats = assertsFormats
        self.assertsContent = assertsContent
        self.keepsAnnotations = keepsAnnotations
    }
}

/// Compiles a schema with all that it refers to.
///
/// The registry is asked for the documents that references lead to, and keeps them.
///
/// - Throws: the first thing that is wrong with the schema, with its place: a keyword whose value makes no sense, a
///   reference that leads nowhere, a pattern that is none, a schema that would be evaluated for the same value forever.
public func compileProgram(
    _ root: SchemaPosition,
    in registry: inout SchemaRegistry,
    _ options: CompileOptions = CompileOptions()
) throws(Diagnostic) -> Program {
    Program(try compileImage(root, in: &registry, options))
}

package func compileImage(
    _ root: SchemaPosition,
    in registry: inout SchemaRegistry,
    _ options: CompileOptions
) throws(Diagnostic) -> ProgramImage {
    var builder = ProgramBuilder(registry, options, inlinesAcrossResources: true)
    var image = try builder.build(root)
    if image.usesDynamicScope {
        // Which resources evaluation has entered matters after all, so none may be merged into another.
        builder = ProgramBuilder(builder.registry, options, inlinesAcrossResources: false)
        image = try builder.build(root)
    }
    registry = builder.registry
    return image
}
