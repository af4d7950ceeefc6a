import RecordLog
import SQLite

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A database's file as somebody finds it who only wants to read.
struct FoundDatabase {
    /// Of the file itself: beside that one, and not beside a link to it, SQLite keeps its journals.
    let path: String
    private let mayWrite: Bool
    private let status: FileStatus?

    /// - Parameter mayWrite: whether this process may write the file or folder of that path.
    init(_ path: String, mayWrite: (String) -> Bool = processMayWrite) {
        let path = resolved(path)
        self.path = path
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        status = try? SystemCall.status(at: path)
        // Of a file that is not there SQLite says so itself.
        self.mayWrite = status == nil || mayWrite(path) && mayWrite(folder)
    }

    /// Who may write reads as a writer that writes nothing: a mere reader leaves files of the write-ahead log behind.
    /// Those of somebody else would keep the owner from writing, so who may not write reads the file alone, and only
    /// while all that was committed stands in it.
    func open() throws(SQLiteError) -> Database {
        if mayWrite { return try Database(path, .readWrite) }
        if hasPendingChanges { throw .pendingChanges(path: path) }
        return try Database(path, .immutable)
    }

    /// To be asked when all was read: throws when somebody wrote meanwhile what was read without locks.
    func refuseChanges() throws(SQLiteError) {
        if mayWrite { return }
        let now = try? SystemCall.status(at: path)
        if now != status || hasPendingChanges { throw .changedMeanwhile(path: path) }
    }

    private var hasPendingChanges: Bool {
        ["-wal", "-journal"].contains { suffix in
            ((try? SystemCall.status(at: path + suffix))?.size ?? 0) > 0
        }
    }
}

private func processMayWrite(_ path: String) -> Bool {
    faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
}

/// Without symbolic links; as it is where nothing is there.
private func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
}
