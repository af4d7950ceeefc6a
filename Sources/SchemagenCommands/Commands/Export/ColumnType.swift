/// What a column of an exported table holds, in no engine's words.
indirect enum ColumnType: Hashable {
    case text
    case integer
    case number
    case bool
    /// RFC 3339 in the log. Engines keep what they can of it: most of them microseconds, and none the offset.
    case timestamp
    case uuid
    case date
    /// Any JSON, as its text.
    case json
    case list(ColumnType)
    case structure([ExportColumn])
}

/// A field of the records as a column.
struct ExportColumn: Hashable {
    /// As the newest version that has it calls it.
    var name: String
    /// What older versions called it, the newest name first.
    var names: [String]
    var type: ColumnType
}

extension ColumnType {
    /// A structure, or JSON where engines would take two of its fields for one because they do not tell case apart.
    static func fields(_ columns: [ExportColumn]) -> ColumnType {
        let names = columns.flatMap(\.names)
        return Set(names.map { $0.lowercased() }).count == names.count ? .structure(columns) : .json
    }

    /// A type that holds the values of both: the same one, the fields of both, or JSON.
    func merged(with other: ColumnType) -> ColumnType {
        switch (self, other) {
        case _ where self == other: return self
        case (.integer, .number), (.number, .integer): return .number
        case (.uuid, .text), (.text, .uuid), (.date, .text), (.text, .date): return .text
        case (.timestamp, .text), (.text, .timestamp): return .text
        case (.list(let left), .list(let right)): return .list(left.merged(with: right))
        case (.structure(let left), .structure(let right)): return .fields(mergedColumns(left, right))
        case (_, _): return .json
        }
    }
}

/// The columns of both lists by name, in the order of the first; what only the second has comes after.
func mergedColumns(_ first: [ExportColumn], _ second: [ExportColumn]) -> [ExportColumn] {
    var columns = first
    for column in second {
        guard let index = columns.firstIndex(where: { $0.names.contains(column.name) }) else {
            columns.append(column)
            continue
        }
        columns[index].type = columns[index].type.merged(with: column.type)
        for name in column.names where !columns[index].names.contains(name) { columns[index].names.append(name) }
    }
    return columns
}
