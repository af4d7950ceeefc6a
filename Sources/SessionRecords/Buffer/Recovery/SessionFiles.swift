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
    @inline(never)
    static func latestSession(in folder: String, _ options: ReadingOptions) throws(LogError) -> [String]? {
        let files = try files(in: folder)
        guard let latest = files.last else { return nil }
        guard latest.name.index > 0, let session = sessionID(of: latest.path, options) else { return [latest.path] }
        let siblings = files.filter {
            $0.name.start == latest.name.start && $0.name.pod == latest.name.pod
                && $0.name.index < latest.name.index && sessionID(of: $0.path, options) == session
        }
        return siblings.sorted { $0.name.index < $1.name.index }.map(\.path) + [latest.path]
    }

    private static func sessionID(of path: String, _ options: ReadingOptions) -> UUID128? {
        guard let log = try? RecordLog<BufferEvent>(readingFrom: path, options: options) else { return nil }
        var iterator = log.makeIterator()
        guard case .record(let event, _)? = iterator.next() else { return nil }
        return event.sessionID
    }
}
