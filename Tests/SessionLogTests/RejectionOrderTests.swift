import Testing

/// What `query rejections` answers has one order, also where only the error tells rows apart.
@Suite struct RejectionOrderTests {
    @Test func noErrorComesBeforeAnEmptyOne() throws {
        let bench = try Workbench()
        var log = ""
        for error in ["", "\"error\":\"\",", "\"error\":\"a\",", "\"error\":\": b\",", ""] {
            log += """
                {"schema":"session.iterate.v1","session_id":"s","timestamp":"2026-05-01T07:30:00Z","daemon":"d",\
                "kind":"fill","model":"m","provider":"p","prompt":"","iterations":1,"max_iterations":1,\
                "final_verdict":"max_iter_exhausted","attempts":[{"iteration":0,\(error)\
                "verdict_kind":"validation_failed"}],"duration_ms":1,"grounded_in_roster":null}

                """
        }
        try bench.write(log, to: "s.jsonl")
        let wanted = try bench.run("query", "rejections", "--format", "json", "s.jsonl")
        let rows = try wanted.json()["rows"]?.array
        // Two without an error, two with nothing before the colon, one "a": by number, then none before the empty one.
        #expect(rows?.map { $0["kind"] } == [.null, .string(""), .string("a")], "\(wanted.output) \(wanted.errors)")
        // Dictionaries order themselves anew in each.
        for _ in 0..<20 {
            #expect(try bench.run("query", "rejections", "--format", "json", "s.jsonl").output == wanted.output)
        }
    }
}
