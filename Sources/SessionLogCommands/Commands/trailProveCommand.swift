import CommandLineTool
import Digest
import JSONCore
import SessionRecords

let trailProveCommand = Command(
    "prove",
    "Prove that a record belongs to a session, or that a trail only grew.",
    discussion: """
        With --session and --record, the Merkle proof (RFC 9162) that the record is in the finalised session. With --from,
        the proof that the trail of --to records begins with its first N; by default --to is all of them. One JSON object.
        """,
    operands: .one("TRAIL"),
    flags: [sessionFlag, recordFlag, fromFlag, toFlag, jsonFirstFlag],
    run: prove
)

private let recordFlag = Flag("--record", .text("ID"), "The record; with --session.")
private let fromFlag = Flag("--from", .text("N"), "How many records the trail once had.")
private let toFlag = Flag("--to", .text("N"), "How many it had later.")

@Sendable
private func prove(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let path = arguments.operands[0]
    if let from = try arguments.size(fromFlag) {
        if arguments.has(sessionFlag) || arguments.has(recordFlag) {
            throw CommandFailure("--from cannot be given with --session or --record: these are two proofs")
        }
        let to = try arguments.size(toFlag)
        let trail = try openTrail(path, forWriting: false, console)
        let proof = try refusing { () throws(TrailError) in try trail.proveConsistency(from: from, to: to) }
        console.clearProgress()
        arguments[jsonFirstFlag] == "json" ? console.printJSON(proof.json) : console.print(proof.text)
        return .clean
    }
    guard let session = arguments[sessionFlag], let record = arguments[recordFlag], !arguments.has(toFlag) else {
        throw CommandFailure("say with --session and --record, or with --from, what to prove")
    }
    let trail = try openTrail(path, forWriting: false, console)
    let proof = try refusing { () throws(TrailError) in try trail.proveInclusion(of: record, in: session) }
    console.clearProgress()
    arguments[jsonFirstFlag] == "json" ? console.printJSON(proof.json) : console.print(proof.text)
    return .clean
}

extension Arguments {
    fileprivate func size(_ flag: Flag) throws(CommandFailure) -> Int? {
        guard let text = self[flag] else { return nil }
        guard let size = Int(text), size >= 0 else {
            throw CommandFailure("\(flag.name) cannot be '\(terminalSafe(text))': it is no number of records")
        }
        return size
    }
}

extension TrailInclusion {
    fileprivate var text: String {
        """
        record \(terminalSafe(recordID, limit: 200)) is number \(proof.leafIndex) of \(proof.treeSize), counted from 0, in the session \(terminalSafe(sessionID, limit: 200))
        root \(root.hex)
        """ + proof.hashes.map { "\nhash \($0.hex)" }.joined()
    }

    fileprivate var json: JSONValue {
        jsonObject([
            "session_id": .string(sessionID),
            "record_id": .string(recordID),
            "record": .string(String(decoding: line, as: UTF8.self)),
            "root": .string(root.hex),
            "tree_size": .number(JSONNumber(proof.treeSize)),
            "leaf_index": .number(JSONNumber(proof.leafIndex)),
            "hashes": .array(proof.hashes.map { .string($0.hex) }),
        ])
    }
}

extension TrailConsistency {
    fileprivate var text: String {
        """
        the trail of \(counted(Int(clamping: proof.newSize), "record")) begins with its first \(proof.oldSize)
        root of \(proof.oldSize): \(oldRoot.hex)
        root of \(proof.newSize): \(newRoot.hex)
        """ + proof.hashes.map { "\nhash \($0.hex)" }.joined()
    }

    fileprivate var json: JSONValue {
        jsonObject([
            "old_size": .number(JSONNumber(proof.oldSize)),
            "old_root": .string(oldRoot.hex),
            "new_size": .number(JSONNumber(proof.newSize)),
            "new_root": .string(newRoot.hex),
            "hashes": .array(proof.hashes.map { .string($0.hex) }),
        ])
    }
}
