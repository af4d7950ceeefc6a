import CFuzzer

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

// fuzz TARGET [options and folders of libFuzzer]
let targets: [String: FuzzTarget] = [
    "json": { inTime(fuzzJSON, $0, $1) },
    "schema": { inTime(fuzzSchema, $0, $1) },
    "pattern": { inTime(fuzzPattern, $0, $1) },
    "validator": { inTime(fuzzValidator, $0, $1) },
]

guard CommandLine.argc > 1, let target = targets[CommandLine.arguments[1]] else {
    print("usage: fuzz \(targets.keys.sorted().joined(separator: "|")) [libFuzzer's arguments]")
    exit(2)
}
// The driver wants the arguments without the target's name.
var count = CommandLine.argc - 1
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(LLVMFuzzerRunDriver(&count, &arguments, target))
