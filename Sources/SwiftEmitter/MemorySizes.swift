import SchemaModel

/// How much memory values of a version's types take, told from what is printed for them. Nothing depends on it but which
/// of two ways to keep a value is the faster one, so a few bytes more or less do not matter.
struct MemorySizes {
    private let version: VersionModel
    private var sizes: [Int?]

    init(of version: VersionModel, recursive: Set<Int>) {
        self.version = version
        sizes = version.types.map { _ in nil }
        // Without calls within calls, because a schema may nest as deeply as it likes. What is recursive is in boxes.
        for index in recursive { sizes[index] = 8 }
        var open = Array(sizes.indices)
        while let index = open.last {
            let missing = sizes[index] == nil ? parts(of: index).filter { sizes[$0] == nil } : []
            if missing.isEmpty {
                sizes[index] = sizes[index] ?? size(ofType: index)
                open.removeLast()
            } else {
                open += missing
            }
        }
    }

    /// Whether a case of the union is so large that its values are better kept in a box.
    ///
    /// A value goes through some ten pairs of hands from the line to the loop over the log, and an array of unions has
    /// room for the largest case in each place. To copy more than this costs more than to make a box once and to hand on
    /// its address.
    func isBoxed(_ union: UnionModel) -> Bool {
        union.cases.contains { size(of: $0.value) > 96 }
    }

    private func parts(of index: Int) -> [Int] {
        switch version.types[index].shape {
        case .object(let object): object.fields.compactMap { directType($0.value) }
        case .union(let union): union.cases.compactMap { directType($0.value) }
        case .enumeration: []
        }
    }

    private func size(ofType index: Int) -> Int {
        switch version.types[index].shape {
        case .enumeration: return 16
        case .union(let union): return isBoxed(union) ? 8 : 8 + (union.cases.map { size(of: $0.value) }.max() ?? 0)
        case .object(let object):
            let fields = object.fields.reduce(0) { size, field in
                let value = self.size(of: field.value.kind)
                return switch field.storage {
                case .nothing: size
                case .plain: aligned(size, value)
                case .optional, .presence: aligned(size, withState(value, field.value.kind))
                }
            }
            if case .refuse = object.others { return fields }
            return aligned(fields, 8)
        }
    }

    private func size(of value: ValueModel) -> Int {
        let size = size(of: value.kind)
        return value.isNullable ? withState(size, value.kind) : size
    }

    private func size(of kind: ValueModel.Kind) -> Int {
        switch kind {
        case .null: 0
        case .bool: 1
        case .integer, .array, .dictionary: 8
        case .number, .string, .any, .never, .constant, .oneOf: 16
        case .typedString(.date): 4
        case .typedString(.uuid), .typedString(.time), .typedString(.duration): 16
        case .typedString(.dateTime): 24
        case .type(let index): sizes[index] ?? 8
        }
    }

    /// Where a value may be missing, and its type has no pattern of bits to spare that says so.
    private func withState(_ size: Int, _ kind: ValueModel.Kind) -> Int {
        switch kind {
        case .integer, .typedString(.uuid), .typedString(.date): size + 1
        default: size
        }
    }

    /// The end of a field behind `before` bytes. Objects that hold another twice double at each level, so there is an end to
    /// it.
    private func aligned(_ before: Int, _ size: Int) -> Int {
        let alignment = size >= 8 ? 8 : size >= 4 ? 4 : 1
        return min((before + alignment - 1) / alignment * alignment + size, 1 << 20)
    }
}
