import JSONCore
import Testing

/// One line of a log, with only what the questions look at of it said.
private func session(
    _ id: String,
    model: String = "m",
    kind: String = "fill",
    iterations: Int = 1,
    verdict: String = "accepted",
    grounded: String? = "true",
    errors: [String?] = []
) -> String {
    var attempts = errors.enumerated().map { index, error in
        "{\"iteration\":\(index),\"verdict_kind\":\"validation_failed\""
            + (error.map { ",\"error\":\"\($0)\"}" } ?? "}")
    }
    attempts.append("{\"iteration\":\(errors.count),\"verdict_kind\":\"accepted\"}")
    let tail = grounded.map { ",\"grounded_in_roster\":\($0)" } ?? ""
    return """
        {"schema":"session.iterate.v1","session_id":"\(id)","timestamp":"2026-05-02T07:30:00Z","daemon":"d",\
        "kind":"\(kind)","model":"\(model)","provider":"p","prompt":"","iterations":\(iterations),"max_iterations":3,\
        "final_verdict":"\(verdict)","attempts":[\(attempts.joined(separator: ","))],"duration_ms":1\(tail)}\n
        """
}

@Suite struct QueryTests {
    private func rows(_ question: String, _ log: String) throws -> (rows: String, status: Int32) {
        let bench = try Workbench()
        try bench.write(log, to: "s.jsonl")
        let run = try bench.run("query", question, "--format", "json", "s.jsonl")
        let json = try run.json()
        #expect(json["question"] == .string(question))
        return (json["rows"]?.jsonText ?? "", run.status.rawValue)
    }

    @Test func recoveredAfterRejection() throws {
        let log =
            session("once") + session("phantom", iterations: 2, errors: ["phantom: W-1"])
            + session("city", iterations: 2, errors: ["schema: x", "a consistency problem"])
            + session("other", iterations: 2, errors: ["schema: x"])
            + session("failed", iterations: 3, verdict: "max_iter_exhausted", errors: ["phantom: W-1"])
        let answer = try rows("recovered-after-rejection", log)
        #expect(answer.status == 0)
        #expect(try JSONValue(parsing: answer.rows).array?.map { $0["session_id"]?.string } == ["phantom", "city"])
    }

    @Test func firstShotRateIsOrderedByRateThenModel() throws {
        let log =
            session("1", model: "b") + session("2", model: "b", iterations: 2) + session("3", model: "b", iterations: 2)
            + session("4", model: "c", iterations: 2) + session("5", model: "a", iterations: 3)
            + session("6", model: "z", kind: "email")
        let answer = try rows("first-shot-rate", log)
        #expect(
            answer.rows == """
                [{"model":"b","sessions":3,"first_shot":1,"pct":33.3},\
                {"model":"a","sessions":1,"first_shot":0,"pct":0.0},\
                {"model":"c","sessions":1,"first_shot":0,"pct":0.0}]
                """
        )
    }

    @Test func neverGroundedIsAnAlarm() throws {
        let fine = session("a") + session("b", grounded: "null") + session("c", grounded: nil)
        let other = session("d", kind: "email", grounded: "false")
        #expect(try rows("never-grounded", fine + other) == (rows: "[]", status: 0))
        let alarm = try rows("never-grounded", fine + session("e", grounded: "false"))
        #expect(alarm.status == 1)
        #expect(try JSONValue(parsing: alarm.rows).array?.map { $0["session_id"]?.string } == ["e"])
    }

    @Test func retryDepth() throws {
        let log =
            session("1", model: "a", iterations: 3) + session("2", model: "b", iterations: 1)
            + session("3", model: "b", iterations: 2) + session("4", model: "b", verdict: "infra_error")
        #expect(
            try rows("retry-depth", log).rows
                == "[{\"model\":\"b\",\"avg_iter\":1.5,\"n\":2},{\"model\":\"a\",\"avg_iter\":3.0,\"n\":1}]"
        )
    }

    @Test func rejectionsByKind() throws {
        let log =
            session("1", errors: ["city: x", "city", nil]) + session("2", model: "n", kind: "email", errors: [": x"])
        #expect(
            try rows("rejections", log).rows == """
                [{"model":"m","kind":"city","n":2},{"model":"m","kind":null,"n":1},{"model":"n","kind":"","n":1}]
                """
        )
    }

    @Test(
        arguments: [
            // Cut by a crash, breaks its schema, and a number that no type holds.
            { String($0.dropLast(20)) }, { $0.replacing("\"iterations\":1", with: "\"iterations\":\"1\"") },
            { $0.replacing("\"duration_ms\":1", with: "\"duration_ms\":99999999999999999999") },
        ] as [@Sendable (String) -> String]
    )
    func anAlarmIsNotSilencedByALineThatIsNoRecord(_ damage: @Sendable (String) -> String) throws {
        let bench = try Workbench()
        try bench.write(session("a") + damage(session("e", grounded: "false")), to: "s.jsonl")
        let run = try bench.run("query", "never-grounded", "s.jsonl")
        #expect(run.status == .findings)
        #expect(
            run.errors.contains("s.jsonl: 1 line no record") && run.errors.contains("does not cover"),
            "\(run.errors)"
        )
    }
}
