import CJSONScan

/// The members that an object's schema names, laid out for reading.
///
/// Generated code has one for each object type, as a `static let`: its memory lives as long as the process.
public struct ObjectRules: @unchecked Sendable {
    /// Behind a pointer, so that it is handed on in one register and nothing counts references.
    @usableFromInline let table: UnsafePointer<Table>

    /// Trivial, so that looking at it copies nothing.
    @usableFromInline
    struct Table {
        let names: NameTable
        @usableFromInline let rows: UnsafePointer<Row>
        @usableFromInline let count: Int
        /// Bit i when field i has to be there.
        @usableFromInline let required: UInt64
        let others: Others
    }

    /// What holds for members that are not among the rules.
    public enum Others: Sendable {
        case free
        /// Their values have a type, so that generated code reads them.
        case typed
        case refused
    }

    /// What reading or writing a member needs to know, in one line of the cache.
    @usableFromInline
    package struct Row {
        /// The first 32 bytes of `"name":`, zero padded.
        @usableFromInline package var start: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        /// Bit i for each of them that counts; all, over zeros, for a name that is not found so: one with escapes, and
        /// one that is longer.
        var mask: UInt32 = .max
        /// Of `"name":`; zero where the name is not found so.
        @usableFromInline package var length: UInt16 = 0
        @usableFromInline package var kind = FieldRule.Kind.other
        @usableFromInline package var traits: Traits = []
        /// The one of the field's index.
        var bit: UInt64 = 0
        /// Bounds of a number or of a text's length, or the count of digits or of a constant's bytes.
        @usableFromInline package var least: Int64 = 0
        /// Or where a constant's text is.
        @usableFromInline package var most: Int64 = 0

        /// A constant's text with its quotes, of `least` bytes without them, and sixteen readable bytes behind it.
        var constant: UnsafePointer<UInt8>? { UnsafePointer(bitPattern: Int(truncatingIfNeeded: most)) }
    }

    @usableFromInline
    package struct Traits: OptionSet, Sendable {
        @usableFromInline package let rawValue: UInt8

        @inlinable
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        static let nullable = Self(rawValue: 1)
        /// The constant has nothing that is only written with escapes.
        static let plain = Self(rawValue: 2)

        @inlinable static var required: Self { Self(rawValue: 4) }
    }

    /// What stands before the first row: what is asked seldom, and of all rows alike.
    struct Header {
        let table: UnsafePointer<Table>
        let type: StaticString
    }

    /// - Parameters:
    ///   - type: the object's, for writers that name a field whose value breaks its rule.
    ///   - describe: tells the fields, at most 64.
    public init(of type: StaticString = "", others: Others = .free, _ describe: (inout FieldRules) -> Void) {
        var fields = FieldRules()
        describe(&fields)
        self.init(of: type, fields.rules, others)
    }

    init(of type: StaticString = "", _ rules: [FieldRule], _ others: Others = .free) {
        self.init(of: type, names: rules.map(\.name), rules, others)
    }

    init(of type: StaticString = "", names: [String], _ rules: [FieldRule], _ others: Others = .free) {
        precondition(rules.count <= 64, "objects with more fields are read by ManyFieldsSeen")
        let names = NameTable(names)
        // Two more, which stand at no quote: the loop looks at the row that is expected and the one behind. Where 32 zeros are
        // instead of a name, one does stand, and whoever goes on behind the object finds them there.
        let stride = MemoryLayout<Row>.stride
        assert(MemoryLayout<Header>.size <= stride)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: (rules.count + 3) * stride, alignment: stride)
        let rows = (memory + stride).bindMemory(to: Row.self, capacity: rules.count + 2)
        rows.initialize(repeating: Row(), count: rules.count + 2)
        var required: UInt64 = 0
        for (index, rule) in rules.enumerated() {
            rows[index] = Row(
                rule,
                index,
                names.slots + index * names.stride,
                Int(names.lengths[index]),
                names.masks[index]
            )
            if rule.isRequired { required |= 1 << UInt64(index) }
        }
        let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
        table.initialize(
            to: Table(names: names, rows: UnsafePointer(rows), count: rules.count, required: required, others: others)
        )
        memory.bindMemory(to: Header.self, capacity: 1).initialize(to: Header(table: table, type: type))
        self.table = UnsafePointer(table)
    }

    /// How many members they name.
    @inlinable
    public var count: Int { table.pointee.count }

    /// The names by themselves.
    public var names: NameTable { table.pointee.names }
}

extension ObjectRules.Row {
    /// - Parameters:
    ///   - slot: `"name":` as the table of names has it, and `length` of it without the colon.
    init(_ rule: FieldRule, _ index: Int, _ slot: UnsafePointer<UInt8>, _ length: Int, _ mask: UInt32) {
        bit = 1 << UInt64(index)
        if 1..<32 ~= length {
            withUnsafeMutableBytes(of: &start) { $0.copyBytes(from: UnsafeRawBufferPointer(start: slot, count: 32)) }
            self.length = UInt16(length + 1)
            self.mask = mask
        }
        kind = rule.kind
        if rule.isNullable { traits.insert(.nullable) }
        if rule.isRequired { traits.insert(.required) }
        least = rule.least
        most = rule.most
        guard rule.kind == .constant else { return }
        let text = rule.constant
        least = Int64(text.count)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 18)
        copy.initialize(repeating: 0, count: text.count + 18)
        copy[0] = 0x22
        for (index, byte) in text.enumerated() { copy[1 + index] = byte }
        copy[1 + text.count] = 0x22
        most = Int64(Int(bitPattern: copy))
        if !text.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) { traits.insert(.plain) }
    }
}
