import CommandLineTool
import JSONCore
import RecordLog
import SessionRecords

extension RecoveryPlan {
    func text(_ console: Console) -> String {
        var text = "resume at step \(stepIndex)"
        text += checkpoint.map { " (checkpoint \($0.id) completes step \($0.stepIndex))\n" } ?? " (no checkpoint)\n"
        switch buffer {
        case .fallback(let reason):
            text += "the buffer is not used: \(reason)\n"
        case .used(let evidence):
            for path in evidence.paths { text += "buffer \(console.safe(path))\n" }
            text += "skip \(counted(evidence.completed.count, "tool call"))\n"
            for result in ordered(evidence) {
                text +=
                    "  \(result.invocationID)  \(terminalSafe(result.toolName))  \(result.success ? "ok" : "failed")"
                text += "  \(terminalSafe(result.resultSummary ?? "", limit: 80))\n"
            }
            for start in evidence.unresolved {
                text += "ask before calling again: \(start.invocationID)  \(terminalSafe(start.toolName))\n"
            }
            for gap in evidence.gaps.prefix(IntegrityReport.troubleLimit) {
                text += "events \(gap.lowerBound) to \(gap.upperBound) are missing\n"
            }
            text += untold(evidence.gaps.count, areCut: evidence.gapsAreCut)
            for position in evidence.repeated { text += "more than one event has position \(position)\n" }
        }
        return text
    }

    func json(_ console: Console) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init(key: "resumes", value: .bool(true)),
            .init(key: "step", value: .integer(stepIndex)),
            .init(key: "checkpoint_id", value: .text(checkpoint?.id.description)),
        ]
        switch buffer {
        case .fallback(let reason):
            members.append(.init(key: "fallback", value: .string("\(reason)")))
        case .used(let evidence):
            members += [
                .init(key: "fallback", value: .null),
                .init(key: "buffers", value: .array(evidence.paths.map { .string(console.shown($0)) })),
                .init(key: "skip", value: .array(ordered(evidence).map(json))),
                .init(key: "unresolved", value: .array(evidence.unresolved.map(json))),
                .init(
                    key: "gaps",
                    value: .array(evidence.gaps.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
                ),
                .init(key: "gaps_cut", value: .bool(evidence.gapsAreCut)),
                .init(key: "repeated", value: .array(evidence.repeated.map { .integer($0) })),
            ]
        }
        return .object(JSONObject(members))
    }

    /// In the order of the events, because dictionary order is undefined.
    private func ordered(_ evidence: BufferEvidence) -> [BufferEvent.ToolResult] {
        evidence.completed.values.sorted { $0.seq < $1.seq }
    }

    private func json(_ result: BufferEvent.ToolResult) -> JSONValue {
        jsonObject([
            "invocation_id": .string(result.invocationID.description),
            "tool_name": .string(result.toolName),
            "success": .bool(result.success),
            "result_summary": .text(result.resultSummary),
        ])
    }

    private func json(_ start: BufferEvent.ToolStart) -> JSONValue {
        jsonObject([
            "invocation_id": .string(start.invocationID.description), "tool_name": .string(start.toolName),
        ])
    }
}
