import CommandLineTool
import JSONCore
import SessionRecords

/// The store that `--database` names: a PostgreSQL database by its URI, anything else is an SQLite file.
func openSessionStore(_ database: String, _ console: Console) throws(CommandFailure) -> any SessionStore {
    guard database.hasPrefix("postgresql://") || database.hasPrefix("postgres://") else {
        do throws(SessionStoreError) {
            return try SQLiteSessionStore(path: console.absolute(database))
        } catch {
            throw CommandFailure("\(console.safe(database)): \(error)")
        }
    }
    #if PostgreSQL
    do throws(SessionStoreError) {
        return try PostgreSQLSessionStore(database)
    } catch {
        // Without the URI, which may hold a password.
        throw CommandFailure("\(error)")
    }
    #else
    throw CommandFailure(
        "this command was built without PostgreSQL: build it with 'swift build --traits PostgreSQL', which needs libpq"
    )
    #endif
}
