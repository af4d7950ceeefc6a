import JSONCore
import SchemaModel

/// The version of a record as the generated readers tell it.
enum ToldVersion: Hashable {
    /// A rule said so.
    case stated(Int)
    /// No rule decided.
    case assumed(Int)
    /// A mark or number that no rule knows, as JSON text.
    case unknown(String)
}

extension FamilyModel {
    /// - Parameter header: what the last header said; a header among the records renews it.
    func toldVersion(of record: JSONValue, after header: inout Int?) -> ToldVersion {
        for rule in versionRules {
            switch rule {
            case .header(let value, let field):
                guard let tag else { continue }
                if let found = record[tag]?.string, sameBytes(found, value) {
                    guard let stated = record[field] else { continue }
                    guard case .number(let number) = stated, let version = number.int64.flatMap({ Int(exactly: $0) })
                    else { return .unknown(stated.jsonText) }
                    header = version
                    return .stated(version)
                }
                if let header { return .stated(header) }
            case .field(let field, let marks):
                guard let found = record[field] else { continue }
                let mark = marks.first { mark in found.string.map { sameBytes($0, mark.value) } ?? false }
                return mark.map { .stated($0.version) } ?? .unknown(found.jsonText)
            case .shape(let shapes):
                if let shape = shapes.first(where: { $0.has.allSatisfy { has($0, record) } }) {
                    return .stated(shape.version)
                }
            }
        }
        return .assumed(assumedVersion)
    }

    /// A field of a shape is a name, or a JSON pointer where it begins with a slash.
    private func has(_ field: String, _ record: JSONValue) -> Bool {
        guard field.hasPrefix("/"), let pointer = JSONPointer(field) else { return record[field] != nil }
        var value: JSONValue? = record
        for token in pointer.tokens { value = value?[token] }
        return value != nil
    }
}
