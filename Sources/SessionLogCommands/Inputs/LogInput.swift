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
        let absolutePath = try named(path)
        do throws(LogError) {
            let file = try OpenFile.reading(absolutePath)
            return LogInput(shown: shown(path), file: file, descriptor: file.descriptor)
        } catch {
            throw CommandFailure("cannot open \(safe(path)): \(error.cause)")
        }
    }

    /// The path to open. An empty one is a mistake, such as a variable of a script that is not set, and would name the
    /// folder where the user stands.
    func named(_ path: String) throws(CommandFailure) -> String {
        if path.isEmpty { throw CommandFailure("a path is empty") }
        return absolute(path)
    }

    /// The logs that the operands name, folders taken apart; in the order of the operands, and of names in folders.
    /// All of them, or a failure.
    func logPaths(_ operands: [String]) throws(CommandFailure) -> [String] {
        var paths: [String] = []
        for operand in operands {
            let found = try logs(namedBy: operand)
            if let failure = found.failures.first { throw failure }
            paths += found.paths
        }
        return paths
    }

    private func logs(namedBy operand: String) throws(CommandFailure) -> FoundLogs {
        _ = try named(operand)
        guard operand != "-", let status = try status(of: operand), status.kind == .folder else {
            return FoundLogs(paths: [operand])
        }
        var found = FoundLogs()
        try collect(operand, depth: 0, into: &found)
        if found.paths.isEmpty, found.failures.isEmpty {
            throw CommandFailure("\(safe(operand)) holds no .jsonl file")
        }
        return found
    }

    /// Does the work on each log. An operand or log that it cannot be done on is told, and the others still have their
    /// turn; the status is the worst of all.
    func eachLog(
        _ operands: [String],
        _ body: (String) throws(CommandFailure) -> ExitStatus
    ) throws(CommandFailure) -> ExitStatus {
        var worst = ExitStatus.clean
        func took(_ status: ExitStatus) { if status.rawValue > worst.rawValue { worst = status } }
        func failed(_ failure: CommandFailure) {
            note("sessionlog: \(failure.message)")
            took(failure.status)
        }
        for operand in operands {
            var found = FoundLogs()
            do throws(CommandFailure) { found = try logs(namedBy: operand) } catch { failed(error) }
            for failure in found.failures { failed(failure) }
            for path in found.paths {
                do throws(CommandFailure) {
                    took(try body(path))
                    clearProgress()
                } catch {
                    failed(error)
                }
                // A closed pipe, as of `head`: nobody reads what would come.
                if output.failure != nil { return worst }
            }
        }
        return worst
    }

    private func collect(_ folder: String, depth: Int, into found: inout FoundLogs) throws(CommandFailure) {
        if depth > 16 { throw CommandFailure("\(safe(folder)) lies too deep: does a link lead back?") }
        let listed: FolderListing
        // One folder that may not be looked into must not keep the others from being looked at.
        do throws(CommandFailure) { listed = try listing(of: folder) } catch { return found.failures.append(error) }
        for name in listed.notUTF8 where !name.hasPrefix(".") {
            let shown = safe(joined(folder, name))
            found.failures.append(CommandFailure("\(shown) is left out: its name is not UTF-8"))
        }
        let all = Set(listed.names)
        for name in listed.names where !name.hasPrefix(".") {
            let path = joined(folder, name)
            var kind: CommandLineTool.FileStatus.Kind?
            do throws(CommandFailure) { kind = try status(of: path)?.kind } catch { found.failures.append(error) }
            switch kind {
            case .folder: try collect(path, depth: depth + 1, into: &found)
            case .file where isLog(name) && !isUpgrade(name, of: all): found.paths.append(path)
            case .file, .other, nil: break
            }
        }
    }
}

/// What an operand names.
private struct FoundLogs {
    var paths: [String] = []
    /// What could not be looked at, while the others can be read.
    var failures: [CommandFailure] = []
}

/// Whether a log is `x+v2.jsonl` and lies beside the `x.jsonl` that it was made of: its records would count twice.
private func isUpgrade(_ name: String, of names: Set<String>) -> Bool {
    guard let plus = name.lastIndex(of: "+"), name.hasSuffix(".jsonl") else { return false }
    let mark = name[name.index(after: plus)...].dropLast(6)
    guard mark.first == "v", let version = Int(mark.dropFirst()), version > 0, "v\(version)" == mark else {
        return false
    }
    return names.contains("\(name[..<plus]).jsonl")
}

/// Files that other commands put beside logs are no logs: the seals of a trail, the rejects of an upgrade.
private func isLog(_ name: String) -> Bool {
    name.hasSuffix(".jsonl") && !name.hasSuffix(".seals.jsonl") && !name.hasSuffix("-rejects.jsonl")
}
