/// A table of lines to copy the log into, and a view over it.
func postgreSQLScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    func field(_ name: String) -> String { "(_record ->> \(quoted(name)))" }
    let version = VersionSQL(
        text: field,
        integer: { "schemagen_integer(_record -> \(quoted($0)))" },
        has: { "_record #> ARRAY[\($0.map(quoted).joined(separator: ", "))] IS NOT NULL" },
        // There is no IGNORE NULLS: the row is counted in, so that the newest row's value is the largest.
        carried: { "(max(_row * 1000 + (\($0))) OVER (ORDER BY _row) % 1000)" }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    return plan.header("PostgreSQL") + """
        -- Copy the log in with psql, whose separators must be characters that JSON text cannot hold:
        --   \\copy \(lines) (line) FROM \(quoted(plan.log)) WITH (FORMAT csv, DELIMITER E'\\x1f', QUOTE E'\\x1e')
        CREATE TABLE IF NOT EXISTS \(identifier(lines)) (number bigserial PRIMARY KEY, line text);

        -- What cannot be converted is null: a damaged line must not stop a query over all the others.
        CREATE OR REPLACE FUNCTION schemagen_record(line text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN CASE jsonb_typeof(line::jsonb) WHEN 'object' THEN line::jsonb END;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_integer(value jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN CASE jsonb_typeof(value) WHEN 'number' THEN (value #>> '{}')::numeric::bigint END;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_time(value text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
        BEGIN
            RETURN value::timestamptz;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_uuid(value text) RETURNS uuid LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN value::uuid;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;

        DROP VIEW IF EXISTS \(identifier(plan.view));
        CREATE VIEW \(identifier(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns)),
            _record
        FROM (SELECT number AS _row, schemagen_record(line) AS _record FROM \(identifier(lines))) AS lines
        WHERE _record IS NOT NULL;

        """
}

private func value(_ type: ColumnType, _ name: String) -> String {
    let json = "_record -> \(quoted(name))"
    let text = "_record ->> \(quoted(name))"
    switch type {
    case .text, .date: return "CASE jsonb_typeof(\(json)) WHEN 'string' THEN \(text) END"
    case .timestamp: return "schemagen_time(\(text))"
    case .uuid: return "schemagen_uuid(\(text))"
    case .integer: return "schemagen_integer(\(json))"
    case .number: return "CASE jsonb_typeof(\(json)) WHEN 'number' THEN (\(text))::double precision END"
    case .bool: return "CASE jsonb_typeof(\(json)) WHEN 'boolean' THEN (\(text))::boolean END"
    case .list, .structure, .json: return "(\(json))"
    }
}
