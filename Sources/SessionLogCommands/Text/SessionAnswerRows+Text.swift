import CommandLineTool
import JSONCore
import SessionRecords

extension SessionAnswerRows {
    var text: String {
        switch self {
        case .sessions(let rows):
            table(
                ["session_id", "model", "iterations", "grounded_in_roster", "final_verdict"],
                rows.map {
                    [
                        $0.sessionID, $0.model, "\($0.iterations)", $0.groundedInRoster.map { "\($0)" } ?? "-",
                        $0.finalVerdict.word,
                    ]
                },
                numbers: [2]
            )
        case .firstShotRates(let rows):
            table(
                ["model", "sessions", "first_shot", "pct"],
                rows.map { [$0.model, "\($0.sessions)", "\($0.firstShot)", fixed($0.percent, 1)] },
                numbers: [1, 2, 3]
            )
        case .retryDepths(let rows):
            table(
                ["model", "avg_iter", "n"],
                rows.map { [$0.model, fixed($0.averageIterations, 3), "\($0.sessions)"] },
                numbers: [1, 2]
            )
        case .rejections(let rows):
            table(["model", "kind", "n"], rows.map { [$0.model, $0.kind ?? "-", "\($0.count)"] }, numbers: [2])
        }
    }

    /// Members are called as the columns of the queries in docs/QUESTIONS.md.
    var json: JSONValue {
        switch self {
        case .sessions(let rows): .array(rows.map(\.json))
        case .firstShotRates(let rows):
            .array(
                rows.map {
                    jsonObject([
                        "model": .string($0.model), "sessions": .integer($0.sessions),
                        "first_shot": .integer($0.firstShot), "pct": .double($0.percent),
                    ])
                }
            )
        case .retryDepths(let rows):
            .array(
                rows.map {
                    jsonObject([
                        "model": .string($0.model), "avg_iter": .double($0.averageIterations),
                        "n": .integer($0.sessions),
                    ])
                }
            )
        case .rejections(let rows):
            .array(
                rows.map {
                    jsonObject(["model": .string($0.model), "kind": .text($0.kind), "n": .integer($0.count)])
                }
            )
        }
    }
}

extension SessionRow {
    fileprivate var json: JSONValue {
        jsonObject([
            "session_id": .string(sessionID),
            "model": .string(model),
            "iterations": .integer(iterations),
            "grounded_in_roster": groundedInRoster.map { .bool($0) } ?? .null,
            "final_verdict": .string(finalVerdict.word),
            "attempts": .array(
                attempts.map {
                    jsonObject([
                        "iteration": .integer($0.iteration), "verdict_kind": .string($0.verdictKind.word),
                        "error": .text($0.error), "span_id": .text($0.spanID),
                    ])
                }
            ),
        ])
    }
}
