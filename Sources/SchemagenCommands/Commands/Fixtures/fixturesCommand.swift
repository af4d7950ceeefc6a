import CommandLineTool
import Compatibility
import JSONCore
import SchemaDocuments
import SchemaModel

let fixturesCommand = Command(
    "fixtures",
    "Write the fixtures that are missing.",
    discussion: """
        Each version of a family has a small valid record for each of its variants, in FAMILY/fixtures/vN/. Those that
        are there stay as they are.
        """,
    flags: [schemasFlag],
    run: writeFixtures
)

@Sendable
private func writeFixtures(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let schemas = try schemasFolder(arguments, console)
    let texts = try SchemaTexts(folder: schemas, console: console)
    guard !texts.files.isEmpty else {
        throw CommandFailure(
            "\(console.safe(texts.shownFolder)) holds no schema: 'schemagen new family NAME' starts one"
        )
    }
    let modelled = modelFamilies(texts.files, folder: texts.shownFolder)
    let errors = modelled.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty, let catalogue = modelled.catalogue else {
        for diagnostic in errors { console.show(diagnostic, on: console.errors) }
        return .findings
    }
    var written = 0
    for model in modelled.families {
        guard let family = catalogue.families.first(where: { $0.folder.name == model.name }) else { continue }
        for (version, root) in zip(model.versions, family.roots) {
            let folder = joined(schemas, "\(model.name)/fixtures/v\(version.number)")
            let present = try variants(in: folder, tag: model.tag, console)
            let records: [(variant: String?, record: JSONValue)]
            do throws(Diagnostic) {
                let schema = ComparedSchema(root, in: catalogue.registry)
                records = try minimalRecords(of: schema, tag: version.variants.isEmpty ? nil : model.tag)
            } catch {
                console.show(error, on: console.errors)
                return .findings
            }
            for (variant, record) in records {
                if present.contains(variant.map { ByteKey($0) } ?? ByteKey("")) { continue }
                if variant == nil, !present.isEmpty { continue }
                let path = try freePath(joined(folder, fileName(variant)), console)
                try console.makeFolder(folder)
                try console.write(Array((record.jsonText + "\n").utf8), to: path)
                console.print("wrote \(console.safe(path))")
                written += 1
            }
        }
    }
    if written == 0 { console.print("no fixture is missing") }
    return .clean
}

/// The tags of the records in a folder; the empty one for records without.
private func variants(in folder: String, tag: String?, _ console: Console) throws(CommandFailure) -> Set<ByteKey> {
    guard try console.status(of: folder)?.kind == .folder else { return [] }
    var found: Set<ByteKey> = []
    for name in try console.names(in: folder) where name.hasSuffix(".json") {
        let bytes = try console.read(joined(folder, name), limit: SchemaTexts.largestFile)
        let record = try? JSONValue(parsing: bytes)
        found.insert(ByteKey(tag.flatMap { record?[$0]?.string } ?? ""))
    }
    return found
}

/// A tag may hold anything, a slash included; a file's name holds letters, digits and hyphens.
private func fileName(_ variant: String?) -> String {
    guard let variant else { return "minimal.json" }
    var stem = ""
    for byte in variant.lowercased().utf8.prefix(80) {
        let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        if isPlain { stem.unicodeScalars.append(Unicode.Scalar(byte)) } else if stem.last != "-" { stem += "-" }
    }
    return "\(stem.isEmpty ? "variant" : stem)-minimal.json"
}

private func freePath(_ path: String, _ console: Console) throws(CommandFailure) -> String {
    var candidate = path
    var number = 2
    while try console.status(of: candidate) != nil {
        candidate = "\(path.dropLast(5))-\(number).json"
        number += 1
    }
    return candidate
}
