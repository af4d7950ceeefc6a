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
