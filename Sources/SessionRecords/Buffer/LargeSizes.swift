import RecordLog

/// Notes when a session's file, or its job's folder, grows larger than it should: an agent that writes so much runs in
/// circles. Each is told once.
///
/// Used while the writer's lock is held.
final class LargeSizes: @unchecked Sendable {
    private let folder: String
    private let before: Int
    private let policy = RetentionPolicy()
    @exclusivity(unchecked) private var fileIsTold = false
    @exclusivity(unchecked) private var folderIsTold = false

    /// - Parameter folder: the job's; what other sessions left in it counts as well.
    init(folder: String) {
        self.folder = folder
        // A folder that cannot be listed, as one that is not there yet, must not keep anybody from writing.
        before = ((try? SessionBuffer.files(in: folder)) ?? []).reduce(0) { $0 + $1.status.size }
    }

    /// What is to be told now that a file of so many bytes is written.
    func reached(_ bytes: Int, path: @autoclosure () -> String) -> [WriterMessage.Event] {
        var events: [WriterMessage.Event] = []
        if !fileIsTold, bytes > policy.largeFile {
            fileIsTold = true
            events.append(.large(path: path(), bytes: bytes, limit: policy.largeFile))
        }
        if !folderIsTold, before + bytes > policy.largeJob {
            folderIsTold = true
            events.append(.large(path: folder, bytes: before + bytes, limit: policy.largeJob))
        }
        return events
    }
}
