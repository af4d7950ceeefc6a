internal import CPostgreSQL

/// One connection to a PostgreSQL server.
///
/// Not `Sendable` on purpose: a transaction belongs to the connection. Give each isolation domain one of its own.
public final class Connection {
    private let handle: OpaquePointer
    /// Called with each prepared statement and its values before it is sent: for traces, and for tests that stop the
    /// process or the server right there.
    public var willSend: ((Call) -> Void)?

    /// - Parameter info: `host=/run/postgresql dbname=turns`, or a `postgresql://` URI. What it leaves out libpq takes
    ///   from the environment and the password file.
    public init(_ info: String) throws(PostgreSQLError) {
        guard let handle = PQconnectdb(info) else {
            throw PostgreSQLError(state: "53200", message: "out of memory")
        }
        guard PQstatus(handle) == CPQ_CONNECTION_OK else {
            let message = trimmed(PQerrorMessage(handle))
            PQfinish(handle)
            throw PostgreSQLError(state: "08001", message: message)
        }
        self.handle = handle
        // Notices go to standard error otherwise. Prepared statements run often, and planning one anew for its values
        // costs more than running it.
        try execute("SET client_min_messages TO warning; SET plan_cache_mode TO force_generic_plan")
    }

    deinit {
        PQfinish(handle)
    }

    public var isInTransaction: Bool {
        PQtransactionStatus(handle) != CPQ_TRANSACTION_IDLE
    }

    /// Runs statements that need no values; rows are passed over. Several at once are one transaction.
    public func execute(_ sql: String) throws(PostgreSQLError) {
        _ = try rows(of: PQexec(handle, sql))
    }

    /// Prepares a statement under a name, for as long as the connection lives.
    public func prepare(_ name: String, _ sql: String) throws(PostgreSQLError) {
        _ = try rows(of: PQprepare(handle, name, sql, 0, nil))
    }

    /// Runs a prepared statement and waits for its rows: one round trip.
    public func run(_ call: Call) throws(PostgreSQLError) -> Rows {
        try send(call)
        var answer: Result<Rows, PostgreSQLError> = .success(Rows())
        while let result = PQgetResult(handle) {
            do { answer = .success(try rows(of: result)) } catch { answer = .failure(error) }
        }
        return try answer.get()
    }

    /// Runs prepared statements without waiting between them: one round trip for some hundreds.
    ///
    /// The first that fails makes the server skip the rest; its error is thrown. Within a transaction that is what one
    /// wants; outside of one, everything up to an error is one transaction of its own.
    public func pipeline(_ calls: [Call]) throws(PostgreSQLError) -> [Rows] {
        guard PQenterPipelineMode(handle) == 1 else { throw connectionError() }
        defer { PQexitPipelineMode(handle) }
        var answers: [Rows] = []
        answers.reserveCapacity(calls.count)
        var rest = calls[...]
        while !rest.isEmpty {
            // Bounded: the server must never wait with its answers for us while we wait with our questions for it.
            let part = rest.prefix(256)
            rest = rest.dropFirst(part.count)
            for call in part { try send(call) }
            guard PQpipelineSync(handle) == 1 else { throw connectionError() }
            try collect(part.count, &answers)
        }
        return answers
    }

    private func collect(_ count: Int, _ answers: inout [Rows]) throws(PostgreSQLError) {
        var failure: PostgreSQLError?
        for _ in 0..<count {
            guard let result = PQgetResult(handle) else { throw connectionError() }
            if PQresultStatus(result) == CPQ_PIPELINE_ABORTED {
                PQclear(result)
            } else {
                do { answers.append(try rows(of: result)) } catch { failure = failure ?? error }
            }
            // A null pointer ends the answers to one statement.
            while let more = PQgetResult(handle) { PQclear(more) }
        }
        // The sync's own answer.
        if let sync = PQgetResult(handle) { PQclear(sync) }
        if let failure { throw failure }
        if PQstatus(handle) != CPQ_CONNECTION_OK { throw connectionError() }
    }

    private func send(_ call: Call) throws(PostgreSQLError) {
        willSend?(call)
        // All values in one memory with a zero byte after each, as C wants them.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(call.values.reduce(0) { $0 + ($1?.utf8.count ?? 0) + 1 })
        var places: [Int?] = []
        places.reserveCapacity(call.values.count)
        for value in call.values {
            places.append(value == nil ? nil : bytes.count)
            if let value {
                bytes.append(contentsOf: value.utf8)
                bytes.append(0)
            }
        }
        let sent = bytes.withUnsafeBytes { all in
            let text = all.bindMemory(to: CChar.self)
            let pointers = places.map { place in place.flatMap { offset in text.baseAddress.map { $0 + offset } } }
            return PQsendQueryPrepared(handle, call.statement, Int32(pointers.count), pointers, nil, nil, 0)
        }
        if sent != 1 { throw connectionError() }
    }

    /// Takes a result over and frees it.
    private func rows(of result: OpaquePointer?) throws(PostgreSQLError) -> Rows {
        guard let result else { throw connectionError() }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case CPQ_COMMAND_OK, CPQ_EMPTY_QUERY, CPQ_PIPELINE_SYNC: return Rows()
        case CPQ_TUPLES_OK: return Rows(result)
        default:
            let state = PQresultErrorField(result, CPQ_FIELD_SQLSTATE).map { String(cString: $0) }
            throw PostgreSQLError(state: state ?? "08006", message: trimmed(PQresultErrorMessage(result)))
        }
    }

    private func connectionError() -> PostgreSQLError {
        PostgreSQLError(state: "08006", message: trimmed(PQerrorMessage(handle)))
    }
}

/// A prepared statement with its values, as text; nil is NULL. Values must not hold U+0000.
public struct Call: Sendable, Hashable {
    public var statement: String
    public var values: [String?]

    public init(_ statement: String, _ values: [String?]) {
        self.statement = statement
        self.values = values
    }
}

private func trimmed(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "" }
    // One line: the server's details stand on lines of their own.
    return String(cString: message).split(whereSeparator: \.isNewline).map { line in
        String(line.drop(while: \.isWhitespace))
    }.joined(separator: "; ")
}
