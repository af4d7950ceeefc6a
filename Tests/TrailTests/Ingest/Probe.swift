import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The tool that takes turns in and dies where it is told to; built beside the tests.
enum Probe {
    static let path: String? = {
        // The test runner lies in the build folder; on Darwin it is a bundle there.
        let runner =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let arguments = CommandLine.arguments
        let bundle = arguments.firstIndex(of: "--test-bundle-path").flatMap { arguments.dropFirst($0 + 1).first }
        for start in [bundle, runner].compactMap({ $0 }) {
            var folder = URL(filePath: start).deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appending(path: "TrailProbe").path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }()

    enum Ending: Equatable {
        case exited(Int32)
        case killed(by: Int32)
    }

    /// Starts the tool; `wait` for it.
    static func start(_ arguments: [String]) throws -> pid_t {
        guard let path else { throw ProbeMissing() }
        return try start(path, arguments)
    }

    private static func start(_ path: String, _ arguments: [String], output: Int32? = nil) throws -> pid_t {
        var strings: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var actions: posix_spawn_file_actions_t = .init()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, 1)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        }
        var process = pid_t()
        guard posix_spawnp(&process, path, &actions, nil, &strings, environ) == 0 else { throw ProbeMissing() }
        return process
    }

    /// Runs the tool, by way of another program if one is given, and returns the whole lines that it printed.
    ///
    /// - Parameter fatalLine: the process is killed when it has printed so many lines.
    static func lines(
        of arguments: [String],
        by program: [String] = [],
        killedAfter fatalLine: Int? = nil
    ) throws -> (ending: Ending, lines: [String]) {
        guard let path else { throw ProbeMissing() }
        let command = program + [path] + arguments
        var ends: [Int32] = [0, 0]
        // Neither end for a process that another test starts meanwhile: a server would hold the pipe open for ever.
        guard pipe(&ends) == 0 else { throw ProbeMissing() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process = try start(command[0], Array(command.dropFirst()), output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &room, room.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += room[..<count]
            if let fatalLine, bytes.count(where: { $0 == 0x0A }) >= fatalLine { kill(process, SIGKILL) }
        }
        let ending = wait(process)
        let whole = bytes.prefix((bytes.lastIndex(of: 0x0A) ?? -1) + 1)
        return (ending, whole.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
    }

    static func wait(_ process: pid_t) -> Ending {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(by: signal)
    }

    static func run(_ arguments: [String]) throws -> Ending {
        wait(try start(arguments))
    }

    /// Runs another program to its end.
    static func run(_ argument: String, by program: String) throws -> Ending {
        wait(try start(program, [argument]))
    }
}

struct ProbeMissing: Error {}
