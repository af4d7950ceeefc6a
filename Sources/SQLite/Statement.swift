internal import CSQLite

/// A prepared statement, to be run any number of times.
///
/// Holds on to its connection. Like that one it is not `Sendable`.
public final class Statement {
    public let sql: String
    private let handle: OpaquePointer
    private let database: Database
    private let parameterCount: Int
    private var isRunning = false

    init(_ handle: OpaquePointer, of database: Database, sql: String) {
        self.handle = handle
        self.database = database
        self.sql = sql
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs the statement with these values to its end and says how many rows it touched.
    @discardableResult
    public func run(_ values: SQLiteValue...) throws(SQLiteError) -> Int {
        try bind(values)
        return try run()
    }

    /// Runs the statement with what is bound to its end and says how many rows it touched.
    @discardableResult
    public func run() throws(SQLiteError) -> Int {
        while try step() {}
        return database.changeCount
    }

    /// Runs the statement with these values, which must touch one row: a trigger or a conflict clause that somebody put
    /// into the file could keep it from that without an error.
    public func runOnce(_ values: SQLiteValue...) throws(SQLiteError) {
        try bind(values)
        try runOnce()
    }

    /// Runs the statement with what is bound, which must touch one row.
    public func runOnce() throws(SQLiteError) {
        let count = try run()
        if count != 1 { throw .notOneRow(touched: count, sql: sql) }
    }

    /// The first row as `body` reads it, nil when there is none.
    public func first<Result>(
        _ values: SQLiteValue...,
        read body: (Statement) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result? {
        try bind(values)
        defer { reset() }
        return try step() ? try body(self) : nil
    }

    /// Calls `body` for each row.
    public func forEach(
        _ values: SQLiteValue...,
        do body: (Statement) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try bind(values)
        defer { reset() }
        while try step() { try body(self) }
    }

    /// The next row; false at the end, after which the statement can be run again.
    public func step() throws(SQLiteError) -> Bool {
        if !isRunning {
            isRunning = true
            database.willRun?(sql)
        }
        let code = sqlite3_step(handle)
        if code == CSQLITE_ROW { return true }
        let failure = code == CSQLITE_DONE ? nil : database.error(code, sql)
        reset()
        if let failure { throw failure }
        return false
    }

    /// Back to the start; the values stay bound.
    public func reset() {
        isRunning = false
        // Reports the error of the step before once more; that one was thrown already.
        sqlite3_reset(handle)
    }

    // MARK: Parameters

    /// Binds all parameters, counted from 1 in SQL and given here in their order.
    public func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
        reset()
        guard values.count == parameterCount else {
            throw .parameterCount(expected: parameterCount, given: values.count, sql: sql)
        }
        for (index, value) in values.enumerated() {
            switch value {
            case .null: try bindNull(at: index + 1)
            case .integer(let value): try bind(value, at: index + 1)
            case .real(let value): try check(sqlite3_bind_double(handle, Int32(index + 1), value))
            case .text(let value): try bind(value, at: index + 1)
            case .blob(let value): try bind(blob: value, at: index + 1)
            }
        }
    }

    public func bindNull(at index: Int) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, Int32(truncatingIfNeeded: index)))
    }

    public func bind(_ value: Int64?, at index: Int) throws(SQLiteError) {
        guard let value else { return try bindNull(at: index) }
        try check(sqlite3_bind_int64(handle, Int32(truncatingIfNeeded: index), value))
    }

    public func bind(_ value: String?, at index: Int) throws(SQLiteError) {
        guard var value else { return try bindNull(at: index) }
        let code = value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text -> Int32? in
                guard let count = Int32(exactly: text.count) else { return nil }
                // A null pointer would bind NULL; the empty text has a place in memory too.
                guard let start = text.baseAddress else { return csqlite_bind_text(handle, Int32(index), "", 0) }
                return csqlite_bind_text(handle, Int32(truncatingIfNeeded: index), start, count)
            }
        }
        guard let code else { throw .valueTooLarge(sql: sql) }
        try check(code)
    }

    public func bind(blob: [UInt8], at index: Int) throws(SQLiteError) {
        guard let count = Int32(exactly: blob.count) else { throw .valueTooLarge(sql: sql) }
        let code = blob.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return csqlite_bind_blob(handle, Int32(index), "", 0) }
            return csqlite_bind_blob(handle, Int32(truncatingIfNeeded: index), start, count)
        }
        try check(code)
    }

    // MARK: Columns of the present row, counted from 0

    public func isNull(at column: Int) -> Bool {
        sqlite3_column_type(handle, Int32(truncatingIfNeeded: column)) == CSQLITE_NULL
    }

    /// Nil for NULL; other types are converted as SQLite does.
    public func integer(at column: Int) -> Int64? {
        isNull(at: column) ? nil : sqlite3_column_int64(handle, Int32(truncatingIfNeeded: column))
    }

    /// Nil for NULL; other types are converted as SQLite does.
    public func real(at column: Int) -> Double? {
        isNull(at: column) ? nil : sqlite3_column_double(handle, Int32(truncatingIfNeeded: column))
    }

    /// Nil for NULL; bytes that are not UTF-8 are an error instead of being repaired silently.
    public func text(at column: Int) throws(SQLiteError) -> String? {
        let index = Int32(truncatingIfNeeded: column)
        guard let start = sqlite3_column_text(handle, index) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else {
            throw .invalidText(column: String(cString: sqlite3_column_name(handle, index)), sql: sql)
        }
        return text
    }

    /// Nil for NULL.
    public func blob(at column: Int) -> [UInt8]? {
        if isNull(at: column) { return nil }
        let index = Int32(truncatingIfNeeded: column)
        guard let start = sqlite3_column_blob(handle, index) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index))))
    }

    /// The column in whatever type it is stored.
    public func value(at column: Int) throws(SQLiteError) -> SQLiteValue {
        switch sqlite3_column_type(handle, Int32(truncatingIfNeeded: column)) {
        case CSQLITE_INTEGER: .integer(integer(at: column) ?? 0)
        case CSQLITE_FLOAT: .real(real(at: column) ?? 0)
        case CSQLITE_TEXT: .text(try text(at: column) ?? "")
        case CSQLITE_BLOB: .blob(blob(at: column) ?? [])
        default: .null
        }
    }

    public var columnCount: Int { Int(sqlite3_column_count(handle)) }

    private func check(_ code: Int32) throws(SQLiteError) {
        if code != CSQLITE_OK { throw database.error(code, sql) }
    }
}
