import JSONCore
import SchemaModel

/// One version of a family on its way to a file: what every printer of a type needs to look up.
struct VersionEmitter {
    let family: FamilyModel
    let version: VersionModel
    let program: String?
    /// Types that contain themselves without an array or dictionary between.
    let recursive: Set<Int>
    let sizes: MemorySizes
    /// Whether what is printed stands inside of the version's namespace, where its types need no prefix. The prefix
    /// would even mislead there when a type is called like the family.
    var isInside = false

    init(family: FamilyModel, version: VersionModel, program: String?) {
        self.family = family
        self.version = version
        self.program = program
        recursive = recursiveTypes(in: version)
        sizes = MemorySizes(of: version, recursive: recursive)
    }

    var access: String { family.access.prefix }
    var namespace: String { "\(family.swiftName).V\(version.number)" }
    var keepsUnknown: Bool { family.reading == .tolerant }

    func name(_ type: Int) -> String {
        SwiftText.identifier(version.types[type].name)
    }

    /// The type's name as it must be written outside of its namespace.
    func qualified(_ type: Int) -> String {
        "\(namespace).\(name(type))"
    }

    /// The type's name as it must be written here.
    func reference(_ type: Int) -> String {
        isInside ? name(type) : qualified(type)
    }

    func file() -> String {
        var out = CodePrinter()
        out.line(header(version.place.path))
        out.line("import JSONCore")
        out.line("import RecordLog")
        out.line("import SchemaProgram")
        out.line()
        out.block("extension \(family.swiftName)") { out in
            out.line("/// Version \(version.number) of \(family.swiftName)\(origin).")
            out.line("\(access)enum V\(version.number) {}")
        }
        out.line()
        var inside = self
        inside.isInside = true
        out.block("extension \(namespace)") { out in
            for (index, type) in version.types.enumerated() {
                if index > 0 { out.line() }
                switch type.shape {
                case .object(let object): inside.printStruct(type, object, index, to: &out)
                case .union(let union): inside.printUnion(type, union, index, to: &out)
                case .enumeration(let enumeration): inside.printEnumeration(type, enumeration, to: &out)
                }
            }
        }
        out.line()
        out.line("// MARK: - Reading and writing")
        var constants: [Int: Statics] = [:]
        for (index, type) in version.types.enumerated() {
            out.line()
            switch type.shape {
            case .object(let object): constants[index] = printObjectCoding(object, index, to: &out)
            case .union(let union): printUnionCoding(union, index, to: &out)
            case .enumeration(let enumeration): printEnumerationCoding(enumeration, index, to: &out)
            }
        }
        out.line()
        out.line("// MARK: - Views")
        for (index, type) in version.types.enumerated() {
            switch type.shape {
            case .object(let object):
                out.line()
                printObjectView(object, index, sharing: constants[index] ?? Statics(), to: &out)
            case .union(let union) where !recursive.contains(index):
                out.line()
                printUnionView(union, index, to: &out)
            case .union, .enumeration: break
            }
        }
        if let program {
            out.line()
            out.block("extension \(namespace)") { out in
                out.line(
                    "/// Has the last word on records of this version, and says what is wrong with those that do not conform."
                )
                out.line("static let program = Program(")
                out.indented { $0.longLiteral("table: ", program) }
                out.line(")")
            }
        }
        return out.text
    }

    private var origin: String {
        guard let id = version.schemaID else { return "" }
        let text = SwiftText.commentLines(id).joined(separator: " ")
        return text.count > 90 || text.contains("`") ? "" : ", `\(text)`"
    }
}

/// Indices of the types that hold themselves directly, so that their values would have no size.
func recursiveTypes(in version: VersionModel) -> Set<Int> {
    let edges = version.types.map { type -> [Int] in
        switch type.shape {
        case .object(let object): object.fields.compactMap { directType($0.value) }
        case .union(let union): union.cases.compactMap { directType($0.value) }
        case .enumeration: []
        }
    }
    // Iterative depth-first search from each type; a type is recursive when the search comes back to it.
    var recursive: Set<Int> = []
    for start in edges.indices {
        var stack = edges[start]
        var seen: Set<Int> = []
        while let next = stack.popLast() {
            if next == start {
                recursive.insert(start)
                break
            }
            if seen.insert(next).inserted { stack.append(contentsOf: edges[next]) }
        }
    }
    return recursive
}

func directType(_ value: ValueModel) -> Int? {
    if case .type(let index) = value.kind { index } else { nil }
}
