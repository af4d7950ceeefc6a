/// A table of lines to copy the log into, and a view over it.
func postgreSQLScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    let versions = plan.family.versions.count + 1
    func field(_ name: String) -> String { "(_record ->> \(quoted(name)))" }
    let version = VersionSQL(
        text: field,
        integer: { "schemagen_integer(_record -> \(quoted($0)))" },
        has: { "_record #> ARRAY[\($0.map(quoted).joined(separator: ", "))] IS NOT NULL" },
        // There is no IGNORE NULLS: the row is counted in, so that the newest row's value is the largest.
        carried: { "(max(_row * \(versions) + (\($0))) OVER (ORDER BY _row) % \(versions))" }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    // As COPY reads text: a backslash escapes, a tab separates, and a carriage return would be a line's end.
    let program = plan.filteredLog(sed: #";s/\\\\/\\\\\\\\/g;s/\t/\\\\t/g;s/\r/\\\\r/g"#)
    return plan.header("PostgreSQL") + """
        -- Copy the log in with psql, each line as a row whatever it holds:
        --   \\copy \(lines) (line) FROM PROGRAM \(quoted(program)) WITH (ENCODING 'UTF8')
        CREATE TABLE IF NOT EXISTS \(identifier(lines)) (number bigserial PRIMARY KEY, line text);

        -- What cannot be converted is null: a damaged line must not stop a query over all the others.
        -- U+0000, which no text of PostgreSQL can hold, is U+FFFD in _record and the columns.
        CREATE OR REPLACE FUNCTION schemagen_record(line text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            IF position('\\u0000' IN line) > 0 THEN
                line := regexp_replace(line, '(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000', '\\1\\\\ufffd', 'g');
            END IF;
            RETURN CASE jsonb_typeof(line::jsonb) WHEN 'object' THEN line::jsonb END;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_integer(value jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN CASE WHEN jsonb_typeof(value) = 'number' AND (value #>> '{}')::numeric = trunc((value #>> '{}')::numeric)
                THEN (value #>> '{}')::numeric::bigint END;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_number(value text) RETURNS double precision LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN value::double precision;
        EXCEPTION WHEN others THEN RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION schemagen_time(value text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
        BEGIN
            RETURN CASE WHEN value ~ \(quoted(TimeShape.timestamp)) THEN value::timestamptz END;
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
    case .timestamp: return "schemagen_time(CASE jsonb_typeof(\(json)) WHEN 'string' THEN \(text) END)"
    case .uuid: return "schemagen_uuid(CASE jsonb_typeof(\(json)) WHEN 'string' THEN \(text) END)"
    case .integer: return "schemagen_integer(\(json))"
    case .number: return "CASE jsonb_typeof(\(json)) WHEN 'number' THEN schemagen_number(\(text)) END"
    case .bool: return "CASE jsonb_typeof(\(json)) WHEN 'boolean' THEN (\(text))::boolean END"
    case .list, .structure, .json: return "(\(json))"
    }
}
