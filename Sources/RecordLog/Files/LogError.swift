import JSONCore

/// What went wrong with a file, and with which.
public struct LogError: Error, Sendable, Hashable {
    /// What was being done.
    public enum Action: String, Sendable, Hashable {
        case open, create, read, write, flush, close, inspect, rename, remove, list, copy
    }

    public enum Cause: Sendable, Hashable {
        case system(SystemError)
        /// There is something at the path, but it is no regular file.
        case notAFile(FileStatus.Kind)
        /// There is something at the path, but it is no folder, or a symbolic link where none is followed.
        case notAFolder
        /// The writer's queue is at its bound; the record was dropped.
        case queueFull
        /// The writer was closed before.
        case closed
        /// A writer has the file open.
        case inUse
        /// The file is not what it was when it was looked at first.
        case changed
        case other(String)
    }

    public var action: Action
    public var path: String
    public var cause: Cause

    public init(_ action: Action, _ path: String, _ cause: Cause) {
        self.action = action
        self.path = path
        self.cause = cause
    }

    public init(_ action: Action, _ path: String, _ error: SystemError) {
        self.init(action, path, .system(error))
    }

    /// The operating system's error, if it was one.
    public var systemError: SystemError? {
        if case .system(let error) = cause { error } else { nil }
    }
}

extension LogError: CustomStringConvertible {
    /// One line that is safe on a terminal: `cannot open /data/x.jsonl: Permission denied (EACCES)`.
    public var description: String {
        "cannot \(action.rawValue) \(terminalSafe(path)): \(cause)"
    }
}

extension LogError.Cause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let error): error.description
        case .notAFile(let kind): "it is a \(kind.rawValue), not a file"
        case .notAFolder: "it is not a folder"
        case .queueFull: "the queue of the writer is full"
        case .closed: "the writer was closed"
        case .inUse: "a writer has it open"
        case .changed: "it was replaced in the meantime"
        case .other(let text): terminalSafe(text)
        }
    }
}
