import JSONCore
import SchemaModel

/// The columns of a family: every field of every variant of every version, newest names and the newest order first.
func exportColumns(_ family: FamilyModel) -> [ExportColumn] {
    var columns: [ExportColumn] = []
    for version in family.versions.reversed() {
        columns = mergedColumns(columns, ColumnReader(version: version).columns(of: version.root, depth: 0) ?? [])
    }
    return columns
}

private struct ColumnReader {
    let version: VersionModel

    /// Deeper than this a column is JSON, which also ends types that contain themselves.
    private static let deepest = 8

    /// Nil for a type that is no object and no union of objects.
    func columns(of type: Int, depth: Int) -> [ExportColumn]? {
        guard version.types.indices.contains(type), depth < Self.deepest else { return nil }
        switch version.types[type].shape {
        case .enumeration: return nil
        case .object(let object):
            return object.fields.map { field in
                ExportColumn(
                    name: field.jsonName,
                    names: [field.jsonName] + (field.renamedFrom.map { [$0] } ?? []),
                    type: columnType(field.value, depth: depth + 1)
                )
            }
        case .union(let union):
            var columns: [ExportColumn] = []
            // The tag is no field of the variants: which they are says their case.
            if case .tag(let name) = union.decision {
                columns.append(ExportColumn(name: name, names: [name], type: .text))
            }
            for variant in union.cases {
                guard case .type(let index) = variant.value.kind,
                    let fields = self.columns(of: index, depth: depth + 1)
                else { return nil }
                columns = mergedColumns(columns, fields)
            }
            return columns
        }
    }

    func columnType(_ value: ValueModel, depth: Int) -> ColumnType {
        switch value.kind {
        case .any, .never, .null, .oneOf, .dictionary: return .json
        case .bool: return .bool
        case .integer: return .integer
        case .number: return .number
        case .string: return .text
        case .typedString(let type):
            switch type {
            case .uuid: return .uuid
            case .dateTime: return .timestamp
            case .date: return .date
            case .time, .duration: return .text
            }
        case .array(let array):
            guard array.prefix.isEmpty, let element = array.element else { return .json }
            return .list(columnType(element, depth: depth + 1))
        case .type(let index):
            if let fields = columns(of: index, depth: depth), !fields.isEmpty { return .fields(fields) }
            if version.types.indices.contains(index), case .enumeration = version.types[index].shape { return .text }
            return .json
        case .constant(let constant):
            switch constant {
            case .string: return .text
            case .bool: return .bool
            case .number(let number): return number.int64 == nil ? .number : .integer
            case .null, .array, .object: return .json
            }
        }
    }
}
