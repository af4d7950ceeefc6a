/// A view over the file; ClickHouse looks for it among its user files.
func clickHouseScript(_ plan: ExportPlan) -> String {
    let version = VersionSQL(
        text: { "JSONExtract(_record, \(literal($0)), 'Nullable(String)')" },
        integer: { "JSONExtract(_record, \(literal($0)), 'Nullable(Int64)')" },
        has: { "JSONHas(_record, \($0.map(literal).joined(separator: ", ")))" },
        carried: {
            "last_value(\($0)) OVER (PARTITION BY _file ORDER BY _row ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    return plan.header("ClickHouse") + """
        CREATE OR REPLACE VIEW \(identifier(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns)),
            _file,
            _record
        FROM (
            SELECT _file, rowNumberInAllBlocks() AS _row, line AS _record
            FROM file(\(literal(plan.log)), 'LineAsString', 'line String')
            WHERE isValidJSON(line) AND JSONType(line) = 'Object'
        );

        """
}

private func value(_ type: ColumnType, _ name: String) -> String {
    let name = literal(name)
    switch type {
    case .timestamp: return "parseDateTime64BestEffortOrNull(JSONExtract(_record, \(name), 'Nullable(String)'), 9)"
    case .json: return "nullIf(JSONExtractRaw(_record, \(name)), '')"
    case .structure: return "JSONExtract(_record, \(name), \(literal(clickHouseType(type))))"
    case .list: return "JSONExtract(_record, \(name), \(literal(clickHouseType(type))))"
    case .text, .integer, .number, .bool, .uuid, .date:
        return "JSONExtract(_record, \(name), \(literal(clickHouseType(type))))"
    }
}

private func clickHouseType(_ type: ColumnType) -> String {
    switch type {
    // What stands inside of others is text where a conversion could fail.
    case .text, .json, .timestamp, .date: "Nullable(String)"
    case .integer: "Nullable(Int64)"
    case .number: "Nullable(Float64)"
    case .bool: "Nullable(Bool)"
    case .uuid: "Nullable(UUID)"
    case .list(let element): "Array(\(clickHouseType(element)))"
    case .structure(let columns):
        "Tuple(\(columns.map { "\(identifier($0.name)) \(clickHouseType($0.type))" }.joined(separator: ", ")))"
    }
}

/// In ClickHouse a backslash in a literal escapes.
private func literal(_ text: String) -> String {
    quoted(text.replacing("\\", with: "\\\\"))
}
