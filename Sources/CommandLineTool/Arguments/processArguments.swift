#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Runs a tool with the arguments, streams and folder of this process.
package func runProcess(_ name: String, _ run: ([String], Console) -> ExitStatus) -> ExitStatus {
    let console = Console()
    do throws(CommandFailure) {
        return run(try processArguments(), console)
    } catch {
        console.note("\(name): \(error.message)")
        return console.close(error.status, as: name)
    }
}

/// What stands on the command line after the program's name.
///
/// `CommandLine.arguments` puts U+FFFD for what is not UTF-8: then a text is kept that nobody wrote, and two names become
/// one file.
private func processArguments() throws(CommandFailure) -> [String] {
    var arguments: [String] = []
    for index in 0..<Int(CommandLine.argc) {
        guard index > 0, let word = CommandLine.unsafeArgv[index] else { continue }
        arguments.append(try argument(word))
    }
    return arguments
}

/// A word of the command line as text; refused where it is none.
func argument(_ word: UnsafePointer<CChar>) throws(CommandFailure) -> String {
    if let text = String(validatingCString: word) { return text }
    var shown = ""
    for byte in UnsafeBufferPointer(start: word, count: strlen(word)).map({ UInt8(bitPattern: $0) }) {
        switch byte {
        // A backslash too, so that it is told from those that are put here.
        case 0x00..<0x20, UInt8(ascii: "\\"), 0x7F...0xFF:
            shown += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        default: shown.unicodeScalars.append(Unicode.Scalar(byte))
        }
    }
    throw CommandFailure("the argument '\(shown)' is not UTF-8")
}
