import CommandLineTool
import JSONCore
import RecordLog

/// How far a long reading is, on a terminal and only where people see it: on the errors.
struct ProgressBar {
    private let console: Console
    private let name: String
    private let total: Int?
    private var next = ProgressBar.step

    /// Not more often than this, so that drawing costs nothing beside reading.
    private static let step = 4 << 20

    init(_ input: LogInput, _ console: Console) {
        self.init(input.shown, total: input.size, console)
    }

    /// - Parameter total: bytes to read, nil where nobody knows.
    init(_ shown: String, total: Int?, _ console: Console) {
        self.console = console
        name = terminalSafe(shown, limit: 40)
        self.total = total
    }

    /// Called with each line's end.
    mutating func reached(_ offset: Int) {
        guard offset >= next else { return }
        next = offset + Self.step
        guard let total, total > 0 else { return console.progress("\(name): \(sizeText(offset))") }
        let filled = min(20, offset / max(1, total / 20))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        console.progress("\(name): [\(bar)] \(sizeText(offset)) of \(sizeText(total))")
    }
}

extension LinePlace {
    var end: Int { offset + length }
}
