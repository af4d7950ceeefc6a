import Foundation

/// `sessionlog` as a process of its own, so that its memory can be limited.
enum Program {
    struct Run {
        var status: Int32
        var output: String
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

    /// Runs it where no more than `memory` bytes are to be had, stacks of threads included. What a process held at most
    /// cannot be asked afterwards: on Linux the answer counts its parent's memory in.
    static func run(_ arguments: String..., memory: Int) throws -> Run {
        guard let path else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "ulimit -d \(memory >> 10) && exec \"$0\" \"$@\"", path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // A signal is no exit status: told as shells tell it.
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        return Run(status: signal + process.terminationStatus, output: String(decoding: said, as: UTF8.self))
    }
}
