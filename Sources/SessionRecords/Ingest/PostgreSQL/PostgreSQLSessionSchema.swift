#if PostgreSQL
import PostgreSQL

/// The tables of `PostgreSQLSessionStore`. Steps are frozen: `PostgreSQLStoreTests` knows the hash of each.
let postgreSQLSessionSchema: [(summary: String, sql: String)] = [
    (
        "messages by their hash",
        """
        CREATE TABLE nodes (
          hash text PRIMARY KEY,
          parent_hash text,
          role text NOT NULL,
          content text NOT NULL,
          model text,
          provider text,
          input_tokens bigint,
          output_tokens bigint,
          cache_creation_input_tokens bigint,
          cache_read_input_tokens bigint,
          created_at timestamptz NOT NULL
        );
        """
    ),
    (
        "sessions; messages by organisation and hash, older ones under the nil UUID",
        """
        CREATE TABLE sessions (
          id uuid PRIMARY KEY,
          org_id uuid NOT NULL,
          harness_id text NOT NULL,
          harness_session_id text NOT NULL,
          parent_session_id uuid REFERENCES sessions (id),
          is_placeholder boolean NOT NULL,
          auth_subject text,
          harness_version text,
          cwd text,
          name text,
          harness_metadata text,
          turn_count bigint NOT NULL DEFAULT 0,
          total_input_tokens bigint NOT NULL DEFAULT 0,
          total_output_tokens bigint NOT NULL DEFAULT 0,
          total_cost_usd numeric NOT NULL DEFAULT 0,
          first_seen_at timestamptz NOT NULL,
          last_seen_at timestamptz NOT NULL,
          UNIQUE (org_id, harness_id, harness_session_id)
        );
        CREATE INDEX sessions_by_parent ON sessions (parent_session_id);
        ALTER TABLE nodes ADD COLUMN org_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
        ALTER TABLE nodes ALTER COLUMN org_id DROP DEFAULT;
        ALTER TABLE nodes ADD COLUMN session_id uuid REFERENCES sessions (id);
        ALTER TABLE nodes DROP CONSTRAINT nodes_pkey;
        ALTER TABLE nodes ADD PRIMARY KEY (org_id, hash);
        CREATE INDEX nodes_by_session ON nodes (session_id);
        """
    ),
    (
        "how far files of turns were read",
        """
        CREATE TABLE ingest_progress (
          source text PRIMARY KEY,
          next_offset bigint NOT NULL,
          next_line bigint NOT NULL,
          last_line_offset bigint NOT NULL,
          last_line_hash text NOT NULL
        );
        """
    ),
    (
        "how many lines of a file were refused; of files that were read before this step, since then",
        """
        ALTER TABLE ingest_progress ADD COLUMN refused bigint NOT NULL DEFAULT 0;
        """
    ),
]

extension Connection {
    /// Brings the tables to this release's version, or to an older one that a test asks for.
    func migrateSessionTables(to version: Int? = nil) throws(PostgreSQLError) {
        let known = postgreSQLSessionSchema.count
        try execute("BEGIN")
        do throws(PostgreSQLError) {
            // One process at a time, also where the table of versions is not there yet. The key is a
            // number that nobody else is likely to take, the letters "tunn"; every release must take the same.
            try execute("SELECT pg_advisory_xact_lock(1953853038)")
            try execute("CREATE TABLE IF NOT EXISTS schemagen_store (version integer NOT NULL)")
            try prepare("store_version", "SELECT max(version) FROM schemagen_store")
            let found = try run(Call("store_version", [])).rows.first?.first?.flatMap { $0 }.flatMap { Int($0) } ?? 0
            if found < 0 {
                throw PostgreSQLError(
                    state: "0A000",
                    message: "the database has version \(found) of its tables, which no release has written"
                )
            }
            if found > known {
                throw PostgreSQLError(
                    state: "0A000",
                    message: "the database has version \(found) of its tables and this release knows \(known)"
                )
            }
            let wanted = min(version ?? known, known)
            if found < wanted {
                for step in postgreSQLSessionSchema[found..<wanted] { try execute(step.sql) }
                try execute("DELETE FROM schemagen_store; INSERT INTO schemagen_store VALUES (\(wanted))")
            }
            try execute("DEALLOCATE store_version; COMMIT")
        } catch {
            try? execute("ROLLBACK")
            throw error
        }
    }
}
#endif
