import Foundation

// bench corpus FOLDER [--size MB] [--seed N]     writes the inputs
// bench read FOLDER [--rounds N] [--only INPUT] [--reader NAME]  measures ours and Foundation
// bench append FOLDER [--rounds N]                               appending, beside a loop of bare writes, and going back
// bench table < LINES                            prints what all readers said

let usage =
    "usage: bench corpus|read|append FOLDER [--size MB] [--seed N] [--rounds N] [--only INPUT] [--reader NAME] | bench table"

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
}

var arguments = Array(CommandLine.arguments.dropFirst())
guard let command = arguments.first else { fail(usage) }
arguments.removeFirst()

if command == "table" {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    exit(printTable(lines) ? 0 : 1)
}

guard ["corpus", "read", "append"].contains(command), let folder = arguments.first else { fail(usage) }
arguments.removeFirst()
var size = 200
var seed: UInt64 = 7
var rounds = 5
var inputs = Input.allCases
/// The reader that is wanted, without `ours, ` in front; all, if none is.
nonisolated(unsafe) var wantedReader = ""
while let flag = arguments.first {
    guard arguments.count > 1 else { fail("\(flag) wants a value\n\(usage)") }
    let value = arguments[1]
    switch flag {
    case "--size" where Int(value) ?? 0 > 0: size = Int(value) ?? size
    case "--seed" where UInt64(value) != nil: seed = UInt64(value) ?? seed
    case "--rounds" where Int(value) ?? 0 > 0: rounds = Int(value) ?? rounds
    case "--only" where Input(rawValue: value) != nil: inputs = inputs.filter { $0.rawValue == value }
    case "--reader": wantedReader = value
    default: fail("\(flag) \(value) is not known\n\(usage)")
    }
    arguments.removeFirst(2)
}

do {
    switch command {
    case "corpus":
        try writeCorpora(inputs, megabytes: size, seed: seed, folder: folder)
    case "append":
        try measureAppending(events: "\(folder)/events.jsonl", in: folder, rounds: rounds)
        try measureLastCheckpoint(in: folder, rounds: rounds)
    default:
        for input in inputs {
            let path = "\(folder)/\(input.rawValue).jsonl"
            try measureOurs(input, path: path, rounds: rounds)
            if input == .events,
                wantedReader.isEmpty || wantedReader.contains("Record") || wantedReader.contains("Foundation")
            {
                try measureCodable(path: path, rounds: rounds)
            }
        }
    }
} catch {
    fail("\(error)")
}
