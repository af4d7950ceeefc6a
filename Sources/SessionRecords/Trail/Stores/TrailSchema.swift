import SQLite

/// The tables of `SQLiteTrailStore`. Steps are frozen: `TrailSchemaTests` knows the hash of each.
let trailSchema = SQLiteSchema(
    // "trai"
    applicationID: 0x7472_6169,
    steps: [
        .init(
            "records, chained per task",
            """
            CREATE TABLE thought_records (
              position INTEGER PRIMARY KEY,
              id TEXT NOT NULL UNIQUE,
              type TEXT NOT NULL,
              task_id TEXT NOT NULL,
              agent_id TEXT NOT NULL,
              content TEXT NOT NULL,
              timestamp TEXT NOT NULL,
              prev_hash TEXT NOT NULL,
              hash TEXT NOT NULL,
              created_at TEXT
            );
            CREATE INDEX thought_records_by_task ON thought_records (task_id, position);
            """
        ),
        .init(
            "sessions: records before this step stay bound to none",
            """
            ALTER TABLE thought_records ADD COLUMN session_id TEXT;
            CREATE TABLE trail_seals (
              number INTEGER PRIMARY KEY,
              event TEXT NOT NULL,
              session_id TEXT NOT NULL,
              line TEXT NOT NULL
            );
            CREATE INDEX trail_seals_by_session ON trail_seals (session_id, event);
            """
        ),
    ]
)
