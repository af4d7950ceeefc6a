import JSONCore
public import SchemaDocuments

/// Reads the texts of a `Schemas` folder: which families and versions there are, and what their `family.json` says.
///
/// - Parameters:
///   - files: contents by path from the folder, with slashes; whatever is no `.json` file is left alone.
///   - folder: how messages call the folder.
public func parse(
    _ files: [String: [UInt8]],
    folder: String = "Schemas",
    _ diagnostics: inout [Diagnostic]
) -> SchemaFolder {
    var result = SchemaFolder(path: folder)
    var families: [String: [SchemaFile]] = [:]
    // Families with a file that could not be read: what else is missing cannot be told.
    var broken: Set<String> = []
    // Sorted because dictionary order is undefined.
    for path in files.keys.sorted() where path.hasSuffix(".json") {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        // Deeper files are fixtures and the like.
        if segments.count > 2, segments[0] != "shared" { continue }
        // What has been agreed about findings is no schema.
        if path == "waivers.json" { continue }
        let source = JSONSource(path: folder + "/" + path, bytes: files[path] ?? [])
        guard let root = parse(source, &diagnostics) else {
            broken.insert(String(segments[0]))
            continue
        }
        let file = SchemaFile(relativePath: path, source: source, root: root)
        if path == "schemagen.json" {
            result.configuration = readConfiguration(root, of: source, &diagnostics)
        } else if segments.count == 1 || segments[0] == "shared" {
            result.shared.append(file)
        } else {
            families[String(segments[0]), default: []].append(file)
        }
    }
    for (name, files) in families.sorted(by: { $0.key < $1.key }) where !broken.contains(name) {
        if let family = readFamily(name, files, &diagnostics) { result.families.append(family) }
    }
    return result
}

private func parse(_ source: JSONSource, _ diagnostics: inout [Diagnostic]) -> JSONNode? {
    do {
        return try source.parse()
    } catch {
        diagnostics.append(
            Diagnostic(
                .error,
                "schema-json-invalid",
                path: source.path,
                at: source.location(of: error.offset),
                error.kind.message
            )
        )
        return nil
    }
}

private func readFamily(
    _ name: String,
    _ files: [SchemaFile],
    _ diagnostics: inout [Diagnostic]
) -> FamilyFolder? {
    var familyFile: FamilyFile?
    var versions: [VersionFile] = []
    for file in files {
        let fileName = String(decoding: file.relativePath.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self)
        if fileName == "family.json" {
            familyFile = readFamilyFile(file.root, of: file.source, &diagnostics)
        } else if let number = versionNumber(ofFile: fileName) {
            versions.append(VersionFile(number: number, schema: file))
        } else {
            diagnostics.append(
                identityFault(
                    file.source,
                    "\(fileName) is neither family.json nor a version such as v1.json: rename it, or "
                        + "move what versions share to \"shared\""
                )
            )
        }
    }
    versions.sort { $0.number < $1.number }
    guard let first = files.first else { return nil }
    guard let familyFile else {
        diagnostics.append(
            identityFault(
                first.source,
                "the family \"\(name)\" has no family.json: add one, {\"description\": \"…\"} is enough"
            )
        )
        return nil
    }
    if versions.isEmpty {
        diagnostics.append(identityFault(familyFile.source, "the family \"\(name)\" has no version: add v1.json"))
        return nil
    }
    var next = 1
    for version in versions {
        if version.number != next {
            let missing = next == version.number - 1 ? "v\(next).json is" : "v\(next) to v\(version.number - 1) are"
            diagnostics.append(
                identityFault(
                    version.schema.source,
                    "\(missing) missing: versions count from 1 without gaps, and an old one "
                        + "stays for the records that it wrote"
                )
            )
        }
        next = version.number + 1
    }
    return FamilyFolder(name: name, file: familyFile, versions: versions)
}

/// 12 for `v12.json`; nil for any other name, `v012.json` and `v0.json` included.
public func versionNumber(ofFile name: String) -> Int? {
    guard name.hasPrefix("v"), name.hasSuffix(".json") else { return nil }
    let digits = name.dropFirst().dropLast(5)
    guard let number = Int(digits), number > 0, String(number) == digits, number < 1_000_000 else { return nil }
    return number
}

private func identityFault(_ source: JSONSource, _ message: String) -> Diagnostic {
    Diagnostic(.error, "schema-identity", path: source.path, at: SourceLocation(line: 1, column: 1), message)
}
