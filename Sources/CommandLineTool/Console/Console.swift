import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a command sees of the outside: where the user stands, what it may say and where.
///
/// Results go to the output, everything about the run itself to the errors, so that `schemagen … > file` keeps
/// the file clean.
package final class Console {
    /// The absolute folder that relative paths start from.
    package let folder: String
    package let output: Sink
    package let errors: Sink
    /// What `-` stands for.
    package var standardInput: Int32 = STDIN_FILENO
    private let wantsColour: Bool
    private var showsProgress = false

    package init(folder: String, output: Sink, errors: Sink, wantsColour: Bool) {
        self.folder = folder
        self.output = output
        self.errors = errors
        self.wantsColour = wantsColour
    }

    /// The process's own streams and folder.
    package convenience init() {
        let plain = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        self.init(
            folder: currentFolder(),
            output: Sink(descriptor: STDOUT_FILENO),
            errors: Sink(descriptor: STDERR_FILENO),
            wantsColour: !plain && environment("TERM") != "dumb"
        )
    }

    /// One line of the result.
    package func print(_ line: String) {
        output.write(line + "\n")
    }

    /// A JSON text as a line of the result. Every JSON text that may hold anything of a log or schema goes out through
    /// this: a string may hold what moves a cursor or reorders text, so on a terminal that is written as escapes.
    package func printJSON(_ text: String) {
        print(output.isTerminal ? terminalSafeJSON(text) : text)
    }

    package func printJSON(_ value: JSONValue) {
        printJSON(value.jsonText)
    }

    /// One line about the run.
    package func note(_ line: String) {
        clearProgress()
        errors.write(line + "\n")
    }

    /// A line that the next one replaces; seen on a terminal only.
    package func progress(_ line: String) {
        guard errors.isTerminal else { return }
        errors.write("\r\u{1B}[2K" + line)
        showsProgress = true
    }

    package func clearProgress() {
        guard showsProgress else { return }
        errors.write("\r\u{1B}[2K")
        showsProgress = false
    }

    /// Ends the run: nothing may be lost silently.
    package func close(_ status: ExitStatus, as tool: String) -> ExitStatus {
        clearProgress()
        output.flush()
        var status = status
        if let failure = output.failure {
            errors.write("\(tool): cannot write the output: \(errorText(failure))\n")
            status = .usage
        }
        errors.flush()
        return status
    }
}

extension Console {
    package enum Colour: String {
        case bold = "1"
        case red = "1;31"
        case yellow = "1;33"
        case cyan = "1;36"
    }

    /// The text in this colour when the sink is a terminal that has colours.
    package func coloured(_ text: String, _ colour: Colour, on sink: Sink) -> String {
        wantsColour && sink.isTerminal ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
