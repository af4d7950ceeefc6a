import CommandLineTool

#if canImport(Darwin)
import CommandLineTool
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How a program that we started ended.
struct ProgramRun {
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]

    /// The output without its last line break.
    var line: String { trimmed(output) }
    var complaint: String { trimmed(errors) }

    private func trimmed(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}

/// Runs a program that is found along `PATH` and waits for it. No shell is involved, so no text can become a command.
///
/// Everything goes through files that have no name, so neither side ever waits for a full pipe.
///
/// - Parameter dropped: variables of our environment that the program does not get.
func runProgram(
    _ words: [String],
    input: [UInt8] = [],
    without dropped: Set<String> = []
) throws(SystemFault) -> ProgramRun {
    let streams = [try namelessFile(), try namelessFile(), try namelessFile()]
    defer { for stream in streams { close(stream) } }
    if let code = writeAll(input, to: streams[0]) { throw SystemFault("write", code) }
    lseek(streams[0], 0, SEEK_SET)

    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    #else
    var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
        posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var variables = inherited(without: dropped)
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables)
    if code != 0 { throw SystemFault("start", code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
        if errno != EINTR { throw SystemFault("wait for", errno) }
    }
    let isExit = status & 0x7F == 0
    return ProgramRun(
        status: isExit ? (status >> 8) & 0xFF : -1,
        output: try wholeFile(streams[1]),
        errors: try wholeFile(streams[2])
    )
}

/// Our environment but for some variables, ended as `environ` is.
private func inherited(without dropped: Set<String>) -> [UnsafeMutablePointer<CChar>?] {
    var kept: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let variable = next.pointee {
        let name = String(cString: variable).prefix { $0 != "=" }
        if !dropped.contains(String(name)) { kept.append(variable) }
        next += 1
    }
    return kept + [nil]
}

private func namelessFile() throws(SystemFault) -> Int32 {
    // As the shell's tools do: where it is empty it says nothing.
    let folder = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/schemagen-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor < 0 { throw SystemFault("create", errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
}

private func wholeFile(_ descriptor: Int32) throws(SystemFault) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = try buffer.withUnsafeMutableBytes { readSome(descriptor, into: $0) }.get()
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
