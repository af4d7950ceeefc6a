#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Database {
    /// The settings of a database that several processes write and that must survive a power cut: write-ahead log,
    /// every commit synced, foreign keys enforced.
    public func useDurableJournal() throws(SQLiteError) {
        try switchToWriteAheadLog()
        try execute("PRAGMA synchronous = FULL")
        try execute("PRAGMA foreign_keys = ON")
    }

    /// SQLite does not ask its busy handler here, so two processes that open a new file at once would see an error.
    private func switchToWriteAheadLog() throws(SQLiteError) {
        for _ in 0..<1_000 {
            do { return try execute("PRAGMA journal_mode = WAL") } catch {
                guard error.isBusy else { throw error }
                usleep(5_000)
            }
        }
        try execute("PRAGMA journal_mode = WAL")
    }
}
