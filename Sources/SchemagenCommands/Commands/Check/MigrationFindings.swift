import CommandLineTool
import JSONCore
import SchemaDocuments
import SchemaModel

/// Each step that no rule can take has been written by a person. The compiler insists on it as well, later and in its
/// own words.
struct MigrationFindings {
    private(set) var missing: [Diagnostic] = []
    /// The families that they are of.
    private(set) var unfinished: Set<String> = []
    /// Whether there are sources in which the steps could stand, as far as there is a step by hand.
    private(set) var hasSources = false

    init(_ models: [FamilyModel], schemas: String, _ console: Console) throws(CommandFailure) {
        var known: WrittenSteps?
        for model in models {
            for migration in model.migrations {
                for step in migration.steps {
                    guard case .byHand(let reasons) = step.plan,
                        let old = model.versions.first(where: { $0.number == migration.from })?.types[step.old],
                        let new = model.versions.first(where: { $0.number == migration.to })
                    else { continue }
                    let written = if let known { known } else { try WrittenSteps(for: schemas, console) }
                    known = written
                    hasSources = written.hasSources
                    // Without sources there is nothing that the step could stand in: schemas in a repository of their own.
                    if !hasSources || written.holds(model.swiftName, from: migration.from, old.name) { continue }
                    unfinished.insert(model.name)
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
    }
}
