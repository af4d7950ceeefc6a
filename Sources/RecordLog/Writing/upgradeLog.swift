import JSONCore

/// What an upgrade made of a log; `read` is the sum of the others.
public struct UpgradeSummary: Sendable, Hashable {
    /// Lines that are not white space only.
    public var read = 0
    /// Records written as the newest version.
    public var upgraded = 0
    /// Lines of variants that this build does not know, written as they were.
    public var kept = 0
    /// Lines that could not be upgraded, in the reject file.
    public var rejected = 0
    public var output: String
    /// Nil when nothing was rejected.
    public var rejects: String?
}

/// Rewrites a log as the newest version beside it; the original is not touched.
///
/// `x.jsonl` becomes `x+v2.jsonl`, which appears whole or not at all. What cannot be upgraded goes, one JSON object a
/// line with its line number, offset and reason, to `x+v2-rejects.jsonl`, which is there before the log is. Files that
/// are there already are an error, except what an upgrade left that was killed.
///
/// A record that would read as another version where it would stand goes to the rejects as well: one whose version a
/// header tells, when none was written before it. So does a line of a variant that the version of the log does not
/// know and the newest does.
///
/// - Throws: also when a writer has the log open, `LogError.Cause.inUse`: its end is still to come.
/// - Parameter progress: told after each line up to which offset the log was read.
public func upgradeLog<Family: RecordFamily>(
    at path: String,
    as family: Family.Type,
    options: ReadingOptions = ReadingOptions(),
    progress: ((Int) -> Void)? = nil
) throws(LogError) -> UpgradeSummary {
    try requireNoWriter(of: path)
    let log = try RecordLog<Family>(readingFrom: path, options: options)
    let (folderPath, name) = splitPath(path)
    let folder = try Folder.open(folderPath)
    let stem = name.hasSuffix(".jsonl") ? String(name.dropLast(6)) : name
    let outputName = "\(stem)+v\(Family.newestVersion).jsonl"
    let rejectsName = "\(stem)+v\(Family.newestVersion)-rejects.jsonl"
    removeLeftOvers(of: outputName, rejects: rejectsName, in: folder)
    let output = try FileInTheMaking(outputName, in: folder)
    let rejects = try FileInTheMaking(rejectsName, in: folder)
    var summary = UpgradeSummary(output: "\(folderPath)/\(outputName)")

    var line = JSONWriter()
    var stated: Int?
    var iterator = log.makeIterator()
    while let next = iterator.next() {
        summary.read += 1
        line.removeAll()
        progress?(next.place.offset + next.place.length)
        switch next {
        case .record(let record, let origin):
            do throws(RecordViolation) {
                try Family.write(record, to: &line)
            } catch {
                line.removeAll()
                reject(&line, origin.place, "cannot be written as version \(Family.newestVersion): \(error)", "")
                try rejects.append(line)
                continue
            }
            guard readsAsNewest(line, of: family, after: &stated) else {
                let text = String(decoding: line.bytes, as: UTF8.self)
                line.removeAll()
                let why = "would not read as version \(Family.newestVersion) again: there is no header before it"
                reject(&line, origin.place, why, text)
                try rejects.append(line)
                continue
            }
            line.newline()
            try output.append(line)
            summary.upgraded += 1
        case .unrecognised(let found):
            if case .version = found.reason {
                reject(&line, found.place, "has a version that this build does not know", found.text)
                try rejects.append(line)
            } else if isUnknown(found, to: family, after: stated, options) {
                line.raw(Array(found.text.utf8))
                line.newline()
                try output.append(line)
                summary.kept += 1
            } else {
                let why =
                    "is of a variant that the log's version does not know and version \(Family.newestVersion) does"
                reject(&line, found.place, why, found.text)
                try rejects.append(line)
            }
        case .nonconforming(let found):
            let why = found.violations.map(\.message).joined(separator: "; ")
            reject(&line, found.place, "breaks its schema, version \(found.version): \(why)", found.text)
            try rejects.append(line)
        case .corrupt(let found), .tornTail(let found):
            reject(&line, found.place, found.reason.description, found.preview)
            try rejects.append(line)
        }
    }
    if let failure = iterator.failure { throw failure }
    summary.rejected = summary.read - summary.upgraded - summary.kept
    if summary.rejected > 0 { summary.rejects = "\(folderPath)/\(rejectsName)" }
    try publish(output, summary.rejected > 0 ? rejects : nil)
    return summary
}

