import JSONCore
import SchemaModel

extension VersionEmitter {
    func printStruct(_ type: TypeModel, _ object: ObjectModel, _ index: Int, to out: inout CodePrinter) {
        let stored = object.fields.filter { $0.storage != .nothing }
        out.documentation(type.documentation, fallback: "An object of \(family.swiftName), version \(version.number).")
        out.block("\(access)struct \(name(index)): Sendable, Hashable") { out in
            for field in stored {
                out.documentation(field.documentation, rules: rulesInWords(field), fallback: wireName(field))
                if field.documentation.isDeprecated {
                    out.line("///")
                    out.line("/// Deprecated: writers should leave it out.")
                }
                let box = needsBox(field, in: index) ? "@Indirect " : ""
                out.line("\(box)\(access)var \(SwiftText.identifier(field.swiftName)): \(storedType(field))")
            }
            if let others = othersDeclaration(object) {
                out.line("/// \(others.comment)")
                out.line("\(access)var \(others.name): \(others.type)")
            }
            out.line()
            // What a box is behind a property is not for others to see, and neither is an initialiser that sets it.
            if !stored.contains(where: { needsBox($0, in: index) }) { printExported(to: &out) }
            printInitialiser(object, stored, to: &out)
        }
    }

    /// The type of the property itself. Not `T?`: such a property is nil before the initialiser sets it, and then the
    /// whole struct is put together in memory and copied out, with all that it refers to retained and released.
    private func storedType(_ field: FieldModel) -> String {
        let type = swiftType(field)
        return type.hasSuffix("?") ? "Optional<\(type.dropLast())>" : type
    }

    /// The property that takes what is not a declared field.
    func othersDeclaration(_ object: ObjectModel) -> (name: String, type: String, comment: String)? {
        switch object.others {
        case .keep: ("otherFields", "OtherFields", "What the schema does not name, kept as it was written.")
        case .values(let value, _):
            ("others", "Members<\(swiftType(value))>", "Values under names that the schema does not list.")
        case .refuse: nil
        }
    }

    private func printInitialiser(_ object: ObjectModel, _ stored: [FieldModel], to out: inout CodePrinter) {
        var parameters = stored.map { field in
            let absent =
                switch field.storage {
                case .optional where !field.isRequired: " = nil"
                case .presence: " = .absent"
                case .plain, .optional, .nothing: ""
                }
            return "\(SwiftText.identifier(field.swiftName)): \(swiftType(field))\(absent)"
        }
        var assignments = stored.map { field in
            "self.\(SwiftText.identifier(field.swiftName)) = \(SwiftText.identifier(field.swiftName))"
        }
        if let others = othersDeclaration(object) {
            parameters.append("\(others.name): \(others.type) = \(others.type)()")
            assignments.append("self.\(others.name) = \(others.name)")
        }
        out.list("\(access)init(", parameters, ") {")
        out.indented { $0.lines(assignments) }
        out.line("}")
    }

    /// The name on the wire, where nothing else is known of a field and its Swift name does not show it.
    private func wireName(_ field: FieldModel) -> String {
        field.jsonName == field.swiftName ? "" : "\(SwiftText.code(field.jsonName)) on the wire."
    }
}
