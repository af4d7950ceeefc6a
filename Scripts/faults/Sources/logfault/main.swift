import Foundation

let usage = """
    usage: logfault SHOW [--rounds N] [--seed N] [--work DIR]

    kill        kill a writing process at random moments, in each flush mode
    power       cut the power of an ext4 file system on a loop device (root only)
    calls       fail every call of open, write, fsync, … once and for ever (needs a C compiler)
    space       end the space at every byte of a session, then give it back
    bits        cut a session at every byte, flip every bit of it
    table       end a process at each point of the failure-mode table
    processes   append to one log from four processes
    retention   prune while someone swaps names
    clock       take UUIDs while the clock steps back
    all         all of them, in this order
    """

var arguments = Array(CommandLine.arguments.dropFirst())
guard let show = arguments.first else {
    print(usage)
    exit(2)
}
if show == "child" { runChild(Array(arguments.dropFirst())) }

var options = Options()
var rest = arguments.dropFirst()
while let flag = rest.popFirst() {
    guard let value = rest.popFirst() else {
        print("\(flag) wants a value")
        exit(2)
    }
    switch flag {
    case "--rounds": options.rounds = Int(value)
    case "--seed": options.seed = UInt64(value) ?? options.seed
    case "--work": options.work = value
    default:
        print("unknown flag \(flag)\n\(usage)")
        exit(2)
    }
}

let shows: [(String, (Options) throws -> ShowResult)] = [
    ("kill", showKills), ("power", showPowerCuts), ("calls", showFailingCalls), ("space", showFullDisks),
    ("bits", showBrokenBits), ("table", showFailureTable), ("processes", showProcesses),
    ("retention", showRetentionRaces), ("clock", showClocks),
]
let chosen = shows.filter { show == "all" || $0.0 == show }
guard !chosen.isEmpty else {
    print("unknown show \(show)\n\(usage)")
    exit(2)
}
var failures = 0
for (name, run) in chosen {
    let begin = ContinuousClock.now
    do {
        let result = try run(options)
        let seconds = (ContinuousClock.now - begin).components.seconds
        print("\(result.verdict) \(name): \(result.text) (seed \(options.seed), \(seconds) s)")
        if result.verdict == .failed { failures += 1 }
    } catch {
        print("failed \(name): \(error) (seed \(options.seed))")
        failures += 1
    }
}
exit(failures == 0 ? 0 : 1)
