import CommandLineTool
import JSONCore

/// Reads old schemas out of git's object store; nothing is checked out and nothing is fetched.
struct GitRepository {
    private let schemas: String
    /// Where the schemas lie in the repository, with a slash at the end; empty at its root.
    private let prefix: String
    private let shownSchemas: String

    init(at folder: String, _ console: Console) throws(CommandFailure) {
        schemas = console.absolute(folder)
        shownSchemas = console.safe(folder)
        let run = try Self.git(["-C", schemas, "rev-parse", "--show-prefix"])
        guard run.status == 0 else {
            throw CommandFailure(
                "\(console.safe(folder)) is in no git checkout, and there is no lock file: name what to compare with, "
                    + "as in 'schemagen check --against DIR', or write the lock with 'schemagen check --write-lock'",
                status: .baselineMissing
            )
        }
        prefix = run.line
    }

    /// A commit by any of its names, or `tag:PATTERN` for the last tag before this commit that matches.
    func baseline(ref: String) throws(CommandFailure) -> Baseline {
        var name = ref
        if ref.hasPrefix("tag:") {
            let pattern = String(ref.dropFirst(4))
            let run = try git("describe", "--tags", "--abbrev=0", "--match", pattern.isEmpty ? "*" : pattern, "HEAD")
            guard run.status == 0 else {
                throw CommandFailure(
                    "no tag before this commit matches '\(terminalSafe(pattern))': 'git fetch --tags' brings those of "
                        + "the remote, and 'git fetch --unshallow' the history of a shallow clone",
                    status: .baselineMissing
                )
            }
            name = run.line
        }
        guard !name.hasPrefix("-"), let commit = try commit(name) else {
            throw CommandFailure(
                "'\(terminalSafe(name))' is neither a folder nor a commit that git knows: \(try advice(for: name))",
                status: .baselineMissing
            )
        }
        return try read(commit, name: name)
    }

    /// Where this work left the default branch.
    func mergeBaseBaseline() throws(CommandFailure) -> Baseline {
        guard try commit("HEAD") != nil else {
            throw CommandFailure(
                "nothing has been committed here yet, so there is nothing to compare with: commit first, or name a "
                    + "folder with --against DIR",
                status: .baselineMissing
            )
        }
        var names: [String] = []
        if let base = environment("GITHUB_BASE_REF"), !base.isEmpty { names.append("origin/\(base)") }
        let head = try git("symbolic-ref", "--short", "--quiet", "refs/remotes/origin/HEAD")
        if head.status == 0 { names.append(head.line) }
        names += ["origin/main", "origin/master", "main", "master"]
        for name in names where !name.hasPrefix("-") {
            guard try commit(name) != nil else { continue }
            let base = try git("merge-base", "HEAD", name)
            if base.status == 0, let commit = base.line.split(separator: "\n").first {
                return try read(String(commit), name: name)
            }
            throw CommandFailure(
                "this clone does not go back to where it left \(terminalSafe(name)): \(try advice(for: name)), "
                    + "or commit a lock file with 'schemagen check --write-lock'",
                status: .baselineMissing
            )
        }
        throw CommandFailure(
            "no default branch to compare with (looked for \(names.joined(separator: ", "))): \(try advice(for: "main")), "
                + "or name one with --against REF",
            status: .baselineMissing
        )
    }

    /// The command that brings what is missing.
    private func advice(for name: String) throws(CommandFailure) -> String {
        let isShallow = try git("rev-parse", "--is-shallow-repository").line == "true"
        let branch = name.hasPrefix("origin/") ? String(name.dropFirst(7)) : name
        let refspec = "+refs/heads/\(branch):refs/remotes/origin/\(branch)"
        return "'git fetch \(isShallow ? "--unshallow " : "")origin \(terminalSafe(refspec))' brings it"
    }

    private func commit(_ name: String) throws(CommandFailure) -> String? {
        let run = try git("rev-parse", "--verify", "--quiet", "\(name)^{commit}")
        return run.status == 0 ? run.line : nil
    }

    private func read(_ commit: String, name: String) throws(CommandFailure) -> Baseline {
        let short = try git("rev-parse", "--short=7", commit).line
        let listing = try git("ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix.isEmpty ? "." : prefix)
        guard listing.status == 0 else {
            throw CommandFailure(
                "git cannot list \(short): \(terminalSafe(listing.complaint))",
                status: .baselineMissing
            )
        }
        var entries: [(path: String, object: Substring)] = []
        for entry in listing.output.split(separator: 0) {
            let text = String(decoding: entry, as: UTF8.self)
            // "100644 blob 0123abcd\tpath"
            guard let tab = text.firstIndex(of: "\t") else { continue }
            let path = String(text[text.index(after: tab)...].dropFirst(prefix.count))
            let words = text[..<tab].split(separator: " ")
            guard words.count == 3, words[1] == "blob", path.hasSuffix(".json"), isOfInterest(path) else { continue }
            entries.append((path, words[2]))
        }
        var baseline = Baseline(name: "\(name)@\(short)", files: [:])
        let request = entries.map { "\($0.object)\n" }.joined()
        let run = try Self.git(["-C", schemas, "cat-file", "--batch"], input: Array(request.utf8))
        var rest = run.output[...]
        for entry in entries {
            guard let bytes = nextObject(&rest) else {
                throw CommandFailure(
                    "git has no \(entry.object) (\(terminalSafe(entry.path))): 'git fetch --refetch' brings it",
                    status: .baselineMissing
                )
            }
            baseline.files[entry.path] = bytes
        }
        return baseline
    }

    private func isOfInterest(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[1] == "fixtures" else { return true }
        return parts.count == 4 && versionInName(parts[2] + ".json") != nil
    }

    /// One answer of `cat-file --batch`: `<name> blob <size>`, the bytes, a line break.
    private func nextObject(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
        guard header.count == 3, header[1] == "blob", let size = Int(header[2]), size >= 0,
            rest.endIndex - end - 1 >= size
        else { return nil }
        let bytes = Array(rest[(end + 1)..<(end + 1 + size)])
        rest = rest[(end + 1 + size)...].dropFirst()
        return bytes
    }

    private func git(_ words: String...) throws(CommandFailure) -> ProgramRun {
        try Self.git(["-C", schemas] + words)
    }

    private static func git(_ words: [String], input: [UInt8] = []) throws(CommandFailure) -> ProgramRun {
        do {
            return try runProgram(["git", "--no-pager", "-c", "core.quotePath=false"] + words, input: input)
        } catch {
            throw CommandFailure("cannot \(error.operation) git: \(errorText(error.code))", status: .baselineMissing)
        }
    }
}