/// Other processes may append to a log that is not locked as well, but then nobody can tell.
private func requireNoWriter(of path: String) throws(LogError) {
    let file = try OpenFile.reading(path)
    // Given back at once: retention must not take the reading of a log for its writing.
    if (try? SystemCall.lockPatiently(file.descriptor)) == false {
        throw LogError(.read, path, LogError.Cause.inUse)
    }
}

/// Rejects come to have their name before the log has its own. Whoever is killed in between leaves rejects that belong
/// to nothing; they are known by their second name, which nobody else's file has.
private func removeLeftOvers(of output: String, rejects: String, in folder: Folder) {
    let isPublished = (try? SystemCall.status(at: output, in: folder.descriptor)) != nil
    let ofRejects = FileInTheMaking.leftOvers(of: rejects, in: folder)
    if ofRejects.wasPublished, !isPublished { try? SystemCall.remove(rejects, in: folder.descriptor) }
    for name in ofRejects.names + FileInTheMaking.leftOvers(of: output, in: folder).names {
        try? SystemCall.remove(name, in: folder.descriptor)
    }
}

/// Both or none: one of them would stand in the way of the next upgrade.
// Inlined, the likes of it make the 6.3 optimiser fail in their callers.
@inline(never)
private func publish(_ output: FileInTheMaking, _ rejects: FileInTheMaking?) throws(LogError) {
    try rejects?.finish()
    try output.finish()
    do throws(LogError) {
        try rejects?.publish()
        try output.publish()
    } catch {
        rejects?.takeBack()
        output.takeBack()
        throw error
    }
}

/// Whether a reader will take a line for the newest version where it would stand; `stated` is what the last header that
/// was written said.
private func readsAsNewest<Family: RecordFamily>(
    _ line: borrowing JSONWriter,
    of family: Family.Type,
    after stated: inout Int?
) -> Bool {
    let before = stated
    let version = PaddedBytes(line.bytes).withPointer { start -> Int? in
        var cursor = JSONCursor(at: start, depth: 512, strict: false)
        if let version = Family.telling.versionAtOnce(&cursor, stated: stated) { return version }
        return try? Family.telling.knownVersion(of: cursor, stated: &stated)
    }
    if version != Family.newestVersion { stated = before }
    return version == Family.newestVersion
}

/// Whether a line is of an unknown variant also where it would stand, below what the last header there said.
private func isUnknown<Family: RecordFamily>(
    _ line: UnrecognisedLine,
    to family: Family.Type,
    after stated: Int?,
    _ options: ReadingOptions
) -> Bool {
    var reader = LineReader<Family>(options: options)
    reader.statedVersion = stated
    let bytes = PaddedBytes(line.text.utf8)
    let read = bytes.withPointer { start -> LogLine<Family.Record>? in
        let place = LinePlace(number: line.place.number, offset: line.place.offset, length: bytes.count)
        return reader.read(start, place: place, isLast: false)
    }
    guard case .unrecognised(let again)? = read, case .variant = again.reason else { return false }
    return true
}

/// `{"line":3,"offset":812,"reason":"…","text":"…"}`
private func reject(_ out: inout JSONWriter, _ place: LinePlace, _ reason: String, _ text: String) {
    out.raw("{\"line\":")
    out.integer(Int64(place.number))
    out.raw(",\"offset\":")
    out.integer(Int64(place.offset))
    out.raw(",\"reason\":")
    out.string(reason)
    out.raw(",\"text\":")
    out.string(text)
    out.raw("}\n")
}
