/// Temporary views over the text files; what does not fit its column is null.
func sparkScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    let version = VersionSQL(
        text: { extracted([$0]) },
        integer: { field in
            func number(_ type: String) -> String {
                "from_json(_record, \(literal("STRUCT<\(name(field)): \(type)>"))).\(name(field))"
            }
            return "coalesce(\(number("BIGINT")), \(whole(number("DOUBLE"))))"
        },
        // Neither from_json nor get_json_object tells null from absent; the names of the object around it do.
        has: { names in
            let object = names.count == 1 ? "_record" : extracted(Array(names.dropLast()))
            return "array_contains(json_object_keys(\(object)), \(literal(names.last ?? "")))"
        },
        carried: { "last_value(\($0), true) OVER (PARTITION BY _file ORDER BY _row)" }
    )
    let shape = sparkType(.structure(plan.columns))
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { checked(column.type, $0) }), name: column.name)
    }
    let list = ([(sql: version.expression(plan.family), name: "_version")] + columns)
        .map { "    \($0.sql) AS \(name($0.name))" }.joined(separator: ",\n")
    return plan.header("Spark") + """
        CREATE OR REPLACE TEMPORARY VIEW \(name(lines)) USING text OPTIONS (path \(literal(plan.log)), lineSep '\\n');
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
                from_json(value, \(literal(shape))) AS _fields,
                from_json(value, \(literal(columnShape(of: [.integer], as: "DOUBLE", plan)))) AS _numbers,
                from_json(value, \(literal(columnShape(of: [.timestamp, .date], as: "STRING", plan)))) AS _texts
            FROM \(name(lines))
            -- Its parser stops behind the object and mends what is not UTF-8: neither is a record. An expression puts the
            -- text together anew, and so do brackets around it show what comes after its first value.
            WHERE get_json_object(concat('[', value, ']'), '$') LIKE '[{%'
                AND get_json_object(concat('[', value, ']'), '$[1]') IS NULL
                AND value RLIKE '[}][ \\t\\r]*$'
                AND regexp_replace(value, '[{]', '{') = value
        );

        """
}

/// The columns of some types, all as one type.
private func columnShape(of types: Set<ColumnType>, as type: String, _ plan: ExportPlan) -> String {
    let names = plan.columns.filter { types.contains($0.type) }.flatMap(\.names)
    return "STRUCT<\(names.map { "\(name($0)): \(type)" }.joined(separator: ", "))>"
}

/// The value that from_json made, where it does not make one of what is none: a time of a number, infinity of a text. Of a
/// text it cannot be asked: in Spark a column of text holds the text of any value.
private func checked(_ type: ColumnType, _ field: String) -> String {
    let value = "_fields.\(name(field))"
    switch type {
    // It takes no 2.0 for an integer.
    case .integer: return "coalesce(\(value), \(whole("_numbers.\(name(field))")))"
    case .number: return "CASE WHEN abs(\(value)) < double('Infinity') THEN \(value) END"
    case .timestamp: return "CASE WHEN _texts.\(name(field)) RLIKE \(literal(TimeShape.timestamp)) THEN \(value) END"
    case .date: return "CASE WHEN _texts.\(name(field)) RLIKE \(literal(TimeShape.date)) THEN \(value) END"
    case .text, .bool, .uuid, .json, .list, .structure: return value
    }
}

/// As an integer, null where the number is not whole. Beyond 2^53 a Double is not exact, and then it is not asked.
private func whole(_ number: String) -> String {
    "CASE WHEN abs(\(number)) <= 9007199254740992 AND \(number) = floor(\(number)) THEN CAST(\(number) AS BIGINT) END"
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
