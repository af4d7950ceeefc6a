import CommandLineTool
import JSONCore
import SessionRecords

extension PruneSummary {
    var text: String {
        var text = ""
        for (path, reason) in deletedFiles.sorted(by: { $0.key < $1.key }) {
            text += "\(isDryRun ? "would delete" : "deleted") \(terminalSafe(path)): \(reason.text)\n"
        }
        for (path, why) in kept.sorted(by: { $0.key < $1.key }) {
            text += "kept \(terminalSafe(path)): \(terminalSafe(why.text))\n"
        }
        for (name, why) in undurable.sorted(by: { $0.key < $1.key }) {
            text += "what was deleted in \(terminalSafe(name)) may come back after a power cut: \(terminalSafe(why))\n"
        }
        for large in large {
            text +=
                "large: \(terminalSafe(large.path)) has \(sizeText(large.bytes)), more than \(sizeText(large.limit))\n"
        }
        text += "\(isDryRun ? "would delete" : "deleted") \(counted(deletedFiles.count, "file")) "
        text += "(\(sizeText(deletedBytes))) and \(counted(deletedFolders.count, "folder")), "
        return text + "\(counted(retainedFolders.count, "folder")) retained\n"
    }

    /// Whether somebody should look into something.
    var hasFailures: Bool { !undurable.isEmpty || kept.values.contains(where: \.isFailure) }

    var json: JSONValue {
        jsonObject([
            "dry_run": .bool(isDryRun),
            "deleted_files": .object(
                JSONObject(
                    deletedFiles.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value.text)) }
                )
            ),
            "deleted_bytes": .integer(deletedBytes),
            "deleted_folders": .array(deletedFolders.sorted().map { .string($0) }),
            "retained_folders": .array(retainedFolders.sorted().map { .string($0) }),
            "kept": .object(
                JSONObject(kept.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value.text)) })
            ),
            "undurable": .object(
                JSONObject(undurable.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) })
            ),
            "large": .array(
                large.map {
                    jsonObject([
                        "path": .string($0.path), "bytes": .integer($0.bytes), "limit": .integer($0.limit),
                    ])
                }
            ),
        ])
    }
}

extension PruneSummary.Reason {
    var text: String {
        switch self {
        case .jobDeleted: "its job is deleted"
        case .jobEnded: "its job ended long enough ago"
        case .tooOld: "it is too old"
        }
    }
}

extension PruneSummary.Kept {
    var text: String {
        switch self {
        case .inUse: "a process writes it"
        case .foreign: "it is no session's file"
        case .stateUnknown(let why): "its job's state could not be asked: \(why)"
        case .clockSuspected: "the clocks disagree"
        case .changed: "it was replaced while it was looked at"
        case .failed(let why): why
        }
    }

    /// Whether somebody should look into it.
    var isFailure: Bool {
        switch self {
        case .stateUnknown, .clockSuspected, .failed: true
        case .inUse, .foreign, .changed: false
        }
    }
}
