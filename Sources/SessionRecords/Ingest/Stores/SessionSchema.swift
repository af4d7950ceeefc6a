import SQLite

/// The tables of `SQLiteSessionStore`. Steps are frozen: `SessionSchemaTests` knows the hash of each.
let sessionSchema = SQLiteSchema(
    // "turn"
    applicationID: 0x7475_726E,
    steps: [
        .init(
            "messages by their hash",
            """
            CREATE TABLE nodes (
              hash TEXT PRIMARY KEY,
              parent_hash TEXT,
              role TEXT NOT NULL,
              content TEXT NOT NULL,
              model TEXT,
              provider TEXT,
              input_tokens INTEGER,
              output_tokens INTEGER,
              cache_creation_input_tokens INTEGER,
              cache_read_input_tokens INTEGER,
              created_at TEXT NOT NULL
            );
            """
        ),
        .init(
            "sessions; messages by organisation and hash, older ones under the nil UUID",
            """
            CREATE TABLE sessions (
              id TEXT PRIMARY KEY,
              org_id TEXT NOT NULL,
              harness_id TEXT NOT NULL,
              harness_session_id TEXT NOT NULL,
              parent_session_id TEXT REFERENCES sessions (id),
              is_placeholder INTEGER NOT NULL,
              auth_subject TEXT,
              harness_version TEXT,
              cwd TEXT,
              name TEXT,
              harness_metadata TEXT,
              turn_count INTEGER NOT NULL DEFAULT 0,
              total_input_tokens INTEGER NOT NULL DEFAULT 0,
              total_output_tokens INTEGER NOT NULL DEFAULT 0,
              total_cost_usd REAL NOT NULL DEFAULT 0,
              first_seen_at TEXT NOT NULL,
              last_seen_at TEXT NOT NULL,
              UNIQUE (org_id, harness_id, harness_session_id)
            );
            CREATE INDEX sessions_by_parent ON sessions (parent_session_id);
            ALTER TABLE nodes RENAME TO nodes_by_hash;
            CREATE TABLE nodes (
              org_id TEXT NOT NULL,
              hash TEXT NOT NULL,
              parent_hash TEXT,
              role TEXT NOT NULL,
              content TEXT NOT NULL,
              model TEXT,
              provider TEXT,
              input_tokens INTEGER,
              output_tokens INTEGER,
              cache_creation_input_tokens INTEGER,
              cache_read_input_tokens INTEGER,
              session_id TEXT REFERENCES sessions (id),
              created_at TEXT NOT NULL,
              PRIMARY KEY (org_id, hash)
            );
            INSERT INTO nodes
            SELECT '00000000-0000-0000-0000-000000000000', hash, parent_hash, role, content, model, provider,
                   input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, NULL, created_at
            FROM nodes_by_hash;
            DROP TABLE nodes_by_hash;
            CREATE INDEX nodes_by_session ON nodes (session_id);
            """
        ),
        .init(
            "how far files of turns were read",
            """
            CREATE TABLE ingest_progress (
              source TEXT PRIMARY KEY,
              next_offset INTEGER NOT NULL,
              next_line INTEGER NOT NULL,
              last_line_offset INTEGER NOT NULL,
              last_line_hash TEXT NOT NULL
            );
            """
        ),
        .init(
            "how many lines of a file were refused; of files that were read before this step, since then",
            """
            ALTER TABLE ingest_progress ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
            """
        ),
    ]
)
