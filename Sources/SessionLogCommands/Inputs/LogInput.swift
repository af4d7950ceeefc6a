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
        found.folders.insert(status)
        collect(operand, depth: 0, into: &found)
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

    private func collect(_ folder: String, depth: Int, into found: inout FoundLogs) {
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
            let isLog = name.hasSuffix(".jsonl") && !isOfAnother(name, in: all)
            let status: CommandLineTool.FileStatus?
            do throws(CommandFailure) {
                status = try self.status(of: path)
            } catch {
                found.failures.append(error)
                continue
            }
            guard let status else {
                // What is gone meanwhile is as good as never there; a link that leads nowhere was to be a log.
                if isLog, isLink(absolute(path)) {
                    found.failures.append(CommandFailure("\(safe(path)) is a link that leads nowhere"))
                }
                continue
            }
            switch status.kind {
            // A link may lead to where we come from, or to where we have been.
            case .folder where depth == 16:
                found.failures.append(CommandFailure("\(safe(path)) is left out: it lies too deep"))
            case .folder: if found.folders.insert(status).inserted { collect(path, depth: depth + 1, into: &found) }
            case .file: if isLog { found.paths.append(path) }
            case .other: break
            }
        }
    }
}

/// What an operand names.
private struct FoundLogs {
    var paths: [String] = []
    /// What could not be looked at, while the others can be read.
    var failures: [CommandFailure] = []
    /// Each folder is looked into once, whatever leads there.
    var folders: Set<CommandLineTool.FileStatus> = []
}

/// Whether a file is what a command put beside another that is here: the seals of a trail, `x.seals.jsonl`; or what an
/// upgrade made of a log, `x+v2.jsonl`, whose records would count twice, with its rejects, `x+v2-rejects.jsonl`. A name
/// alone says nothing: that of a pod may end so.
private func isOfAnother(_ name: String, in names: Set<String>) -> Bool {
    if name.hasSuffix(".seals.jsonl"), names.contains("\(name.dropLast(12)).jsonl") { return true }
    guard let plus = name.lastIndex(of: "+"), name.hasSuffix(".jsonl") else { return false }
    var mark = name[name.index(after: plus)...].dropLast(6)
    if mark.hasSuffix("-rejects") { mark = mark.dropLast(8) }
    guard mark.first == "v", let version = Int(mark.dropFirst()), version > 0, "v\(version)" == mark else {
        return false
    }
    return names.contains("\(name[..<plus]).jsonl")
}
