import CommandLineTool
import JSONCore
import SchemaDocuments
import SchemaModel

/// Each step that no rule can take has been written by a person. The compiler insists on it as well, later and in its
/// own words.
func migrationFindings(_ models: [FamilyModel], _ console: Console) throws(CommandFailure) -> [Diagnostic] {
    var missing: [Diagnostic] = []
    var sources: [UInt8]?
    for model in models {
        for migration in model.migrations {
            for step in migration.steps {
                guard case .byHand(let reasons) = step.plan,
                    let old = model.versions.first(where: { $0.number == migration.from })?.types[step.old],
                    let new = model.versions.first(where: { $0.number == migration.to })
                else { continue }
                if sources == nil { sources = try swiftSources(console) }
                let text = sources ?? []
                // Without sources there is nothing that the step could stand in: schemas in a repository of their own.
                if text.isEmpty || contains(text, "V\(migration.from).\(old.name))") { continue }
                missing.append(
                    Diagnostic(
                        .error,
                        "migration-missing",
                        path: new.place.path,
                        at: new.place.location,
                        "nobody has written 'static func upgrade(_ old: V\(migration.from).\(old.name))' for "
                            + "\(model.swiftName): \(reasons.joined(separator: "; "))"
                    )
                )
            }
        }
    }
    return missing
}

/// The Swift files below `Sources`, one after the other.
private func swiftSources(_ console: Console) throws(CommandFailure) -> [UInt8] {
    var text: [UInt8] = []
    var open = try console.status(of: "Sources")?.kind == .folder ? [("Sources", 0)] : []
    while let (folder, depth) = open.popLast() {
        for name in try console.names(in: folder) where !name.hasPrefix(".") {
            let path = joined(folder, name)
            switch try console.status(of: path)?.kind {
            case .folder where depth < SchemaTexts.deepest && name != "Schemas": open.append((path, depth + 1))
            case .file where name.hasSuffix(".swift"):
                let bytes = try console.read(path, limit: SchemaTexts.largestFile)
                if text.count + bytes.count > SchemaTexts.largestSum { return text }
                // What was generated calls the step and does not write it.
                if !bytes.starts(with: Mirror.mark) { text += bytes }
            case .folder, .file, .other, nil: break
            }
        }
    }
    return text
}

private func contains(_ text: [UInt8], _ wanted: String) -> Bool {
    let wanted = Array(wanted.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return false }
    return text.indices.dropLast(wanted.count - 1).contains { index in
        text[index] == first && text[index..<(index + wanted.count)].elementsEqual(wanted)
    }
}
