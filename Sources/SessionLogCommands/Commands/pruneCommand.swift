import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

let pruneCommand = Command(
    "prune",
    "Delete session buffers whose time has come.",
    discussion: """
        ROOT is the folder of all session buffers. What the jobs are doing is told by --jobs, a JSONL file with a line
        for each: {"job_id": "…", "state": "active"}, or "ended" with "ended_at": seconds since 1970, or "deleted". A job
        that it does not name counts as active, so age alone decides; with --unlisted deleted its buffers go, and then a
        list without any job is refused.

        Nothing outside of ROOT is touched, no link is followed, and a buffer that a process writes stays.
        """,
    operands: .one("ROOT"),
    flags: [dryRunFlag, jobsFlag, unlistedFlag, retentionFlag, maximumAgeFlag, formatFlag],
    run: prune
)

private let dryRunFlag = Flag("--dry-run", "Say what would be deleted, and delete nothing.")
private let jobsFlag = Flag("--jobs", .text("FILE"), "What the jobs are doing.")
private let unlistedFlag = Flag(
    "--unlisted",
    .choice(["active", "deleted"]),
    "What a job is that --jobs does not name."
)
private let retentionFlag = Flag("--retention", .text("TIME"), "How long to keep an ended job: 24h by default.")
private let maximumAgeFlag = Flag("--maximum-age", .text("TIME"), "How long to keep any: 7d by default.")

@Sendable
private func prune(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    var policy = RetentionPolicy()
    if let seconds = try arguments.seconds(retentionFlag) { policy.postTerminalSeconds = seconds }
    if let seconds = try arguments.seconds(maximumAgeFlag) { policy.maximumAgeSeconds = seconds }
    let unlistedAreDeleted = arguments[unlistedFlag] == "deleted"
    if unlistedAreDeleted, arguments[jobsFlag] == nil {
        throw CommandFailure("--unlisted deleted needs --jobs: without it every job would count as deleted")
    }
    let root = try console.named(arguments.operands[0])
    let states = try ListedJobs(arguments[jobsFlag], unlisted: unlistedAreDeleted ? .deleted : .active, console)
    let summary: PruneSummary
    do throws(LogError) {
        summary = try SessionBuffer.prune(
            root: root,
            states: states,
            policy: policy,
            dryRun: arguments.has(dryRunFlag)
        )
    } catch {
        throw CommandFailure("\(error)")
    }
    if arguments.wantsJSON { console.printJSON(summary.json) } else { console.output.write(summary.text) }
    return summary.hasFailures ? .findings : .clean
}

extension Arguments {
    /// `90s`, `15m`, `24h`, `7d`.
    fileprivate func seconds(_ flag: Flag) throws(CommandFailure) -> Int64? {
        guard let text = self[flag] else { return nil }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0 {
            let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
            if !overflow { return seconds }
        }
        throw CommandFailure("\(flag.name) cannot be '\(terminalSafe(text))': a number with s, m, h or d, such as 24h")
    }
}

/// The jobs as a file tells them.
private struct ListedJobs: JobStates {
    private var states: [[UInt8]: JobState] = [:]
    private let unlisted: JobState

    init(_ path: String?, unlisted: JobState, _ console: Console) throws(CommandFailure) {
        self.unlisted = unlisted
        guard let path else { return }
        let bytes = try console.read(path, limit: 1 << 30)
        // Empty lines are counted, as editors do.
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard let value = try? JSONValue(parsing: Array(line)), let id = value["job_id"]?.string,
                let state = JobState(value)
            else {
                // Nothing may be deleted on the word of a list that is half understood.
                throw CommandFailure("\(console.safe(path)): line \(index + 1) tells the state of no job")
            }
            if let other = states.updateValue(state, forKey: key(ofJob: id)), other != state {
                throw CommandFailure(
                    "\(console.safe(path)): line \(index + 1): job \(terminalSafe(id)) is listed with two states"
                )
            }
        }
        // What a query that failed leaves behind; every job would count as deleted.
        if states.isEmpty, unlisted == .deleted {
            throw CommandFailure("\(console.safe(path)) lists no job, so with --unlisted deleted every buffer would go")
        }
    }

    func state(ofJob jobID: String) -> JobState {
        states[key(ofJob: jobID)] ?? unlisted
    }
}

/// The same for each way to write one UUID: databases differ in the case of its digits, and folders are named in lower
/// case. Bytes, because strings that differ in them are different jobs.
private func key(ofJob id: String) -> [UInt8] {
    Array((UUID128(id)?.description ?? id).utf8)
}

extension JobState {
    fileprivate init?(_ value: JSONValue) {
        switch value["state"]?.string {
        case "active": self = .active
        case "deleted": self = .deleted
        case "ended":
            guard case .number(let number)? = value["ended_at"], let end = number.int64 else { return nil }
            self = .ended(at: end)
        default: return nil
        }
    }
}
