/// Temporary views over the text files; what does not fit its column is null.
func sparkScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    let version = VersionSQL(
        text: { extracted([$0]) },
        integer: { "CAST(\(extracted([$0])) AS INT)" },
        // Neither from_json nor get_json_object tells null from absent; the names of the object around it do.
        has: { names in
            let object = names.count == 1 ? "_record" : extracted(Array(names.dropLast()))
            return "array_contains(json_object_keys(\(object)), \(literal(names.last ?? "")))"
        },
        carried: { "last_value(\($0), true) OVER (PARTITION BY _file ORDER BY _row)" }
    )
    let shape = sparkType(.structure(plan.columns))
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { "_fields.\(name($0))" }), name: column.name)
    }
    let list = ([(sql: version.expression(plan.family), name: "_version")] + columns)
        .map { "    \($0.sql) AS \(name($0.name))" }.joined(separator: ",\n")
    return plan.header("Spark") + """
        CREATE OR REPLACE TEMPORARY VIEW \(name(lines)) USING text OPTIONS (path \(literal(plan.log)));
        CREATE OR REPLACE TEMPORARY VIEW \(name(plan.view)) AS
        SELECT
        \(list),
            _file,
            _record
        FROM (
            SELECT
                input_file_name() AS _file,
                monotonically_increasing_id() AS _row,
                value AS _record,
                from_json(value, \(literal(shape))) AS _fields
            FROM \(name(lines))
            WHERE get_json_object(value, '$') LIKE '{%'
        );

        """
}

private func sparkType(_ type: ColumnType) -> String {
    switch type {
    case .text, .uuid, .json: "STRING"
    case .integer: "BIGINT"
    case .number: "DOUBLE"
    case .bool: "BOOLEAN"
    case .timestamp: "TIMESTAMP"
    case .date: "DATE"
    case .list(let element): "ARRAY<\(sparkType(element))>"
    case .structure(let columns):
        "STRUCT<"
            + columns.flatMap { column in column.names.map { "\(name($0)): \(sparkType(column.type))" } }
            .joined(separator: ", ") + ">"
    }
}

private func name(_ text: String) -> String {
    "`" + text.replacing("`", with: "``") + "`"
}

/// In Spark a backslash in a literal escapes, a quote too.
private func literal(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

/// The text of what a pointer names. By from_json, because Spark's JSON paths cannot name every field.
private func extracted(_ names: [String]) -> String {
    let shape = names.reversed().reduce("STRING") { "STRUCT<\(name($1)): \($0)>" }
    return "from_json(_record, \(literal(shape)))" + names.map { ".\(name($0))" }.joined()
}
