import Foundation
import JSONCore
import RecordLog
import SessionRecords

/// What it takes to find the last checkpoint of a session of a gigabyte, with a megabyte of events behind it: the search
/// goes backward, so the gigabyte is not read.
func measureLastCheckpoint(in folder: String, rounds: Int) throws {
    let path = "\(folder)/checkpoint-\(getpid()).jsonl"
    defer { unlink(path) }
    let id = UUID128.v7()
    func line(_ seq: Int, _ fields: String) -> String {
        #"{"type":"\#(fields),"timestamp":"2026-02-23T14:30:22.000Z","job_id":"\#(id)","session_id":"\#(id)","seq":\#(seq)"#
    }
    let start =
        line(0, #"SESSION_START","buffer_schema_version":2"#) + #","agent_id":"\#(id)","pod_name":"pod"}"# + "\n"
    var block = ""
    var seq = 1
    while block.utf8.count < 1 << 20 {
        block += line(seq, #"TOOL_RESULT","tool_name":"shell.run","success":true,"duration_ms":5"#)
        block += #","invocation_id":"\#(id)","result_summary":"\#(String(repeating: "ok, ", count: 60))"}"# + "\n"
        seq += 1
    }
    let marker = line(seq, #"CHECKPOINT_WRITTEN","step_index":7"#) + #","checkpoint_id":"\#(id)"}"# + "\n"
    guard FileManager.default.createFile(atPath: path, contents: Data(start.utf8)),
        let handle = FileHandle(forWritingAtPath: path)
    else { fail("\(path) cannot be written") }
    try handle.seekToEnd()
    for _ in 0..<1_000 { try handle.write(contentsOf: Data(block.utf8)) }
    try handle.write(contentsOf: Data((marker + block).utf8))
    try handle.close()

    var times: [Double] = []
    for _ in 0...rounds * 4 {
        let begin = ContinuousClock.now
        let found = try RecordLog<BufferEvent>.lastRecord(
            tagged: "CHECKPOINT_WRITTEN",
            in: OpenFile.reading(path),
            statedVersion: 2
        )
        let time = ContinuousClock.now - begin
        guard case .checkpointWritten(let event)? = found?.record, event.checkpointID == id, event.stepIndex == 7 else {
            fail("the checkpoint was not found")
        }
        times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
    }
    let sorted = times.dropFirst().sorted()
    let size = (start.utf8.count + marker.utf8.count + 1_001 * block.utf8.count) / 1_000_000
    print(
        String(
            format: "last checkpoint of %d MB, 1 MB before its end\tmedian %.2f ms\tslowest %.2f ms",
            size,
            sorted[sorted.count / 2],
            sorted.last ?? 0
        )
    )
}
