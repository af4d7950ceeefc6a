import JSONCore
import RecordLog

extension SessionBuffer {
    /// One session's file in a job's folder.
    public struct File: Sendable, Hashable {
        public var name: SessionFileName
        public var path: String
        public var status: FileStatus
    }

    /// The session files in a job's folder, oldest first. What is no regular file with a session's name is left out.
    public static func files(in folder: String) throws(LogError) -> [File] {
        let opened = try Folder.open(folder, links: .refused)
        var files: [File] = []
        do throws(SystemError) {
            for name in try SystemCall.names(in: opened.descriptor) {
                guard let parsed = SessionFileName(parsing: name) else { continue }
                // Gone meanwhile: as good as never there.
                guard let status = try? SystemCall.status(at: name, in: opened.descriptor), status.kind == .file else {
                    continue
                }
                files.append(File(name: parsed, path: "\(folder)/\(name)", status: status))
            }
        } catch {
            throw LogError(.list, folder, error)
        }
        return files.sorted {
            // Within one second: by when they were written last, then by number.
            ($0.name.start, $0.status.modified, $0.name.index, $0.name.pod)
                < ($1.name.start, $1.status.modified, $1.name.index, $1.name.pod)
        }
    }

    /// The files of the latest session: one, or more where the disk let the first down.
    ///
    /// A file that a session went on in may hold nothing yet, when the disk or the machine ended that too. Then the nearest
    /// file before it that holds something is the session's.
    @inline(never)
    static func latestSession(in folder: String, _ options: ReadingOptions) throws(LogError) -> [String]? {
        let files = try files(in: folder)
        guard let latest = files.last else { return nil }
        let siblings = files.filter { $0.name.start == latest.name.start && $0.name.pod == latest.name.pod }
            .sorted { $0.name.index < $1.name.index }
        if siblings.count == 1 { return [latest.path] }
        let told = siblings.map { (file: $0, tells: SessionTold(by: $0.path, options)) }
        guard let last = told.last(where: { $0.file.name.index <= latest.name.index && $0.tells.isSession }) else {
            return [latest.path]
        }
        // What cannot be told behind it is judged with it: it may be the session's.
        let between = last.file.name.index...latest.name.index
        return told.filter { $0.tells == last.tells || $0.tells == .unknown && between.contains($0.file.name.index) }
            .map(\.file.path)
    }
}

/// Whose events a file holds.
private enum SessionTold: Equatable {
    case session(UUID128)
    /// It is empty, or its first line was cut and no other follows.
    case nothing
    /// It could not be read, or holds lines that tell no session.
    case unknown

    var isSession: Bool { if case .session = self { true } else { false } }

    init(by path: String, _ options: ReadingOptions) {
        guard let log = try? RecordLog<BufferEvent>(readingFrom: path, options: options) else {
            self = .unknown
            return
        }
        var lines = log.makeIterator()
        while let line = lines.next() {
            // A header that is damaged is not the only line that tells it.
            if case .record(let event, _) = line {
                self = .session(event.sessionID)
                return
            }
            if let session = UnreadEvent(line)?.sessionID {
                self = .session(session)
                return
            }
        }
        let report = lines.report
        self = report.failure == nil && report.validLines == 0 && report.corruptLines == 0 ? .nothing : .unknown
    }
}
