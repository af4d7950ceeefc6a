import JSONCore
import SchemaModel

/// The family's face: the newest types under short names, how versions are told, and the steps between them.
func emitFamily(_ family: FamilyModel) -> String {
    var out = CodePrinter()
    let access = family.access.prefix
    let name = family.swiftName
    out.line(header("Schemas/\(family.name)"))
    out.line("import JSONCore")
    out.line("import RecordLog")
    out.line("import SchemaProgram")
    out.line()
    var documentation = Documentation()
    documentation.description = family.description
    out.documentation(documentation, fallback: "The record family \(name).")
    out.line("\(access)enum \(name) {}")
    guard let newest = family.versions.last else { return out.text }
    out.line()
    out.line("// MARK: - The newest version's types")
    out.line()
    out.block("extension \(name)") { out in
        for type in newest.types {
            let short = SwiftText.identifier(type.name)
            out.line("\(access)typealias \(short) = V\(newest.number).\(short)")
        }
    }
    out.line()
    printDispatch(family, newest, to: &out)
    if family.versions.allSatisfy(hasView) {
        out.line()
        printViews(family, to: &out)
    }
    if !family.migrations.isEmpty {
        out.line()
        printMigrations(family, to: &out)
    }
    return out.text
}

private func printDispatch(_ family: FamilyModel, _ newest: VersionModel, to out: inout CodePrinter) {
    let access = family.access.prefix
    let root = SwiftText.identifier(newest.types[newest.root].name)
    out.block("extension \(family.swiftName): RecordFamily") { out in
        if newest.types[newest.root].name != "Record" {
            out.line("\(access)typealias Record = V\(newest.number).\(root)")
        }
        out.line("\(access)static let familyName = \(SwiftText.literal(family.name))")
        out.line("\(access)static let newestVersion = \(newest.number)")
        out.line("\(access)static let readsStrictly = \(family.reading == .strict)")
        out.line("\(access)static let telling = VersionTelling(")
        out.indented { out in
            out.list("rules: [", family.versionRules.map(text(of:)), "],")
            out.line("assumed: \(family.assumedVersion),")
            out.line("tag: \(family.tag.map(SwiftText.literal) ?? "nil"),")
            out.line("guaranteed: [\(family.guaranteed.map(SwiftText.literal).joined(separator: ", "))]")
        }
        out.line(")")
        out.line()
        out.line("/// Reads a record of any version that this build knows; the result is always of the newest.")
        out.block("\(access)static func read(_ c: inout JSONCursor, version: Int) throws(ReadFault) -> Record?") {
            out in
            out.line("switch version {")
            for version in family.versions.reversed() {
                let type = "V\(version.number).\(SwiftText.identifier(version.types[version.root].name))"
                let check = version.needsProgram ? ", checkedBy: V\(version.number).program" : ""
                let read = "try readRecord(\(type).self, from: &c\(check))"
                if version.number == newest.number {
                    out.line("case \(version.number): return \(read)")
                    continue
                }
                out.line("case \(version.number):")
                out.indented { out in
                    out.line("let v\(version.number) = \(read)")
                    for step in version.number..<newest.number {
                        let target = family.versions.first { $0.number == step + 1 }
                        let check =
                            target?.needsProgram == true
                            ? ", checkedBy: V\(step + 1).program" : handCheck(family, from: step).argument
                        let result = step + 1 == newest.number ? "return" : "let v\(step + 1) ="
                        out.line("\(result) try upgraded(from: \(step)\(check)) { try upgrade(v\(step)) }")
                    }
                }
            }
            out.line("default: return nil")
            out.line("}")
        }
        out.line()
        for version in family.versions.dropLast() {
            guard let checked = handCheck(family, from: version.number).cases else { continue }
            let root = SwiftText.identifier(version.types[version.root].name)
            out.line(
                "/// Whether a step that a person wrote had a hand in this record: then its result has to be checked."
            )
            out.block("private static func isByHand(_ old: V\(version.number).\(root)) -> Bool") { out in
                out.line("switch old {")
                out.line("case \(checked.map { "." + SwiftText.identifier($0) }.joined(separator: ", ")): true")
                out.line("default: false")
                out.line("}")
            }
            out.line()
        }
        out.block("\(access)static func program(of version: Int) -> Program?") { out in
            out.line("switch version {")
            for version in family.versions {
                out.line("case \(version.number): V\(version.number).program")
            }
            out.line("default: nil")
            out.line("}")
        }
        if newest.needsProgram {
            out.line()
            out.line("\(access)static var writingProgram: Program? { V\(newest.number).program }")
        }
    }
}

/// A union that holds itself is seen as its text only, so its family has no views.
private func hasView(_ version: VersionModel) -> Bool {
    if case .object = version.types[version.root].shape { return true }
    return !recursiveTypes(in: version).contains(version.root)
}

private func printViews(_ family: FamilyModel, to out: inout CodePrinter) {
    let access = family.access.prefix
    out.block("extension \(family.swiftName): ViewableFamily") { out in
        out.line("/// A record of any version where it lies in its line, in the shape in which it was written.")
        out.block("\(access)enum View: Sendable") { out in
            for version in family.versions {
                let root = SwiftText.identifier(version.types[version.root].name)
                out.line("case v\(version.number)(V\(version.number).\(root).View)")
            }
        }
        out.line()
        out.line("\(access)static func view(")
        out.indented { out in
            out.line("_ c: inout JSONCursor,")
            out.line("version: Int,")
            out.line("in line: consuming LineHold")
        }
        out.block(") throws(JSONFault) -> View?") { out in
            out.line("switch version {")
            for version in family.versions {
                let number = version.number
                let type = "V\(number).\(SwiftText.identifier(version.types[version.root].name)).View"
                let view =
                    version.needsProgram
                    ? "try viewRecord(\(type).self, from: &c, in: line, checkedBy: V\(number).program)"
                    : "try \(type)(viewing: &c, in: line)"
                out.labelled("case \(number):", ".v\(number)(\(view))")
            }
            out.line("default: nil")
            out.line("}")
        }
    }
}

private func text(of rule: VersionRule) -> String {
    switch rule {
    case .header(let tag, let field):
        return ".header(tag: \(SwiftText.literal(tag)), field: \(SwiftText.literal(field)))"
    case .field(let field, let marks):
        let marks = marks.map { "(version: \($0.version), value: \(SwiftText.literal($0.value)))" }
        return ".field(\(SwiftText.literal(field)), marks: [\(marks.joined(separator: ", "))])"
    case .shape(let rules):
        let rules = rules.map { rule in
            let paths = rule.has.map { path in
                let names = path.hasPrefix("/") ? (JSONPointer(path)?.tokens ?? [path]) : [path]
                return "[\(names.map(SwiftText.literal).joined(separator: ", "))]"
            }
            return "(version: \(rule.version), has: [\(paths.joined(separator: ", "))])"
        }
        return ".shape([\(rules.joined(separator: ", "))])"
    }
}
