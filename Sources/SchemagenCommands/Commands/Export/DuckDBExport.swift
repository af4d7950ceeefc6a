import CommandLineTool
import JSONCore

/// A view over the files themselves: each line is parsed once, and what does not fit its column is null.
func duckDBScript(_ plan: ExportPlan) -> String {
    let version = VersionSQL(
        text: { "(_record ->> \(path([$0])))" },
        integer: { checked(.integer, $0, "TRY_CAST((_record ->> \(path([$0]))) AS BIGINT)") },
        has: { "json_exists(_record, \(path($0)))" },
        carried: { "last_value(\($0) IGNORE NULLS) OVER (PARTITION BY _file ORDER BY _row)" }
    )
    let fields = plan.columns.flatMap { column in column.names.map { (name: $0, type: column.type) } }
    let shape = JSONValue.object(
        JSONObject(fields.map { JSONObject.Member(key: $0.name, value: duckDBShape($0.type)) })
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { checked(column.type, $0, "_fields.\(identifier($0))") }), name: column.name)
    }
    return plan.header("DuckDB") + """
        CREATE OR REPLACE VIEW \(identifier(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns)),
            _file,
            _record
        FROM (
            SELECT
                filename AS _file,
                row_number() OVER () AS _row,
                json AS _record,
                json_transform(json, \(quoted(shape.jsonText))) AS _fields
            FROM read_json_objects(
                \(quoted(plan.log)), format = 'newline_delimited', ignore_errors = true, filename = true
            )
            WHERE json_type(json) = 'OBJECT'
        );

        """
}

private func duckDBShape(_ type: ColumnType) -> JSONValue {
    switch type {
    case .text: .string("VARCHAR")
    case .integer: .string("BIGINT")
    case .number: .string("DOUBLE")
    case .bool: .string("BOOLEAN")
    case .timestamp: .string("TIMESTAMPTZ")
    case .uuid: .string("UUID")
    case .date: .string("DATE")
    case .json: .string("JSON")
    case .list(let element): .array([duckDBShape(element)])
    case .structure(let columns):
        .object(
            JSONObject(
                columns.flatMap { column in
                    column.names.map { JSONObject.Member(key: $0, value: duckDBShape(column.type)) }
                }
            )
        )
    }
}

/// The value where the field's JSON type is right, else null: what is converted by itself would turn 1.5 into 2, "7" into
/// 7 and "false" into a truth value. Inside of lists and structures it does.
private func checked(_ type: ColumnType, _ name: String, _ value: String) -> String {
    let found = "json_type(_record, \(path([name])))"
    let text = "(_record ->> \(path([name])))"
    let test: String
    switch type {
    case .integer:
        let number = "TRY_CAST(\(text) AS DOUBLE)"
        test = "\(found) IN ('BIGINT', 'UBIGINT') OR \(found) = 'DOUBLE' AND \(number) = trunc(\(number))"
    case .number: test = "\(found) IN ('BIGINT', 'UBIGINT', 'DOUBLE')"
    case .bool: test = "\(found) = 'BOOLEAN'"
    case .text, .uuid: test = "\(found) = 'VARCHAR'"
    case .timestamp: test = "regexp_full_match(\(text), \(quoted(TimeShape.timestamp)))"
    case .date: test = "regexp_full_match(\(text), \(quoted(TimeShape.date)))"
    case .json, .list, .structure: return value
    }
    return "CASE WHEN \(test) THEN \(value) END"
}

/// A JSON pointer, which can name every field.
private func path(_ names: [String]) -> String {
    quoted(names.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined())
}
