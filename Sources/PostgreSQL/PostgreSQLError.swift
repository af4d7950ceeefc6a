import JSONCore

/// What the server, or the way to it, answered instead of doing what was asked.
public struct PostgreSQLError: Error, Sendable, Hashable {
    /// The SQLSTATE; `08006` when the connection is gone.
    public var state: String
    public var message: String

    public init(state: String, message: String) {
        self.state = state
        self.message = message
    }

    /// Whether the transaction may succeed when it is run again: a deadlock or a conflict with another one.
    public var isTransient: Bool {
        state == "40P01" || state == "40001"
    }
}

extension PostgreSQLError: CustomStringConvertible {
    /// Safe on a terminal, whatever the server says.
    public var description: String {
        "PostgreSQL error \(terminalSafe(state, limit: 10)): \(terminalSafe(message, limit: 500))"
    }
}
