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

    private static func start(_ path: String, _ arguments: [String]) throws -> pid_t {
        var strings: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var actions: posix_spawn_file_actions_t = .init()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var process = pid_t()
        guard posix_spawn(&process, path, &actions, nil, &strings, environ) == 0 else { throw ProbeMissing() }
        return process
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
