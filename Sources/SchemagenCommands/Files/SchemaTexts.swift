import CommandLineTool
import JSONCore

/// The texts below a `Schemas` folder, read once: everything after this works on memory.
struct SchemaTexts {
    /// How messages call the folder.
    let shownFolder: String
    /// By path from the folder, with slashes.
    let files: [String: [UInt8]]

    /// Bounds that no honest folder meets, so that a link to the root of the disk ends soon and with a message.
    static let deepest = 8
    static let mostFiles = 20_000
    static let largestFile = 64 << 20
    static let largestSum = 512 << 20

    /// Reads all `.json` files that make code. Fixtures are left alone: there can be many, and they make none.
    init(folder: String, console: Console) throws(CommandFailure) {
        shownFolder = console.shown(folder)
        var reader = FolderReader(console: console)
        try reader.read(console.absolute(folder), prefix: "", above: [])
        files = reader.files
    }
}

private struct FolderReader {
    let console: Console
    var files: [String: [UInt8]] = [:]
    private var sum = 0

    init(console: Console) {
        self.console = console
    }

    mutating func read(_ folder: String, prefix: String, above: [FileStatus]) throws(CommandFailure) {
        let status = try console.status(of: folder)
        guard let status, status.kind == .folder else {
            throw CommandFailure("\(console.safe(folder)) is \(status == nil ? "not there" : "no folder")")
        }
        if above.contains(status) {
            throw CommandFailure("\(console.safe(folder)) links back to a folder that it lies in")
        }
        if above.count > SchemaTexts.deepest {
            throw CommandFailure(
                "\(console.safe(folder)) lies more than \(SchemaTexts.deepest) folders deep"
            )
        }
        for name in try console.names(in: folder) where !name.hasPrefix(".") && name != "fixtures" {
            let path = joined(folder, name)
            switch try console.status(of: path)?.kind {
            case .folder: try read(path, prefix: prefix + name + "/", above: above + [status])
            case .file where name.hasSuffix(".json"): try take(path, as: prefix + name)
            // A version that is stepped over would be one that nobody checks.
            case .other where name.hasSuffix(".json"), nil where name.hasSuffix(".json"):
                throw CommandFailure("\(console.safe(path)) is no file that can be read as one")
            case .file, .other, nil: break
            }
        }
    }

    private mutating func take(_ path: String, as name: String) throws(CommandFailure) {
        let bytes = try console.read(path, limit: SchemaTexts.largestFile)
        sum += bytes.count
        if files.updateValue(bytes, forKey: name) != nil {
            throw CommandFailure("\(console.safe(path)) and another file there look the same: rename one")
        }
        if files.count > SchemaTexts.mostFiles {
            throw CommandFailure("there are more than \(SchemaTexts.mostFiles) schemas: is this the right folder?")
        }
        if sum > SchemaTexts.largestSum {
            throw CommandFailure("the schemas are larger than \(SchemaTexts.largestSum >> 20) MB together")
        }
    }
}
