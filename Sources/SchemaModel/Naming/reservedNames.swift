/// Names that generated code could not use even in backticks, or that would hide something that it needs.

/// Members that generated types declare or inherit; a field or a case of this name gets another.
func isReservedMemberName(_ name: String) -> Bool {
    reservedMembers.contains(name)
}

/// Types that generated code refers to without qualification, and words that Swift keeps for itself.
func isReservedTypeName(_ name: String) -> Bool {
    if name.hasPrefix("V"), name.utf8.count > 1, name.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        // The namespace of a version.
        return true
    }
    return reservedTypes.contains(name)
}

private let reservedMembers: Set<String> = [
    "self", "init", "deinit", "subscript", "hashValue", "description", "debugDescription", "customMirror", "rawValue",
    "allCases", "some", "none", "unrecognised", "otherFields", "validate",
]

private let reservedTypes: Set<String> = [
    "Type", "Protocol", "Self", "Any", "AnyObject", "Optional", "String", "Substring", "Character", "StaticString",
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Bool", "Double", "Float",
    "Array", "Dictionary", "Set", "Range", "ClosedRange", "Void", "Never", "Error", "Result", "Sendable", "Hashable",
    "Equatable", "Comparable", "Identifiable", "Hasher", "Codable", "Encodable", "Decodable", "Encoder", "Decoder",
    "CodingKey", "CodingKeys", "EncodingError", "DecodingError", "RawRepresentable", "CaseIterable", "RawValue",
    "CustomStringConvertible", "Swift", "Foundation", "Data", "Date", "Duration", "UUID", "URL", "Sequence",
    "Collection", "Iterator", "Element", "Task", "Actor", "MainActor", "Regex", "View", "Version", "Line", "Family",
    "Migration", "Migrations", "Reading", "RecordLog", "RecordError", "RecordFamily", "JSONCore",
    "JSONValue", "JSONNumber", "JSONObject", "JSONString", "JSONFault", "JSONCursor", "JSONWriter", "JSONPointer",
    "JSONSource", "JSONNode", "Timestamp", "CalendarDate", "TimeOfDay", "ISODuration", "UUID128", "Unrecognised",
    "Violation", "SchemaProgram", "FieldPlace", "FieldRules", "FieldValue", "FieldValues4", "FieldValues8",
    "FieldValues12", "FieldValues16", "FieldValues24",
    "FieldValues32", "FieldValues64", "FieldsRead",
    "ObjectRules", "Indirect", "JSONNull", "JSONRecord", "JSONView", "LineHold",
    "ListView", "ManyFieldsSeen", "Members", "NameTable", "Number", "NumberBounds", "OtherFields",
    "OtherNames", "Pattern",
    "Presence", "Program", "RawView", "ReadFault", "RecordViolation", "StringFormat", "TextSlice",
    "TextView",
    "VersionTelling", "ViewableFamily", "ViewedFields",
]
