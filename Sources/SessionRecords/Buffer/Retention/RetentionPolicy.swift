/// How long session files are kept.
public struct RetentionPolicy: Sendable, Hashable {
    /// After a job has ended.
    public var postTerminalSeconds: Int64 = 24 * 60 * 60
    /// Whatever the state of the job.
    public var maximumAgeSeconds: Int64 = 7 * 24 * 60 * 60
    /// Larger files and folders are reported: an agent that writes so much misbehaves.
    public var largeFile = 10 << 20
    public var largeJob = 50 << 20
    /// How far the two clocks may be apart before nothing is deleted for its age.
    public var clockToleranceSeconds: Int64 = 60 * 60

    public init() {}
}

/// What the owner of the jobs knows of one.
public enum JobState: Sendable, Hashable {
    /// There is no such job (any more).
    case deleted
    case active
    /// Seconds since 1970.
    case ended(at: Int64)
}

/// Knows the jobs; usually a database.
public protocol JobStates: Sendable {
    /// - Parameter jobID: as it was given to the writer.
    /// - Throws: when the state cannot be found out; then nothing of the job is deleted.
    func state(ofJob jobID: String) throws -> JobState

    /// The time on another clock than this machine's, seconds since 1970; nil when there is none.
    ///
    /// One clock that jumps ten years makes every file look old. Where a second one disagrees, age decides nothing.
    func secondClock() throws -> Int64?
}

extension JobStates {
    public func secondClock() throws -> Int64? { nil }
}

/// What a pruning did, or would do.
public struct PruneSummary: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case jobDeleted
        case jobEnded
        case tooOld
    }

    public enum Kept: Sendable, Hashable {
        /// A process has it open for writing.
        case inUse
        /// Its name is not that of a session's file, or it is no regular file.
        case foreign
        /// The job's state could not be asked.
        case stateUnknown(String)
        /// The clocks disagree.
        case clockSuspected
        /// It was replaced while it was looked at.
        case changed
        case failed(LogErrorText)
    }

    public struct Large: Sendable, Hashable {
        public var path: String
        public var bytes: Int
        public var limit: Int
    }

    public var deletedFolders: [String] = []
    public var deletedFiles: [String: Reason] = [:]
    public var retainedFolders: [String] = []
    public var deletedBytes = 0
    /// What was kept although its time had come, or could not be judged.
    public var kept: [String: Kept] = [:]
    public var large: [Large] = []
    /// Folders in which something was deleted that may be there again after a power cut, because the disk refused to
    /// make it durable; `.` is the root.
    public var undurable: [String: LogErrorText] = [:]
    public var isDryRun: Bool

    public init(isDryRun: Bool) {
        self.isDryRun = isDryRun
    }
}

/// A failure as text, so that summaries compare.
public typealias LogErrorText = String
