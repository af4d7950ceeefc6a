import JSONCore
import RecordLog
import SessionRecords

/// What the files of one log hold together: `x.jsonl`, and `x+1.jsonl` and so on, in which its writer went on after the
/// disk let it down. Each begins with the header and the events that were not durable, so alone it seems to miss those
/// before.
final class SessionsInFolders {
    // The files of a log come one after the other.
    private var stem = ""
    private var files: [String: [UUID128: SequenceGaps]] = [:]

    /// The positions in the other files of the log that a file belongs to. What cannot be read fills no gap.
    func others<Family: LoggedFamily>(than path: String, as family: Family.Type) -> [UUID128: SequenceGaps] {
        let (folder, name) = splitPath(path)
        guard let base = logStem(name) else { return [:] }
        if stem != "\(folder)/\(base)" {
            stem = "\(folder)/\(base)"
            files = [:]
            let names = namesInFolder(folder).filter { logStem($0) == base }
            // Most logs lie alone.
            if names.count > 1 {
                for name in names { files[name] = positions("\(folder)/\(name)", as: family) }
            }
        }
        var together: [UUID128: SequenceGaps] = [:]
        for (other, positions) in files where other != name {
            for (session, gaps) in positions { together[session, default: SequenceGaps()].append(gaps) }
        }
        return together
    }

    private func positions<Family: LoggedFamily>(_ path: String, as family: Family.Type) -> [UUID128: SequenceGaps] {
        guard let log = try? RecordLog<Family>(readingFrom: path) else { return [:] }
        return log.scan(into: SessionPositions<Family>.self, cores: availableCores).tally.bySession
    }

    private func namesInFolder(_ path: String) -> [String] {
        guard let folder = try? Folder.open(path) else { return [] }
        return (try? SystemCall.names(in: folder.descriptor)) ?? []
    }
}

/// `x` of `x.jsonl` and `x+3.jsonl`; nil of any other name.
private func logStem(_ name: String) -> Substring? {
    guard name.hasSuffix(".jsonl") else { return nil }
    let stem = name.dropLast(6)
    guard let plus = stem.lastIndex(of: "+"), let number = Int(stem[stem.index(after: plus)...]), number > 0,
        stem[stem.index(after: plus)...] == "\(number)"
    else { return stem }
    return stem[..<plus]
}
