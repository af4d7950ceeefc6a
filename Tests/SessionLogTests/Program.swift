import Foundation

/// `sessionlog` as a process of its own, so that its memory can be measured.
enum Program {
    struct Run {
        var status: Int32
        var output: String
        /// The most memory that it held at once, in bytes.
        var peak: Int
    }

    /// Beside the test bundle or the runner, where the build puts it.
    static let path: String? = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("sessionlog").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return nil
    }()

    static func run(_ arguments: String...) throws -> Run {
        guard let path else { throw CocoaError(.fileNoSuchFile) }
        let output = Pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_addclose(&actions, output.fileHandleForReading.fileDescriptor)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        let failure = posix_spawn(&id, path, &actions, nil, &words, environ)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        try output.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        var status: Int32 = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) == -1, errno == EINTR {}
        #if canImport(Darwin)
        let peak = Int(usage.ru_maxrss)
        #else
        let peak = Int(usage.ru_maxrss) << 10
        #endif
        // A signal is no exit status: told as shells tell it.
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Run(status: code, output: String(decoding: said, as: UTF8.self), peak: peak)
    }
}
