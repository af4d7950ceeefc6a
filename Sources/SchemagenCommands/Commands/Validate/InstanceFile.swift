import CommandLineTool

/// Where the instances come from that the user named.
enum InstanceFile: Hashable {
    /// One value.
    case document(String)
    /// One value a line.
    case lines(String)
    /// Standard input.
    case input(asLines: Bool)

    var path: String {
        switch self {
        case .document(let path), .lines(let path): path
        case .input: "-"
        }
    }
}

/// The files that the operands name: a path, `-`, or a folder with everything below it that is named as JSON or JSONL.
///
/// A file called `.jsonl` or `.ndjson` holds a value a line; `allLines` says so for every file.
func instanceFiles(
    _ operands: [String],
    allLines: Bool,
    _ console: Console
) throws(CommandFailure) -> [InstanceFile] {
    var files: [InstanceFile] = []
    for operand in operands {
        if operand == "-" {
            files.append(.input(asLines: allLines))
            continue
        }
        switch try console.status(of: operand)?.kind {
        case .folder:
            var found: [InstanceFile] = []
            try collect(operand, above: [], allLines: allLines, &found, console)
            if found.isEmpty { throw CommandFailure("\(console.safe(operand)) holds no .json, .jsonl or .ndjson file") }
            files += found
        case .file, .other: files.append(allLines || hasLines(operand) ? .lines(operand) : .document(operand))
        case nil: throw CommandFailure("\(console.safe(operand)) is not there")
        }
    }
    return files
}

private func collect(
    _ folder: String,
    above: [FileStatus],
    allLines: Bool,
    _ files: inout [InstanceFile],
    _ console: Console
) throws(CommandFailure) {
    guard let status = try console.status(of: folder) else { return }
    // A folder that is reached twice along one way is a loop of links; it has been read once.
    if above.contains(status) { return }
    if above.count > 64 { throw CommandFailure("\(console.safe(folder)) lies more than 64 folders deep") }
    for name in try console.names(in: folder) where !name.hasPrefix(".") {
        let path = joined(folder, name)
        switch try console.status(of: path)?.kind {
        case .folder: try collect(path, above: above + [status], allLines: allLines, &files, console)
        case .file:
            if hasLines(name) {
                files.append(.lines(path))
            } else if name.hasSuffix(".json") {
                files.append(allLines ? .lines(path) : .document(path))
            }
        case .other, nil: break
        }
    }
}

private func hasLines(_ name: String) -> Bool {
    name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
}
