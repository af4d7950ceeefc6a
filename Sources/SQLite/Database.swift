internal import CSQLite

/// One connection to an SQLite database.
///
/// Not `Sendable` on purpose: transactions belong to the connection, so two tasks that share one would write into each
/// other's. Give each isolation domain a connection of its own; SQLite arbitrates between them.
public final class Database {
    public enum Access: Sendable {
        case readOnly
        case readWrite
        /// Makes the file when it is not there, readable by its owner alone.
        case create
        /// A file that nobody changes meanwhile: read without locks, and nothing is made beside it. What a journal
        /// beside it holds is not seen.
        case immutable
    }

    let handle: OpaquePointer
    /// Called with each statement's text before it runs: for traces, and for tests that stop the process right there.
    public var willRun: ((String) -> Void)?

    /// Opens a file; `:memory:` is a database of this connection alone.
    ///
    /// - Parameter busyTimeout: how many milliseconds a statement waits for another connection's lock.
    public init(_ path: String, _ access: Access = .create, busyTimeout: Int32 = 10_000) throws(SQLiteError) {
        let flags =
            switch access {
            case .readOnly: CSQLITE_OPEN_READONLY
            case .readWrite: CSQLITE_OPEN_READWRITE
            case .create: CSQLITE_OPEN_READWRITE | CSQLITE_OPEN_CREATE
            case .immutable: CSQLITE_OPEN_READONLY | CSQLITE_OPEN_URI
            }
        if access == .create { makePrivateFile(path) }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(access == .immutable ? immutableURI(path) : path, &opened, flags, nil)
        guard let opened else {
            throw .engine(code: code, message: String(cString: sqlite3_errstr(code)), sql: nil)
        }
        guard code == CSQLITE_OK else {
            let message = String(cString: sqlite3_errmsg(opened))
            sqlite3_close_v2(opened)
            throw .engine(code: code, message: "\(message): \(path)", sql: nil)
        }
        handle = opened
        sqlite3_extended_result_codes(opened, 1)
        sqlite3_busy_timeout(opened, busyTimeout)
    }

    deinit {
        // The v2 form waits for statements that are still there; each of them holds on to this object anyway.
        sqlite3_close_v2(handle)
    }

    /// Rows that the last insert, update or delete touched.
    public var changeCount: Int { Int(sqlite3_changes(handle)) }

    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        let (statement, _) = try prepareFirst(of: sql)
        guard let statement else { throw .engine(code: 21, message: "there is no statement in the text", sql: sql) }
        return statement
    }

    /// Runs every statement of the text; rows are passed over.
    public func execute(_ sql: String) throws(SQLiteError) {
        var rest = sql
        while !rest.isEmpty {
            let (statement, tail) = try prepareFirst(of: rest)
            if let statement { while try statement.step() {} }
            rest = tail
        }
    }

    /// The first column of the first row as an integer; nil when there is no row or it is NULL.
    public func integer(_ sql: String, _ values: SQLiteValue...) throws(SQLiteError) -> Int64? {
        let statement = try prepare(sql)
        try statement.bind(values)
        return try statement.step() ? statement.integer(at: 0) : nil
    }

    func error(_ code: Int32, _ sql: String?) -> SQLiteError {
        .engine(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
    }

    private func prepareFirst(of sql: String) throws(SQLiteError) -> (Statement?, rest: String) {
        var sql = sql
        var prepared: OpaquePointer?
        var consumed = 0
        let code = sql.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                guard let count = Int32(exactly: text.count), count > 0, let start = text.baseAddress else {
                    return text.isEmpty ? CSQLITE_OK : 18
                }
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v2(handle, start, count, &prepared, &tail)
                consumed = tail.map { $0 - start } ?? text.count
                return code
            }
        }
        guard code == CSQLITE_OK else { throw error(code, sql) }
        let text = String(decoding: sql.utf8.prefix(consumed), as: UTF8.self)
        let rest = String(decoding: sql.utf8.dropFirst(consumed), as: UTF8.self)
        return (prepared.map { Statement($0, of: self, sql: text) }, rest)
    }
}
