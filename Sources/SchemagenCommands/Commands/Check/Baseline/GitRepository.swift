import CommandLineTool
import JSONCore

/// Reads old schemas out of git's object store; nothing is checked out and nothing is fetched.
struct GitRepository {
    let schemas: String
    /// Where the schemas lie in the repository, with a slash at the end; empty at its root.
    let prefix: String
    let shownSchemas: String
    let console: Console

    init(at folder: String, _ console: Console) throws(CommandFailure) {
        schemas = console.absolute(folder)
        shownSchemas = console.safe(folder)
        self.console = console
        let run = try Self.git(["-C", schemas, "rev-parse", "--show-prefix"])
        guard run.status == 0 else {
            // git has other reasons as well, such as a checkout that belongs to somebody else.
            let isNone = run.complaint.contains("not a git repository")
            let complaint = isNone ? "" : " that git would read (\(terminalSafe(run.complaint, limit: 1_000)))"
            throw CommandFailure("\(console.safe(folder)) is in no git checkout\(complaint)", status: .baselineMissing)
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
        guard !name.hasPrefix("-"), let (commit, name) = try known(name) else {
            throw CommandFailure(
                "'\(terminalSafe(name))' is neither a folder nor a commit that git knows: \(try advice(for: name))",
                status: .baselineMissing
            )
        }
        return try read(commit, name: name)
    }

    /// A commit by its name here, or by that of a branch that was fetched and not checked out.
    private func known(_ name: String) throws(CommandFailure) -> (commit: String, name: String)? {
        for name in [name, "origin/\(name)"] {
            if let commit = try commit(name) { return (commit, name) }
        }
        return nil
    }

    /// A branch and nothing else: git takes a tag of the same name first.
    private func branch(_ name: String) throws(CommandFailure) -> String? {
        try commit(name.hasPrefix("origin/") ? "refs/remotes/\(name)" : "refs/heads/\(name)")
    }

    /// Whether git has a commit of this name, which a folder has as well.
    func knows(_ name: String) throws(CommandFailure) -> Bool {
        if name.hasPrefix("-") { return false }
        return try commit(name) != nil
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
        if let base = environment("GITHUB_BASE_REF"), !base.isEmpty {
            guard !base.hasPrefix("-"), try branch("origin/\(base)") != nil else {
                throw CommandFailure(
                    "GITHUB_BASE_REF names \(terminalSafe(base)), which was not fetched: "
                        + "\(try advice(for: "origin/\(base)"))",
                    status: .baselineMissing
                )
            }
            names.append("origin/\(base)")
        }
        let head = try git("symbolic-ref", "--short", "--quiet", "refs/remotes/origin/HEAD")
        if head.status == 0 { names.append(head.line) }
        names += ["origin/main", "origin/master", "main", "master"]
        for name in names where !name.hasPrefix("-") {
            guard let tip = try branch(name) else { continue }
            let base = try git("merge-base", "HEAD", tip)
            if base.status == 0, let commit = base.line.split(separator: "\n").first {
                return try read(from: String(commit), name: name)
            }
            throw CommandFailure(
                "this clone does not go back to where it left \(terminalSafe(name)): \(try advice(for: name)), "
                    + "or commit a lock file with 'schemagen check --write-lock'",
                status: .baselineMissing
            )
        }
        throw CommandFailure(
            "no default branch to compare with (looked for \(names.map { terminalSafe($0) }.joined(separator: ", "))): "
                + "\(try advice(for: "origin/main")), 'git remote set-head origin --auto' finds one of another name once "
                + "it is fetched, or name one with --against REF",
            status: .baselineMissing
        )
    }

    /// Work that has not left the default branch is compared with what was there before it. What is not committed yet
    /// was made after the last commit; what is committed, and all that is there, after the one before.
    private func read(from base: String, name: String) throws(CommandFailure) -> Baseline {
        guard try commit("HEAD") == base else { return try read(base, name: name) }
        // Links lead to files that lie elsewhere in the repository.
        let own = try git("status", "--porcelain", "--untracked-files=all", "--ignore-submodules=none", "--", ".")
        let all = try git("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=none")
        let isClean = [own, all].allSatisfy { $0.status == 0 && $0.output.isEmpty }
        let parent = isClean ? try commit("HEAD^1") : nil
        let isShallow = try git("rev-parse", "--is-shallow-repository").line == "true"
        if !isClean || parent != nil || !isShallow {
            var baseline = try read(parent ?? base, name: parent == nil ? name : "\(name)^")
            baseline.isOfOwnBranch = true
            return baseline
        }
        throw CommandFailure(
            "HEAD is where it left \(terminalSafe(name)), and this clone does not go back to the commit before: "
                + "'git fetch --deepen 1' brings it, or commit a lock file with 'schemagen check --write-lock'",
            status: .baselineMissing
        )
    }

    /// The command that brings what is missing.
    private func advice(for name: String) throws(CommandFailure) -> String {
        // What can be no branch, such as a folder's path, cannot be fetched either.
        if try git("check-ref-format", "refs/heads/\(name)").status != 0 {
            return "name a folder that is there, a commit, a branch or a tag"
        }
        let depth = try git("rev-parse", "--is-shallow-repository").line == "true" ? "--unshallow " : ""
        let isRemote = name.hasPrefix("origin/")
        let branch = isRemote ? String(name.dropFirst(7)) : name
        let refspec = "+refs/heads/\(branch):refs/remotes/origin/\(branch)"
        let text = "'git fetch \(depth)origin \(terminalSafe(refspec))' brings it"
        if isRemote { return text }
        return text
            + " where it is a branch, and 'git fetch \(depth)origin tag \(terminalSafe(branch))' where it is a tag"
    }

    private func commit(_ name: String) throws(CommandFailure) -> String? {
        let run = try git("rev-parse", "--verify", "--quiet", "\(name)^{commit}")
        return run.status == 0 ? run.line : nil
    }

    func git(_ words: String...) throws(CommandFailure) -> ProgramRun {
        try Self.git(["-C", schemas] + words)
    }

    /// In a hook or an alias git says by these which checkout it was called in; ours is the one that the schemas are in.
    private static let ofAnotherCheckout: Set<String> = [
        "GIT_COMMON_DIR", "GIT_DIR", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_PREFIX",
        "GIT_WORK_TREE",
    ]

    static func git(_ words: [String], input: [UInt8] = []) throws(CommandFailure) -> ProgramRun {
        do {
            let options = ["--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false"]
            return try runProgram(["git"] + options + words, input: input, without: ofAnotherCheckout)
        } catch {
            throw CommandFailure("cannot \(error.operation) git: \(errorText(error.code))", status: .baselineMissing)
        }
    }
}
