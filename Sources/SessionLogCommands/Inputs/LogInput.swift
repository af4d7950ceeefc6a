import CommandLineTool
import RecordLog

/// One log that a command reads.
struct LogInput {
    /// As the user would type it; not safe for a terminal yet.
    let shown: String
    /// Nil for a stream that can be read once.
    let file: OpenFile?
    let descriptor: Int32

    /// Bytes to read, where that is known before.
    var size: Int? {
        guard let file, let status = try? file.status() else { return nil }
        return status.size
    }

    func log<Family: RecordFamily>(of family: Family.Type) throws(CommandFailure) -> RecordLog<Family> {
        if let file { return RecordLog(reading: file) }
        do throws(LogError) {
            return try RecordLog(readingDescriptor: descriptor, name: shown)
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}

extension Console {
    /// Opens what a path names; `-` is standard input.
    func openLog(_ path: String) throws(CommandFailure) -> LogInput {
        if path == "-" {
            let file = OpenFile(adopting: standardInput, path: "standard input", closes: false)
            let isFile = (try? file.status().kind) == .file
            return LogInput(shown: "standard input", file: isFile ? file : nil, descriptor: standardInput)
        }
        do throws(LogError) {
            let file = try OpenFile.reading(absolute(path))
            return LogInput(shown: shown(path), file: file, descriptor: file.descriptor)
        } catch {
            throw CommandFailure("cannot open \(safe(path)): \(error.cause)")
        }
    }

    /// The logs that the operands name, folders taken apart; in the order of the operands, and of names in folders.
    func logPaths(_ operands: [String]) throws(CommandFailure) -> [String] {
        var paths: [String] = []
        for operand in operands {
            guard operand != "-", let status = try status(of: operand), status.kind == .folder else {
                paths.append(operand)
                continue
            }
            let before = paths.count
            try collect(operand, depth: 0, into: &paths)
            if paths.count == before { throw CommandFailure("\(safe(operand)) holds no .jsonl file") }
        }
        return paths
    }

    /// Does the work on each log. One that it cannot be done on is told, and the others still have their turn; the
    /// status is the worst of all.
    func eachLog(
        _ operands: [String],
        _ body: (String) throws(CommandFailure) -> ExitStatus
    ) throws(CommandFailure) -> ExitStatus {
        var status = ExitStatus.clean
        for path in try logPaths(operands) {
            var one: ExitStatus
            do throws(CommandFailure) {
                one = try body(path)
                clearProgress()
            } catch {
                note("sessionlog: \(error.message)")
                one = error.status
            }
            if one.rawValue > status.rawValue { status = one }
            // A closed pipe, as of `head`: nobody reads what would come.
            if output.failure != nil { break }
        }
        return status
    }

    private func collect(_ folder: String, depth: Int, into paths: inout [String]) throws(CommandFailure) {
        if depth > 16 { throw CommandFailure("\(safe(folder)) lies too deep: does a link lead back?") }
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = joined(folder, name)
            switch try status(of: path)?.kind {
            case .folder: try collect(path, depth: depth + 1, into: &paths)
            case .file where isLog(name): paths.append(path)
            case .file, .other, nil: break
            }
        }
    }
}

/// Files that other commands put beside logs are no logs: the seals of a trail, the rejects of an upgrade.
private func isLog(_ name: String) -> Bool {
    name.hasSuffix(".jsonl") && !name.hasSuffix(".seals.jsonl") && !name.hasSuffix("-rejects.jsonl")
}
