/// One path that several processes append to, and that someone may rotate away.
///
/// Before each line it is looked whether the path still names the file; if not, it is opened anew. So a rename, a
/// removal and a truncation in place are all survived; what was appended to the old file stays in it.
public final class SharedDestination: LineDestination {
    public let path: String
    public var lateLines: Int { 0 }
    private let lock = Lock()
    private var file: LineFile?
    /// Rotated away with lines in them that were not flushed yet.
    private var retired: [LineFile] = []
    private var hasUnflushed = false

    public init(path: String) {
        self.path = path
    }

    public func append(_ line: UnsafeRawBufferPointer) throws(LogError) {
        let file = try current()
        try file.append(line)
        lock.withLock { hasUnflushed = true }
    }

    private func current() throws(LogError) -> LineFile {
        if let file, try !file.wasReplaced() { return file }
        let opened = try LineFile.append(to: path, .shared)
        lock.withLock {
            if let file, hasUnflushed { retired.append(file) }
            file = opened
            hasUnflushed = false
        }
        return opened
    }

    public func synchronize() throws(LogError) {
        let files = lock.withLock {
            let files = retired + (file.map { [$0] } ?? [])
            retired = []
            hasUnflushed = false
            return files
        }
        var failure: LogError?
        for file in files {
            do throws(LogError) {
                try file.synchronize()
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    public func moveToFreshFile() throws(LogError) -> String? {
        nil
    }

    public func close() throws(LogError) {
        let last = lock.withLock {
            let last = file
            file = nil
            retired = []
            return last
        }
        try last?.close()
    }
}
