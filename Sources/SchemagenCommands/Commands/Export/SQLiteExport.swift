/// A table of lines to import the log into, and a view over it. SQLite reads no files by itself.
func sqliteScript(_ plan: ExportPlan) -> String {
    let lines = plan.view + "_lines"
    let versions = plan.family.versions.count + 1
    func field(_ name: String) -> String { "_record ->> \(path([name]))" }
    let version = VersionSQL(
        text: field,
        integer: { value(.integer, $0) },
        has: { "json_type(_record, \(path($0))) IS NOT NULL" },
        // There is no IGNORE NULLS: the row is counted in, so that the newest row's value is the largest.
        carried: { "max(_row * \(versions) + (\($0))) OVER (ORDER BY _row) % \(versions)" }
    )
    let columns = plan.columns.map { column in
        (sql: coalesced(column.names.map { value(column.type, $0) }), name: column.name)
    }
    return plan.header("SQLite") + """
        -- Import the log with the shell, whose separators must be characters that JSON text cannot hold:
        --   .mode ascii
        --   .separator "\\037" "\\n"
        --   .import \(shellWord("|" + plan.filteredLog(sed: ";s/\\037/\\001/g"))) \(lines)
        CREATE TABLE IF NOT EXISTS \(identifier(lines)) ("line" TEXT);
        DROP VIEW IF EXISTS \(identifier(plan.view));
        CREATE VIEW \(identifier(plan.view)) AS
        SELECT
        \(selected([(version.expression(plan.family), "_version")] + columns)),
            _record
        FROM (
            SELECT
                rowid AS _row,
                -- Text ends at U+0000 to the functions of JSON.
                CASE WHEN instr(line, char(0)) = 0 AND json_valid(line) THEN
                    CASE json_type(line) WHEN 'object' THEN line END
                END AS _record
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
    case .integer:
        // Beyond 64 bits it is a real number. `2.0` is an integer to JSON Schema and so here.
        let field = "_record ->> \(path([name]))"
        return "CASE WHEN typeof(\(field)) = 'integer' THEN CASE json_type(_record, \(path([name]))) WHEN 'integer' "
            + "THEN \(field) END WHEN json_type(_record, \(path([name]))) = 'real' AND "
            + "\(field) = CAST(\(field) AS INTEGER) THEN CAST(\(field) AS INTEGER) END"
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
