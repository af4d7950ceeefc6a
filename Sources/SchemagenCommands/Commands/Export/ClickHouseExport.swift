/// A view over the file; ClickHouse looks for it among its user files.
func clickHouseScript(_ plan: ExportPlan) -> String {
    let version = VersionSQL(
        text: { "JSONExtract(_record, \(literal($0)), 'Nullable(String)')" },
        integer: { integer($0) },
        has: { "JSONHas(_record, \($0.map(literal).joined(separator: ", ")))" },
        carried: {
            "last_value(\($0)) OVER (PARTITION BY _file ORDER BY _row ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    return plan.header("ClickHouse") + """
        CREATE OR REPLACE VIEW \(name(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns, name)),
            _file,
            _record
        FROM (
            SELECT _file, rowNumberInAllBlocks() AS _row, line AS _record
            FROM file(\(literal(plan.log)), 'LineAsString', 'line String')
            WHERE isValidJSON(line) AND JSONType(line) = 'Object'
        );

        """
}

/// The field when its JSON type is right, else null; what stands inside of lists and structures is converted.
private func value(_ type: ColumnType, _ name: String) -> String {
    let extracted = "JSONExtract(_record, \(literal(name)), \(literal(clickHouseType(type))))"
    func checked(_ types: String, _ value: String) -> String {
        "if(JSONType(_record, \(literal(name))) IN (\(types)), \(value), NULL)"
    }
    switch type {
    case .timestamp:
        return "if(match(\(checked("'String'", "JSONExtractString(_record, \(literal(name)))")), "
            + "\(literal(TimeShape.timestamp))), parseDateTime64BestEffortOrNull(\(extracted), 9), NULL)"
    case .json: return "nullIf(JSONExtractRaw(_record, \(literal(name))), '')"
    case .structure, .list: return extracted
    case .integer: return integer(name)
    case .number: return checked("'Int64', 'UInt64', 'Double'", extracted)
    case .bool: return checked("'Bool'", extracted)
    case .text, .uuid, .date: return checked("'String'", extracted)
    }
}

/// A number whose value is whole, `2.0` too.
private func integer(_ name: String) -> String {
    let number = "JSONExtract(_record, \(literal(name)), 'Nullable(Float64)')"
    return "if(JSONType(_record, \(literal(name))) IN ('Int64', 'UInt64')"
        + " OR JSONType(_record, \(literal(name))) = 'Double' AND \(number) = trunc(\(number)), "
        + "JSONExtract(_record, \(literal(name)), 'Nullable(Int64)'), NULL)"
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
        "Tuple(\(columns.map { "\(name($0.name)) \(clickHouseType($0.type))" }.joined(separator: ", ")))"
    }
}

/// In ClickHouse a backslash escapes, in an identifier too.
private func name(_ text: String) -> String {
    identifier(text.replacing("\\", with: "\\\\"))
}

/// In ClickHouse a backslash in a literal escapes.
private func literal(_ text: String) -> String {
    quoted(text.replacing("\\", with: "\\\\"))
}
