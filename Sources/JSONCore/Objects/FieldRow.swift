/// A field's rule, where it lies in the table of its object, whose memory lives as long as the process.
public struct FieldRow: @unchecked Sendable {
    @usableFromInline let row: UnsafePointer<ObjectRules.Row>

    @inlinable @inline(__always)
    init(_ row: UnsafePointer<ObjectRules.Row>) {
        self.row = row
    }

    @inlinable package var kind: FieldRule.Kind { row.pointee.kind }
    /// What `FieldRule` says of them.
    @inlinable package var least: Int64 { row.pointee.least }
    @inlinable package var most: Int64 { row.pointee.most }
    /// Whether nil is null, and not the member's absence.
    @inlinable package var isRequired: Bool { row.pointee.traits.contains(.required) }
}

/// The rules of an object's fields, as a writer has them at hand: in one register, fetched once for each object.
public struct FieldRows: @unchecked Sendable {
    @usableFromInline let first: UnsafePointer<ObjectRules.Row>

    @inlinable @inline(__always)
    init(_ first: UnsafePointer<ObjectRules.Row>) {
        self.first = first
    }

    @inlinable @inline(__always)
    public subscript(index: Int) -> FieldRow { FieldRow(first + index) }
}

extension ObjectRules {
    /// The object's type.
    package var type: StaticString { rulesHeader(before: table.pointee.rows).pointee.type }

    @inlinable @inline(__always)
    public var rows: FieldRows { FieldRows(table.pointee.rows) }
}

extension FieldRow {
    private var index: Int { row.pointee.bit.trailingZeroBitCount }

    private var header: UnsafePointer<ObjectRules.Header> { rulesHeader(before: row - index) }

    /// As the schema has it.
    var name: String { header.pointee.table.pointee.names.names[index] }

    /// The type and the name, `ToolResult.tool_name`.
    package var place: String { "\(header.pointee.type).\(name)" }
}

private func rulesHeader(before first: UnsafePointer<ObjectRules.Row>) -> UnsafePointer<ObjectRules.Header> {
    UnsafeRawPointer(first - 1).assumingMemoryBound(to: ObjectRules.Header.self)
}
