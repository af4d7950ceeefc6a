/// A table of lines to import the log into, and a view over it. SQLite reads no files by itself.
func sqliteScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    func field(_ name: String) -> String { "_record ->> \(path([name]))" }
    let version = VersionSQL(
        text: field,
        integer: { "CAST(\(field($0)) AS INTEGER)" },
        has: { "json_type(_record, \(path($0))) IS NOT NULL" },
        // There is no IGNORE NULLS: the row is counted in, so that the newest row's value is the largest.
        carried: { "max(_row * 1000 + (\($0))) OVER (ORDER BY _row) % 1000" }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    return plan.header("SQLite") + """
        -- Import the log with the shell, whose separators must be characters that JSON text cannot hold:
        --   .mode ascii
        --   .separator "\\037" "\\n"
        --   .import \(shellWord(plan.log)) \(lines)
        CREATE TABLE IF NOT EXISTS \(identifier(lines)) ("line" TEXT);
        DROP VIEW IF EXISTS \(identifier(plan.view));
        CREATE VIEW \(identifier(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns)),
            _record
        FROM (
            SELECT
                rowid AS _row,
                CASE WHEN json_valid(line) THEN CASE json_type(line) WHEN 'object' THEN line END END AS _record
            FROM \(identifier(lines))
        )
        WHERE _record IS NOT NULL;

        """
}

/// The field when its JSON type is right, else null; lists and objects stay JSON text.
private func value(_ type: ColumnType, _ name: String) -> String {
    let types: String
    switch type {
    case .text, .timestamp, .uuid, .date: types = "'text'"
    case .integer: types = "'integer'"
    case .number: types = "'integer', 'real'"
    case .bool: types = "'true', 'false'"
    case .list, .structure, .json: return "_record -> \(path([name]))"
    }
    return "CASE WHEN json_type(_record, \(path([name]))) IN (\(types)) THEN _record ->> \(path([name])) END"
}

private func path(_ names: [String]) -> String {
    quoted("$" + names.map { ".\"\($0.replacing("\"", with: "\\\""))\"" }.joined())
}

/// For the shell's own commands, which know the escapes of C between double quotes.
private func shellWord(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
