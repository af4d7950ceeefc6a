import Foundation
import JSONCore
import SessionRecords
import Testing

@Suite struct SystemCommandTests {
    private let job = "0195a1c2-7d10-7c3e-9b4a-5f60718293a4"
    private let buffer = "buffers/0195a1c2-7d10-7c3e-9b4a-5f60718293a4/session_20260223T143022Z_pod.jsonl"

    @Test func recoverGivesTheStepAndTheSkipList() throws {
        let bench = try Workbench()
        let log = try fixture("buffer-event", "v1-session")
        try bench.write(log, to: buffer)
        let marker = try #require(
            log.split(separator: "\n").map { try JSONValue(parsing: String($0)) }.last {
                $0["type"]?.string == "CHECKPOINT_WRITTEN"
            }
        )
        let checkpoint = try #require(marker["checkpoint_id"]?.string)
        let run = try bench.run(
            "recover",
            "buffers",
            "--job",
            job,
            "--checkpoint",
            checkpoint,
            "--step",
            "0",
            "--format",
            "json"
        )
        #expect(run.status == .clean)
        let plan = try run.json()
        #expect(plan["step"] == .number(JSONNumber(Int64(1))))
        #expect(plan["fallback"] == .null)

        let stale = try bench.run("recover", "buffers", "--job", job, "--checkpoint", job, "--step", "0")
        #expect(stale.output.contains("the buffer is not used: the last checkpoint in"))
        #expect(try bench.run("recover", "buffers", "--job", "x").status == .usage)
        #expect(try bench.run("recover", "buffers", "--job", job).status == .usage)
    }

    @Test func recoverReadsAStoreAndRefusesAnotherAgentsCheckpoint() throws {
        let bench = try Workbench()
        try bench.write("", to: "checkpoints/.keep")
        let jobID = try #require(UUID128(job))
        let agent = UUID128.v7()
        let checkpoint = Checkpoint(jobID: jobID, agentID: agent, stepIndex: 4, schemaVersion: 1, state: [1, 2])
        try FileCheckpointStore(folder: bench.folder + "/checkpoints").save(checkpoint)
        let right = try bench.run(
            "recover",
            "buffers",
            "--job",
            job,
            "--agent",
            agent.description,
            "--store",
            "checkpoints"
        )
        #expect(right.status == .clean)
        #expect(right.output.contains("resume at step 5"))
        let wrong = try bench.run("recover", "buffers", "--job", job, "--agent", job, "--store", "checkpoints")
        #expect(wrong.status == .findings)
        #expect(wrong.output.contains("belongs to agent"))
    }

    @Test func pruneDeletesWhatTheListSaysAndNothingInADryRun() throws {
        let bench = try Workbench()
        let ended = "buffers/ended/session_20260223T143022Z_pod.jsonl"
        try bench.write("{}\n", to: buffer)
        try bench.write("{}\n", to: ended)
        try bench.write("keep\n", to: "buffers/ended/notes.txt")
        try bench.write(
            "{\"job_id\":\"\(job)\",\"state\":\"active\"}\n{\"job_id\":\"ended\",\"state\":\"ended\",\"ended_at\":1000}\n",
            to: "jobs.jsonl"
        )
        let dry = try bench.run("prune", "--dry-run", "--jobs", "jobs.jsonl", "buffers")
        #expect(dry.output.contains("would delete ended/session_20260223T143022Z_pod.jsonl: its job ended"))
        #expect(bench.exists(ended))
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "--format", "json", "buffers")
        #expect(run.status == .clean)
        #expect(!bench.exists(ended) && bench.exists(buffer) && bench.exists("buffers/ended/notes.txt"))

        try bench.write("{\"job_id\":\"\(job)\",\"state\":\"done?\"}\n", to: "jobs.jsonl")
        #expect(try bench.run("prune", "--jobs", "jobs.jsonl", "--unlisted", "deleted", "buffers").status == .usage)
        #expect(try bench.run("prune", "--unlisted", "deleted", "buffers").status == .usage)
        #expect(try bench.run("prune", "--retention", "soon", "buffers").status == .usage)
        #expect(bench.exists(buffer))
    }

    @Test func trailIsSealedProvedAndFoundChanged() throws {
        let bench = try Workbench()
        let path = bench.folder + "/trail.jsonl"
        var id = ""
        do {
            let trail = ThoughtTrail(try FileTrailStore(writingTo: path))
            let session = try trail.startSession(intent: "test").sessionID
            for number in 0..<5 {
                id = try trail.record(type: "plan", task: "t", agent: "a", content: "c\(number)", session: session).id
            }
            _ = try trail.finalize(session)
        }
        let lines = try bench.text("trail.jsonl")
        let session = try #require(
            try JSONValue(parsing: String(lines.split(separator: "\n")[0]))["session_id"]?.string
        )
        let sealed = try bench.run("trail", "finalize", "trail.jsonl", "--session", session)
        #expect(sealed.status == .clean)
        try bench.write(sealed.output, to: "checkpoint")
        #expect(try bench.run("trail", "verify", "trail.jsonl").output == "trail.jsonl: 5 records, 2 seals: intact\n")
        #expect(try bench.run("trail", "verify", "trail.jsonl", "--checkpoint", "checkpoint").status == .clean)
        #expect(try bench.run("trail", "verify", "trail.jsonl", "--task", "t").status == .clean)
        #expect(try bench.run("trail", "verify", "trail.jsonl", "--task", "none").status == .usage)

        let proof = try bench.run("trail", "prove", "trail.jsonl", "--session", session, "--record", id).json()
        #expect(proof["root"] == (try JSONValue(parsing: sealed.output))["root"])
        #expect(proof["tree_size"] == .number(JSONNumber(Int64(5))))
        #expect(try bench.run("trail", "prove", "trail.jsonl", "--from", "2").status == .clean)
        #expect(try bench.run("trail", "prove", "trail.jsonl").status == .usage)
        let none = try bench.run("trail", "finalize", "trail.jsonl", "--session", "other")
        #expect(none.status == .usage && none.errors.contains("ERR_NO_RECORDS"))

        try bench.write(lines.replacing("\"c3\"", with: "\"x3\""), to: "trail.jsonl")
        let changed = try bench.run("trail", "verify", "--format", "json", "trail.jsonl")
        #expect(changed.status == .findings)
        #expect(try changed.json()["intact"] == .bool(false))
        let refused = try bench.run("trail", "prove", "trail.jsonl", "--from", "2")
        #expect(refused.status == .findings)
    }

    @Test func ingestGoesOnWhereItStopped() throws {
        let bench = try Workbench()
        try bench.copyFixture("ingest-turn", "v1-turns", to: "turns.jsonl")
        let first = try bench.run("ingest", "--database", "s.db", "--format", "json", "turns.jsonl").json()
        let file = try #require(first["files"]?.array?.first)
        #expect(file["first_line"] == .number(JSONNumber(Int64(0))))
        let again = try bench.run("ingest", "--database", "s.db", "--format", "json", "turns.jsonl")
        // The lines that were refused the first time are findings still.
        #expect(again.status == .findings)
        let second = try #require(try again.json()["files"]?.array?.first)
        #expect(second["lines"] == .number(JSONNumber(Int64(0))))
        #expect(second["first_line"] == file["lines"])
        #expect(try bench.run("ingest", "turns.jsonl").status == .usage)

        try bench.copyFixture("ingest-turn", "nonconforming", to: "bad.jsonl")
        let bad = try bench.run("ingest", "--database", "s.db", "bad.jsonl")
        #expect(bad.status == .findings)
        #expect(bad.output.contains("bad.jsonl:1: /nodes: a turn has one node at least"))
    }

    @Test func pruneKnowsAJobHoweverItsIDIsWritten() throws {
        let bench = try Workbench()
        try bench.write("{}\n", to: buffer)
        try bench.write("{\"job_id\":\"\(job.uppercased())\",\"state\":\"active\"}\n", to: "jobs.jsonl")
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "--unlisted", "deleted", "--dry-run", "buffers")
        #expect(run.status == .clean && !run.output.contains("would delete \(job)"), "\(run.output)")
    }

    /// An empty file and another program's database hold no checkpoint, which must not read as a first execution.
    @Test func recoverWritesIntoNoStoreAndTakesNoneForEmpty() throws {
        let bench = try Workbench()
        let agent = UUID128.v7()
        func recover(_ store: String) throws -> Workbench.Run {
            try bench.run("recover", "buffers", "--job", job, "--agent", agent.description, "--store", store)
        }
        try bench.write("", to: "empty.db")
        let empty = try recover("empty.db")
        #expect(empty.status == .usage && empty.errors.contains("empty.db holds no checkpoints"), "\(empty.errors)")
        #expect(try bench.text("empty.db").isEmpty)
        #expect(try recover("").status == .usage)

        let jobID = try #require(UUID128(job))
        try SQLiteCheckpointStore(path: bench.folder + "/c.db").save(
            Checkpoint(jobID: jobID, agentID: agent, stepIndex: 4, schemaVersion: 1, state: [1])
        )
        #expect(try recover("c.db").output.contains("resume at step 5"))
    }

    @Test func pruneRefusesAnEmptyListAndAnEmptyRoot() throws {
        let bench = try Workbench()
        try bench.write("{}\n", to: buffer)
        try bench.write("\n", to: "jobs.jsonl")
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "--unlisted", "deleted", "buffers")
        #expect(run.status == .usage && run.errors.contains("jobs.jsonl lists no job"), "\(run.errors)")
        #expect(bench.exists(buffer))
        #expect(try bench.run("prune", "--jobs", "jobs.jsonl", "buffers").status == .clean)
        for arguments in [
            ["prune", ""], ["scan", ""], ["cat", ""], ["upgrade", ""],
        ] {
            let empty = try bench.run(list: arguments)
            #expect(empty.status == .usage && empty.errors.contains("a path is empty"), "\(arguments) \(empty.errors)")
        }
    }

    /// The folder above what a link leads to, and not the one that the link lies in.
    @Test func `Prune works in the folder that the system finds`() throws {
        let bench = try Workbench()
        let other = "0195a1b9-0000-7000-8000-000000000001"
        try bench.write("{}\n", to: "real/\(buffer)")
        try bench.write("{}\n", to: "\(other)/session_20260223T143022Z_pod.jsonl")
        try bench.write("", to: "real/buffers/current/.keep")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bench.folder)/ln",
            withDestinationPath: "\(bench.folder)/real/buffers/current"
        )
        let jobs = [job, other].map { "{\"job_id\":\"\($0)\",\"state\":\"deleted\"}\n" }.joined()
        try bench.write(jobs, to: "jobs.jsonl")
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "--dry-run", "ln/..")
        #expect(run.output.contains(job) && !run.output.contains(other), "\(run.output)")
    }

    @Test func `A list of jobs is told of by the lines that an editor counts`() throws {
        let bench = try Workbench()
        try bench.write("{}\n", to: buffer)
        try bench.write("{\"job_id\":\"\(job)\",\"state\":\"active\"}\n\n\n\nbroken\n", to: "jobs.jsonl")
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "buffers")
        #expect(run.status == .usage && run.errors.contains("jobs.jsonl: line 5 "), "\(run.errors)")
    }

    @Test func pruneRefusesAListThatContradictsItself() throws {
        let bench = try Workbench()
        try bench.write("{}\n", to: buffer)
        let active = "{\"job_id\":\"\(job)\",\"state\":\"active\"}\n"
        try bench.write(
            active + "{\"job_id\":\"\(job.uppercased())\",\"state\":\"deleted\"}\n",
            to: "jobs.jsonl"
        )
        let run = try bench.run("prune", "--jobs", "jobs.jsonl", "buffers")
        #expect(
            run.status == .usage && run.errors.contains(job.uppercased()) && run.errors.contains("two states"),
            "\(run.errors)"
        )
        #expect(bench.exists(buffer))
        try bench.write(active + active, to: "jobs.jsonl")
        #expect(try bench.run("prune", "--jobs", "jobs.jsonl", "--dry-run", "buffers").status == .clean)
    }
}
