import CommandLineTool
import JSONCore
import SchemaDocuments

/// A folder whose files stand for the URIs below a base. References lead into it and nowhere else.
struct MappedFolder: Sendable {
    /// Absolute.
    let folder: String
    /// Ends with a slash.
    let base: String
    /// Where the user stands, to call the files as they would.
    let standpoint: String

    func source(of uri: String) -> JSONSource? {
        guard uri.hasPrefix(base), let rest = percentDecoded(String(uri.dropFirst(base.count))) else { return nil }
        let path = normalised("\(folder)/\(rest)")
        // `..` may not lead out, and a NUL would end the path early.
        guard path.hasPrefix(folder == "/" ? "/" : folder + "/"), !rest.utf8.contains(0) else { return nil }
        return readSource(path)
    }

    private func readSource(_ path: String) -> JSONSource? {
        guard let bytes = try? Descriptor(reading: path).contents(limit: SchemaTexts.largestFile) else { return nil }
        return JSONSource(path: shownPath(path, from: standpoint), bytes: bytes)
    }

    /// Every schema in the folder that has an `$id`, by it.
    func sourcesByIdentifier(_ console: Console) throws(CommandFailure) -> [String: JSONSource] {
        var sources: [String: JSONSource] = [:]
        let texts = try SchemaTexts(folder: folder, console: console)
        for (name, bytes) in texts.files.sorted(by: { $0.key < $1.key }) {
            let source = JSONSource(path: joined(texts.shownFolder, name), bytes: bytes)
            guard let id = (try? source.parse())?["$id"]?.string else { continue }
            let uri = URIReference(id).withoutFragment.description
            if sources[uri] == nil { sources[uri] = source }
        }
        return sources
    }
}

extension MappedFolder {
    /// What a schema file may refer to by place: what lies in its folder, or in the `Schemas` folder that it lies in.
    init(around path: String, _ console: Console) {
        let parts = console.absolute(path).split(separator: "/").dropLast()
        let above = parts.lastIndex(of: "Schemas").map { parts[...$0] } ?? parts
        folder = "/" + above.joined(separator: "/")
        base = "file://" + pathEncoded(folder == "/" ? "/" : folder + "/")
        standpoint = console.folder
    }
}

/// The URI of a file, which relative references in it are resolved against.
func fileURI(_ absolutePath: String) -> String {
    "file://" + pathEncoded(absolutePath)
}
