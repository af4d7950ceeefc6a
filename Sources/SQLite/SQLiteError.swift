internal import CSQLite
import JSONCore

/// Why the database did not do what was asked.
public enum SQLiteError: Error, Sendable, Hashable {
    /// SQLite's own answer: its extended result code, what it says, and the statement.
    case engine(code: Int32, message: String, sql: String?)
    /// The file was written by a newer release, whose tables this one does not know.
    case newerSchema(found: Int, known: Int)
    /// The file was written by an older release and has not been opened for writing since.
    case olderSchema(found: Int, known: Int)
    /// No release gives its tables such a version: somebody else has set it.
    case unknownSchema(found: Int)
    /// The file holds a trigger, a view or another thing that runs statements of whoever put it there, so that what is
    /// written need not be stored and what is read need not be either.
    case foreignPart(kind: String, name: String)
    /// A statement that writes one row wrote another number of them.
    case notOneRow(touched: Int, sql: String)
    /// Beside the file stands a journal with changes that only somebody who may write there can read.
    case pendingChanges(path: String)
    /// The file was read as one that nobody changes, and was changed meanwhile.
    case changedMeanwhile(path: String)
    /// The file is a database, but another application's.
    case foreignDatabase(applicationID: Int32)
    /// A text in the file is not UTF-8: it was damaged or written by other means.
    case invalidText(column: String, sql: String)
    /// A value of two gigabytes or more.
    case valueTooLarge(sql: String)
    /// The statement has another number of parameters than were given.
    case parameterCount(expected: Int, given: Int, sql: String)
}

extension SQLiteError {
    /// Whether another connection held the lock for longer than the busy timeout.
    public var isBusy: Bool {
        if case .engine(let code, _, _) = self { code & 0xFF == CSQLITE_BUSY } else { false }
    }
}

extension SQLiteError: CustomStringConvertible {
    /// Safe on a terminal: a message can hold what somebody wrote into the file, such as a trigger's text or a name.
    public var description: String {
        switch self {
        case .engine(let code, let message, let sql):
            "SQLite error \(code): \(safe(message))" + (sql.map { " (in: \(oneLine($0)))" } ?? "")
        case .newerSchema(let found, let known):
            "the database has version \(found) of its tables and this release knows \(known): use a newer release"
        case .olderSchema(let found, let known):
            "the database has version \(found) of its tables and this release reads \(known): opening it for writing once "
                + "brings it there"
        case .unknownSchema(let found):
            "the database has version \(found) of its tables, which no release has written"
        case .foreignPart(let kind, let name):
            "the database holds the \(safe(kind)) \(safe(name)), which is not ours: it has tables and indexes only"
        case .notOneRow(let touched, let sql):
            "\(touched) rows were written where it should be one (in: \(oneLine(sql)))"
        case .pendingChanges(let path):
            "changes of \(safe(path)) stand in a journal beside it, and reading them takes the right to write there: "
                + "copy both to a folder of your own, or have their owner open it once"
        case .changedMeanwhile(let path):
            "\(safe(path)) was written while it was read: read it again"
        case .foreignDatabase(let id):
            "the file is a database of another application (application_id \(id))"
        case .invalidText(let column, let sql):
            "the text in column \(safe(column)) is not UTF-8 (in: \(oneLine(sql)))"
        case .valueTooLarge(let sql):
            "a value is too large for SQLite (in: \(oneLine(sql)))"
        case .parameterCount(let expected, let given, let sql):
            "\(given) values were given for \(expected) parameters (in: \(oneLine(sql)))"
        }
    }
}

private func safe(_ text: String) -> String { terminalSafe(text, limit: 500) }

/// Statements are written over several lines.
private func oneLine(_ sql: String) -> String {
    safe(sql.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " "))
}
