import Foundation
import JSONCore
import SchemaModel
import SwiftEmitter
import Testing

/// Every fifth text at every place, and all of them where `SCHEMAGEN_HOSTILE` is set.
struct HostileNamesTests {
    @Test(.enabled(if: builtModules != nil, "the modules that were built are not beside the tests: skipped"))
    func `No text of a schema becomes code`() throws {
        let modules = try #require(builtModules)
        let folder = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let isThorough = ProcessInfo.processInfo.environment["SCHEMAGEN_HOSTILE"] != nil
        var seen = 0
        var count = 0
        var combined = ""
        var expected: Set<String> = mechanism
        for (place, schema) in hostilePlaces {
            for (number, text) in hostileTexts.enumerated() {
                defer { seen += 1 }
                guard isThorough || seen % 5 == 0 || number < 4 else { continue }
                let family = "hostile-\(count)"
                let json = JSONValue.string(text).jsonText
                let model = modelFamilies([
                    "\(family)/family.json": Array("{\"description\":\(json)}".utf8),
                    "\(family)/v1.json": Array(schema(json).utf8),
                ])
                // Some of these are refused with a diagnostic, which is right too: two names that Swift would not tell
                // apart, a definition that hides another.
                guard let model = model.families.first else { continue }
                expected.formUnion(declared(by: model))
                let files = emit(model, programs: [1: "x"])
                for file in files {
                    #expect(file.text.unicodeScalars.allSatisfy(isVisible), "\(place): \(text.debugDescription)")
                    combined += file.text
                }
                count += 1
            }
        }
        #expect(count >= 200)
        print("\(count) hostile schemas generate Swift")

        // In one file: a frontend for each would parse all of the others.
        let one = folder.appending(path: "all.swift").path
        try combined.write(toFile: one, atomically: true, encoding: .utf8)
        let flags = modules.arguments.filter { !$0.hasSuffix(".o") } + ["-swift-version", "6", "-warnings-as-errors"]
        let (status, messages) = try runSwift(flags + ["-typecheck", one], tool: "swiftc")
        #expect(status == 0, "\(messages.prefix(4_000))")
        let (_, tree) = try runSwift(["-frontend", "-dump-parse", one], tool: "swiftc")
        let found = declarations(in: tree)
        #expect(found.count > 300)
        #expect(found.subtracting(expected) == [])
        #expect(!found.contains("evil()"))
        #expect(!tree.contains("top_level_code_decl"))
    }
}

/// Neither control nor direction nor what looks like nothing.
private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200B...0x200F, 0xFEFF: false
    default: true
    }
}

/// Names that generated code declares whatever the schema says.
private let mechanism: Set<String> = [
    "c", "out", "seen", "more", "otherFields", "others", "otherNames", "line", "names", "tags", "words", "word", "text",
    "rules", "read", "values", "places", "place", "field", "fields", "begin", "fault", "value", "error", "self", "$0",
    "View",
    "V1", "Record", "familyName", "newestVersion",
    "readsStrictly", "telling", "program", "version", "v1", "unrecognised",
]

/// Names of the model, with those that are made of them.
private func declared(by family: FamilyModel) -> Set<String> {
    var names: Set<String> = [family.swiftName]
    for type in family.versions.flatMap(\.types) {
        names.insert(type.name)
        switch type.shape {
        case .object(let object):
            for field in object.fields { names.insert(field.swiftName) }
        case .union(let union): names.formUnion(union.cases.map(\.swiftName))
        case .enumeration(let enumeration): names.formUnion(enumeration.cases.map(\.swiftName))
        }
    }
    for name in names {
        for suffix in [
            "Value", "ValueValue", "Constant", "Values", "Pattern",
            "Table",
        ] {
            names.insert(name + suffix)
        }
    }
    names.formUnion(["tagsTable", "wordsTable", "lineValue"])
    return names
}

/// The names of all declarations in what `-dump-parse` prints, functions and initialisers with their labels.
private func declarations(in tree: String) -> Set<String> {
    let kinds = [
        "struct_decl", "enum_decl", "class_decl", "protocol_decl", "typealias", "enum_element_decl", "var_decl",
        "func_decl", "actor_decl", "macro_decl",
    ]
    var names: Set<String> = []
    for line in tree.split(separator: "\n") {
        let line = line.drop { $0 == " " }
        guard line.hasPrefix("("), let kind = kinds.first(where: { line.dropFirst().hasPrefix($0 + " ") }) else {
            continue
        }
        let quoted = line.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard quoted.count > 1 else { continue }
        var name = String(quoted[1])
        if kind == "func_decl",
            ["read(_:version:)", "program(of:)", "view(_:version:in:)", "write(to:)"].contains(name)
        {
            continue
        }
        if kind == "enum_element_decl" { name = String(name.prefix { $0 != "(" }) }
        names.insert(name)
    }
    return names
}
