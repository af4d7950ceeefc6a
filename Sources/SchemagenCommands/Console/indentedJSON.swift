import CommandLineTool
import JSONCore

/// A value as people write it: two spaces a level, short lists of scalars on one line.
func indentedJSON(_ value: JSONValue, depth: Int = 0) -> String {
    let margin = String(repeating: "  ", count: depth + 1)
    let end = "\n" + String(repeating: "  ", count: depth)
    switch value {
    case .null, .bool, .number, .string: return value.jsonText
    case .array(let elements):
        let texts = elements.map { indentedJSON($0, depth: depth + 1) }
        let line = "[" + texts.joined(separator: ", ") + "]"
        if elements.allSatisfy({ $0.object == nil && $0.array == nil }), line.utf8.count <= 100 { return line }
        return "[\n" + texts.map { margin + $0 }.joined(separator: ",\n") + end + "]"
    case .object(let object):
        if object.isEmpty { return "{}" }
        let texts = object.members.map { member in
            "\(margin)\(JSONValue.string(member.key).jsonText): \(indentedJSON(member.value, depth: depth + 1))"
        }
        return "{\n" + texts.joined(separator: ",\n") + end + "}"
    }
}
