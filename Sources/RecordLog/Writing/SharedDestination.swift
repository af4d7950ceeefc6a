import JSONCore

/// One path that several processes append to, and that someone may rotate away.
///
/// Before each line it is looked whether the path still names the file; if not, it is opened anew. So a rename, a
/// removal and a truncation in place are all survived; what was appended to the old file stays in it.
public final class SharedDestination: LineDestination {
    public let path: String
    public var lateLines: Int { 0 }
    public var lateBytes: Int { 0 }
    public var pendingLines: Int { 0 }
    private let lock = Lock()
    private var file: LineFile?
    /// Rotated away with lines in them that were not flushed yet.
    private var retired: [LineFile] = []
    private var hasUnflushed = false
    /// Why one of the retired files could not be flushed, until somebody asks.
    private var retiredFailure: LogError?
    /// Of the folder that the files lie in, so that neither a rotation nor another attempt makes good for it.
    private var folderFailure: LogError?
    /// Each holds a descriptor, and the disk space of a log that was removed since.
    private static let retiredLimit = 4

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
        let opened = try LineFile.append(to: path, .shared, undurable: &folderFailure)
        let oldest = lock.withLock {
            if let file, hasUnflushed { retired.append(file) }
            file = opened
            hasUnflushed = false
            return retired.count > Self.retiredLimit ? retired.removeFirst() : nil
        }
        if let oldest { flush(oldest) }
        return opened
    }

    /// Where nobody flushes, as in lazy mode, one of the old files at a time is let go at a rotation.
    private func flush(_ oldest: LineFile) {
        do throws(LogError) {
            try oldest.synchronize()
            try oldest.close()
        } catch {
            lock.withLock { retiredFailure = retiredFailure ?? error }
        }
    }

    public func synchronize() throws(LogError) -> Bool {
        let files = lock.withLock {
            let files = retired + (file.map { [$0] } ?? [])
            retired = []
            hasUnflushed = false
            return files
        }
        var failure = lock.withLock {
            let failure = retiredFailure
            retiredFailure = nil
            return failure
        }
        for file in files {
            do throws(LogError) {
                try file.synchronize()
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !files.isEmpty
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
