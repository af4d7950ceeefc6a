import CommandLineTool

/// How reports for a hosting service call files: from the root of the repository, wherever the command was run. In no
/// repository they are called as on the terminal.
struct RepositoryPaths {
    private let console: Console
    /// The root of the repository.
    private let root: String

    init(_ console: Console) {
        self.console = console
        // By what has to be left off, and not by the root's own name: links may lead here.
        let run = try? runProgram(["git", "-C", console.folder, "rev-parse", "--show-prefix"])
        let prefix = run.map { $0.status == 0 ? $0.line : "" } ?? ""
        let folder = console.folder + "/"
        root = folder.hasSuffix("/" + prefix) ? normalised(String(folder.dropLast(prefix.count))) : console.folder
    }

    /// - Parameter path: as it is shown to someone who stands where the command was run.
    func path(_ path: String) -> String {
        shownPath(console.absolute(path), from: root)
    }
}
