import CommandLineTool
import JSONCore

/// Which records a command shows.
struct RecordFilter {
    static let flags = [typeFlag, toolFlag, sinceFlag, untilFlag]

    private let variants: [String]?
    private let tools: [String]?
    private let since: Timestamp?
    private let until: Timestamp?

    init(_ arguments: Arguments) throws(CommandFailure) {
        variants = arguments[typeFlag].map(words)
        tools = arguments[toolFlag].map(words)
        since = try time(arguments, sinceFlag)
        until = try time(arguments, untilFlag)
    }

    func shows(_ record: some LoggedRecord) -> Bool {
        if let variants, !variants.contains(where: { sameBytes($0, record.variant) }) { return false }
        if let tools {
            guard let tool = record.tool, tools.contains(where: { sameBytes($0, tool) }) else { return false }
        }
        if since == nil, until == nil { return true }
        guard let time = record.time else { return false }
        if let since, time.precedes(since) { return false }
        if let until, !time.precedes(until) { return false }
        return true
    }
}

private let typeFlag = Flag("--type", .text("NAMES"), "Only these variants, with commas: TOOL_START,TOOL_RESULT.")
private let toolFlag = Flag("--tool", .text("NAMES"), "Only tool calls of these tools.")
let sinceFlag = Flag("--since", .text("TIME"), "Only from this time on: 2026-02-23T14:30:00Z, or a date.")
let untilFlag = Flag("--until", .text("TIME"), "Only before this time.")

func words(_ text: String) -> [String] {
    // By bytes, because a comma and a mark that combines with it are one `Character`.
    text.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)) }
}

/// A time as RFC 3339 writes it; a date alone is its first moment in UTC.
func time(_ arguments: Arguments, _ flag: Flag) throws(CommandFailure) -> Timestamp? {
    guard let text = arguments[flag] else { return nil }
    if let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") { return time }
    throw CommandFailure("\(flag.name) cannot be '\(terminalSafe(text))': it is no time such as 2026-02-23T14:30:00Z")
}
