import CommandLineTool
import JSONCore
import RecordLog
import SQLite
import SessionRecords

let recoverCommand = Command(
    "recover",
    "Tell where a job resumes, and which tool calls need not be made again.",
    discussion: """
        ROOT is the folder of all session buffers. The checkpoint decides the step: it is read from --store, a folder or
        an SQLite file of checkpoints, or told by --checkpoint and --step when it lies in another database. Nothing is
        written anywhere.

        Exit status 1: the job must not resume, because its checkpoint is damaged or another agent's.
        """,
    operands: .one("ROOT"),
    flags: [jobFlag, agentFlag, storeFlag, versionsFlag, checkpointFlag, stepFlag, formatFlag],
    run: recover
)

private let jobFlag = Flag("--job", .text("UUID"), "The job.")
private let agentFlag = Flag("--agent", .text("UUID"), "The agent that resumes it; needed with --store.")
private let storeFlag = Flag("--store", .text("PATH"), "Where the checkpoints are.")
private let versionsFlag = Flag(
    "--versions",
    .text("1-2"),
    "The checkpoint versions that the agent knows; by default 1."
)
private let checkpointFlag = Flag("--checkpoint", .text("UUID"), "The job's checkpoint, without a store.")
private let stepFlag = Flag("--step", .text("N"), "The step that the checkpoint completes; with --checkpoint.")

@Sendable
private func recover(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    guard let job = try arguments.uuid(jobFlag) else { throw CommandFailure("--job is missing") }
    let root = try console.named(arguments.operands[0])
    let plan: RecoveryPlan
    switch (arguments[storeFlag], try arguments.uuid(checkpointFlag)) {
    case (let store?, nil):
        guard let agent = try arguments.uuid(agentFlag) else { throw CommandFailure("--agent is missing") }
        let versions = try arguments.versions()
        do {
            plan = try plannedFromStore(store, root, job, agent, versions, console)
        } catch let fault as CheckpointFault {
            return console.refuse(fault, arguments)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(terminalSafe("\(error)"))
        }
    case (nil, let checkpoint?):
        let told = ToldCheckpoint(
            checkpoint: Checkpoint(
                id: checkpoint,
                jobID: job,
                agentID: job,
                stepIndex: try arguments.step(),
                schemaVersion: 1,
                state: []
            )
        )
        do {
            plan = try SessionBuffer.recover(jobID: job, agentID: job, versions: 1...1, from: told, buffersIn: root)
        } catch {
            throw CommandFailure(terminalSafe("\(error)"))
        }
    case (nil, nil), (_?, _?):
        throw CommandFailure("say with --store where the checkpoints are, or with --checkpoint which it is")
    }
    if arguments.wantsJSON {
        console.printJSON(plan.json(console))
    } else {
        console.output.write(plan.text(console))
    }
    return .clean
}

private func plannedFromStore(
    _ store: String,
    _ root: String,
    _ job: UUID128,
    _ agent: UUID128,
    _ versions: ClosedRange<Int>,
    _ console: Console
) throws -> RecoveryPlan {
    guard let status = try console.status(of: store) else {
        throw CommandFailure("\(console.safe(store)) is not there")
    }
    let path = console.absolute(store)
    if status.kind == .folder {
        let files = FileCheckpointStore(folder: path)
        return try SessionBuffer.recover(jobID: job, agentID: agent, versions: versions, from: files, buffersIn: root)
    }
    let database: SQLiteCheckpointStore
    do throws(SQLiteError) {
        database = try SQLiteCheckpointStore(readingFrom: path)
    } catch {
        throw CommandFailure("\(console.safe(store)) holds no checkpoints that can be read: \(error)")
    }
    return try SessionBuffer.recover(jobID: job, agentID: agent, versions: versions, from: database, buffersIn: root)
}

/// A checkpoint that somebody else has validated, so that only the buffer is looked into.
private struct ToldCheckpoint: CheckpointStore {
    let checkpoint: Checkpoint

    func load(jobID: UUID128) -> Checkpoint? { checkpoint }

    func save(_ checkpoint: Checkpoint) throws(LogError) {
        throw LogError(.write, "the command line", .other("it keeps no checkpoints"))
    }
}

extension Console {
    fileprivate func refuse(_ fault: CheckpointFault, _ arguments: Arguments) -> ExitStatus {
        let text = "\(fault)"
        if arguments.wantsJSON {
            printJSON(jsonObject(["resumes": .bool(false), "reason": .string(text)]))
        } else {
            print("the job must not resume: \(terminalSafe(text))")
        }
        return .findings
    }
}

extension Arguments {
    fileprivate func uuid(_ flag: Flag) throws(CommandFailure) -> UUID128? {
        guard let text = self[flag] else { return nil }
        guard let id = UUID128(text) else {
            throw CommandFailure("\(flag.name) cannot be '\(terminalSafe(text))': it is no UUID")
        }
        return id
    }

    fileprivate func step() throws(CommandFailure) -> Int {
        guard let text = self[stepFlag] else {
            throw CommandFailure("--step is missing: what the checkpoint completes")
        }
        guard let step = Int(text), step >= 0, step < .max else {
            throw CommandFailure("--step cannot be '\(terminalSafe(text))': it is no step")
        }
        return step
    }

    fileprivate func versions() throws(CommandFailure) -> ClosedRange<Int> {
        guard let text = self[versionsFlag] else { return 1...1 }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if parts.count <= 2, let low = parts.first ?? nil, let high = parts.last ?? nil, low <= high {
            return low...high
        }
        throw CommandFailure("--versions cannot be '\(terminalSafe(text))': a version, or two with a dash, 1-2")
    }
}
