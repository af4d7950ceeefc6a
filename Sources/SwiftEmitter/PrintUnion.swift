import JSONCore
import SchemaModel

extension UnionModel {
    /// The table of tags must not have the name of a case.
    var tagTable: String {
        var name = "tags"
        while cases.contains(where: { $0.swiftName == name }) { name += "Table" }
        return name
    }
}

extension VersionEmitter {
    /// The record's own unknown variants become a line of their own kind, so only unions inside of it keep them.
    func keepsUnknown(_ union: UnionModel, _ index: Int) -> Bool {
        union.keepsUnknown && keepsUnknown && index != version.root
    }

    func printUnion(_ type: TypeModel, _ union: UnionModel, _ index: Int, to out: inout CodePrinter) {
        out.documentation(type.documentation, fallback: "One of several shapes.")
        let indirect = recursive.contains(index) || sizes.isBoxed(union) ? "indirect " : ""
        out.block("\(access)\(indirect)enum \(name(index)): Sendable, Hashable") { out in
            for item in union.cases {
                out.documentation(item.documentation)
                out.line("case \(SwiftText.identifier(item.swiftName))(\(swiftType(item.value)))")
            }
            if keepsUnknown(union, index) {
                out.line("/// A shape that this version does not know, kept as it was written.")
                out.line("case unrecognised(JSONValue)")
            }
        }
    }

    /// Fields that every case has can be read on the union itself.
    private func printCommonAccess(_ union: UnionModel, _ index: Int, to out: inout CodePrinter) {
        let common = commonFields(union, index)
        guard !common.isEmpty else { return }
        out.block("extension \(qualified(index))") { out in
            for (position, field) in common.enumerated() {
                if position > 0 { out.line() }
                out.documentation(field.documentation)
                printExported(to: &out)
                out.block("\(access)var \(SwiftText.identifier(field.swiftName)): \(swiftType(field))") { out in
                    out.line("switch self {")
                    for item in union.cases {
                        let name = SwiftText.identifier(item.swiftName)
                        out.line("case .\(name)(let value): value.\(SwiftText.identifier(field.swiftName))")
                    }
                    out.line("}")
                }
            }
        }
        out.line()
    }

    private func commonFields(_ union: UnionModel, _ index: Int) -> [FieldModel] {
        let objects = union.cases.compactMap { item -> ObjectModel? in
            guard let type = directType(item.value), !item.value.isNullable,
                case .object(let object) = version.types[type].shape
            else { return nil }
            return object
        }
        guard objects.count == union.cases.count, let first = objects.first, !keepsUnknown(union, index) else {
            return []
        }
        return first.fields.filter { field in
            field.storage != .nothing
                && objects.allSatisfy { object in
                    object.fields.contains {
                        $0.swiftName == field.swiftName && $0.storage != .nothing && swiftType($0) == swiftType(field)
                    }
                }
        }
    }

    func printUnionCoding(_ union: UnionModel, _ index: Int, to out: inout CodePrinter) {
        printCommonAccess(union, index, to: &out)
        out.block("extension \(qualified(index)): JSONRecord") { out in
            if case .tag = union.decision {
                out.list(
                    "fileprivate static let \(union.tagTable) = NameTable(tags: [",
                    union.cases.map { SwiftText.literal($0.tagValue) },
                    "])"
                )
                out.line()
            }
            var statics = Statics(taken: Set(union.cases.map(\.swiftName) + [union.tagTable]))
            var body = CodePrinter(depth: 1)
            printReading(union, index, &statics, to: &body)
            body.line()
            printWriting(union, index, &statics, to: &body)
            if !statics.isEmpty {
                statics.print(to: &out)
                out.line()
            }
            out.append(body)
        }
    }

    private func printReading(
        _ union: UnionModel,
        _ index: Int,
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        var constants = statics
        out.block("\(access)init(reading c: inout JSONCursor) throws(JSONFault)") { out in
            switch union.decision {
            case .tag(let tag):
                out.line("switch try c.tag(\(SwiftText.literal(tag)), in: Self.\(union.tagTable)) {")
                for (index, item) in union.cases.enumerated() {
                    let value = reading(item.value, item.swiftName, &constants)
                    out.labelled("case \(index):", "self = .\(SwiftText.identifier(item.swiftName))(\(value))")
                }
                if keepsUnknown(union, index) {
                    out.line("default: self = .unrecognised(try c.unknownValue())")
                } else {
                    out.line("default: throw c.fault(.unknownVariant)")
                }
                out.line("}")
            case .jsonType, .inOrder:
                if let starts = firstBytes(of: union) {
                    out.line("switch c.upcoming {")
                    for (item, start) in zip(union.cases, starts) {
                        let value = reading(item.value, item.swiftName, &constants)
                        let label = "case \(start.map { "." + $0 }.joined(separator: ", ")):"
                        out.labelled(label, "self = .\(SwiftText.identifier(item.swiftName))(\(value))")
                    }
                    out.line("default: throw c.wrongTypeOrSyntax()")
                    out.line("}")
                    return
                }
                out.line("let begin = c")
                out.line("var fault = c.fault(.violation)")
                for item in union.cases {
                    let value = reading(item.value, item.swiftName, &constants)
                    out.block("do throws(JSONFault)", closing: "} catch {") { out in
                        out.statement("self = .\(SwiftText.identifier(item.swiftName))(\(value))")
                        out.line("return")
                    }
                    out.indented { out in
                        out.line("if error.kind == .notRepresentable { fault = error }")
                        out.line("c = begin")
                    }
                    out.line("}")
                }
                out.line("throw fault")
            }
        }
        statics = constants
    }

    private func printWriting(
        _ union: UnionModel,
        _ index: Int,
        _ statics: inout Statics,
        to out: inout CodePrinter
    ) {
        var constants = statics
        out.block("\(access)func write(to out: inout JSONWriter) throws(RecordViolation)") { out in
            out.line("switch self {")
            for item in union.cases {
                let place = SwiftText.literal("\(version.types[index].name).\(item.swiftName)")
                var write = writing(item.value.kind, "value", place, item.swiftName, &constants)
                // Through the protocol; called by its type the record would be copied out of its box first, with all that
                // it refers to retained and released.
                if case .type(let target) = item.value.kind, case .object = version.types[target].shape {
                    write = "try out.record(value)"
                }
                out.labelled(
                    "case .\(SwiftText.identifier(item.swiftName))(let value):",
                    item.value.isNullable ? writingOrNull(item.value.kind, write) : write
                )
            }
            if keepsUnknown(union, index) { out.line("case .unrecognised(let value): out.value(value)") }
            out.line("}")
        }
        statics = constants
    }
}
