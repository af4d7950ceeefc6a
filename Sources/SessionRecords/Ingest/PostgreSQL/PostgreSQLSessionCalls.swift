#if PostgreSQL
/// The statements of `PostgreSQLSessionStore`. They do what `SQLiteSessionStore` does step by step, without an answer
/// in between.
let sessionCalls: [(name: String, sql: String)] = [
    ("turn_begin", "BEGIN"),
    ("turn_commit", "COMMIT"),
    (
        // A row for the parent that waits for its first turn, unless the child has a parent already.
        "turn_placeholder",
        """
        INSERT INTO sessions
          (id, org_id, harness_id, harness_session_id, is_placeholder, first_seen_at, last_seen_at)
        SELECT $1::uuid, $2::uuid, $3::text, $4::text, true, $5::timestamptz, $5::timestamptz
        WHERE NOT EXISTS (
          SELECT FROM sessions
          WHERE org_id = $2::uuid AND harness_id = $6::text AND harness_session_id = $7::text
            AND parent_session_id IS NOT NULL)
        ON CONFLICT (org_id, harness_id, harness_session_id) DO NOTHING
        """
    ),
    (
        "turn_session",
        """
        INSERT INTO sessions
          (id, org_id, harness_id, harness_session_id, parent_session_id, is_placeholder, auth_subject,
           harness_version, cwd, name, harness_metadata, first_seen_at, last_seen_at)
        VALUES ($1::uuid, $2::uuid, $3::text, $4::text,
          (SELECT id FROM sessions WHERE org_id = $2::uuid AND harness_id = $5::text AND harness_session_id = $6::text),
          false, $8::text, $9::text, $10::text, $11::text, $12::text, $7::timestamptz, $7::timestamptz)
        ON CONFLICT (org_id, harness_id, harness_session_id) DO NOTHING
        """
    ),
    (
        // Nodes that are not there yet, bound to the session; counters and details when there were any.
        "turn_nodes",
        """
        WITH present AS (
          SELECT id, is_placeholder, parent_session_id FROM sessions
          WHERE org_id = $1::uuid AND harness_id = $2::text AND harness_session_id = $3::text
          FOR UPDATE
        ), parent AS (
          SELECT id FROM sessions
          WHERE org_id = $1::uuid AND harness_id = $4::text AND harness_session_id = $5::text
        ), inserted AS (
          INSERT INTO nodes
            (org_id, session_id, created_at, hash, parent_hash, role, content, model, provider, input_tokens,
             output_tokens, cache_creation_input_tokens, cache_read_input_tokens)
          SELECT $1::uuid, present.id, $6::timestamptz, node.*
          FROM present, unnest(
            $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::bigint[],
            $19::bigint[], $20::bigint[], $21::bigint[]) AS node
          ON CONFLICT (org_id, hash) DO NOTHING
          RETURNING input_tokens, output_tokens
        ), sums AS (
          SELECT count(*) AS nodes, coalesce(sum(input_tokens), 0) AS input_tokens,
                 coalesce(sum(output_tokens), 0) AS output_tokens
          FROM inserted
        ), changed AS (
          UPDATE sessions SET
            turn_count = turn_count + CASE WHEN sums.nodes > 0 THEN 1 ELSE 0 END,
            total_input_tokens = total_input_tokens + sums.input_tokens,
            total_output_tokens = total_output_tokens + sums.output_tokens,
            is_placeholder = false,
            parent_session_id = coalesce(sessions.parent_session_id, (SELECT id FROM parent)),
            auth_subject = coalesce($7::text, auth_subject),
            harness_version = coalesce($8::text, harness_version),
            cwd = coalesce($9::text, cwd),
            name = coalesce($10::text, name),
            harness_metadata = coalesce($11::text, harness_metadata),
            first_seen_at = CASE WHEN present.is_placeholder THEN $6::timestamptz ELSE first_seen_at END,
            last_seen_at = $6::timestamptz
          FROM present, sums
          WHERE sessions.id = present.id
            AND (sums.nodes > 0 OR present.is_placeholder
              OR (present.parent_session_id IS NULL AND EXISTS (SELECT FROM parent)))
        )
        SELECT present.id, coalesce(present.parent_session_id, (SELECT id FROM parent)), sums.nodes FROM present, sums
        """
    ),
    (
        "turn_progress",
        """
        SELECT next_offset, next_line, last_line_offset, last_line_hash, refused FROM ingest_progress
        WHERE source = $1::text
        """
    ),
    (
        "turn_note",
        """
        INSERT INTO ingest_progress (source, next_offset, next_line, last_line_offset, last_line_hash, refused)
        VALUES ($1::text, $2::bigint, $3::bigint, $4::bigint, $5::text, $6::bigint)
        ON CONFLICT (source) DO UPDATE SET
          next_offset = excluded.next_offset, next_line = excluded.next_line,
          last_line_offset = excluded.last_line_offset, last_line_hash = excluded.last_line_hash,
          refused = excluded.refused
        """
    ),
]
#endif
