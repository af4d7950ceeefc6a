import JSONCore
import SchemaDocuments
import SchemaModel

/// Each version leads to the next: every type that is left has its step.
func migrationFindings(_ models: [FamilyModel], _ catalogue: SchemaCatalogue) -> [Diagnostic] {
    models.flatMap { model in
        zip(model.versions, model.versions.dropFirst()).compactMap { old, new -> Diagnostic? in
            let step = model.migrations.first { $0.from == old.number && $0.to == new.number }
            if let step, step.steps.contains(where: { $0.old == old.root && $0.new == new.root }) { return nil }
            return Diagnostic(
                .error,
                "migration-missing",
                path: new.place.path,
                at: new.place.location,
                "nothing leads from version \(old.number) of \"\(model.name)\" to version \(new.number): the record types "
                    + "have nothing in common"
            )
        }
    }
}
