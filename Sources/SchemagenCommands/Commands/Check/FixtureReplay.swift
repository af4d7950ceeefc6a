import JSONCore
import SchemaDocuments
import SchemaModel
import SchemaProgram

/// What the readers, writers and migrations that are generated for a family do to its fixtures.
///
/// The engine that readers ask as well judges every record on the way; what the types make of it is computed.
struct FixtureReplay {
    struct Fault: Hashable {
        var rule: String
        var severity = Diagnostic.Severity.error
        var message: String
    }

    /// What came of a fixture.
    struct Outcome {
        var fault: Fault?
        /// Whether on its way to the newest version lies a step that a person writes.
        var isByHand = false
    }

    private let model: FamilyModel
    private let programs: [Int: Program]
    private let recorded: RecordedMigrations
    /// Whether steps by hand are somewhere here, and so is a test that can record them.
    private let wantsRecords: Bool

    init(_ model: FamilyModel, _ programs: [Int: Program], _ recorded: RecordedMigrations, wantsRecords: Bool) {
        self.model = model
        self.programs = programs
        self.recorded = recorded
        self.wantsRecords = wantsRecords
    }

    /// Reads, writes and migrates a fixture of a version; nil where the version has no program.
    func replay(_ record: JSONValue, _ bytes: [UInt8], of version: VersionModel, path: String) -> Outcome? {
        guard let program = programs[version.number] else { return nil }
        if let violation = violation(bytes, program) {
            return Outcome(fault: unreadable(record, version, violation))
        }
        let written: JSONValue
        do throws(RecordFault) {
            written = try rewritten(record, by: version)
        } catch {
            return Outcome(fault: refused(error, version))
        }
        var outcome = migrate(written, from: version, recorded: recorded.outcomes[path])
        if let change = firstChange(from: record, to: written, sparesUUIDs: true) {
            outcome.fault = Fault(rule: "fixture-lossy", message: "is not written as it was read: \(change)")
        } else if outcome.fault == nil, let change = firstChange(from: record, to: written) {
            let message = "is written again in lower case, as UUIDs are: \(change)"
            outcome.fault = Fault(rule: "fixture-lossy", severity: .note, message: message)
        }
        return outcome
    }

    private func migrate(
        _ record: JSONValue,
        from version: VersionModel,
        recorded: RecordedMigrations.Outcome?
    ) -> Outcome {
        var record = record
        var old = version
        var outcome = Outcome()
        for migration in model.migrations where migration.from >= old.number {
            guard migration.from == old.number, let new = self.version(migration.to), let program = programs[new.number]
            else { break }
            do throws(RecordFault) {
                record = try migrated(record, by: migration, from: old, to: new)
            } catch {
                guard case .byHand = error else {
                    return Outcome(fault: refused(error, old), isByHand: outcome.isByHand)
                }
                outcome.isByHand = true
                guard let recorded, recorded.version > old.number, let reached = self.version(recorded.version) else {
                    outcome.fault = wantsRecords ? unproven(old, recorded) : nil
                    return outcome
                }
                if let fault = misrecorded(recorded, of: reached) {
                    outcome.fault = fault
                    return outcome
                }
                record = recorded.record
                old = reached
                continue
            }
            if let what = mistake(in: record, program) {
                let message =
                    "does not conform to version \(new.number) after the step that the generator writes: \(what); "
                    + "it becomes \(record.jsonText)"
                return Outcome(
                    fault: Fault(rule: "migration-output-invalid", message: message),
                    isByHand: outcome.isByHand
                )
            }
            if let recorded, recorded.version == new.number, !outcome.isByHand,
                let change = change(from: record, to: recorded, of: new)
            {
                let message = "becomes another record than \(told(recorded)) says: \(change); \(Self.howToRecord)"
                return Outcome(fault: Fault(rule: "migration-unproven", message: message))
            }
            old = new
        }
        return outcome
    }

    /// What becomes of a record of one version at another, as far as the steps are written by the generator.
    func advanced(_ record: JSONValue, from number: Int, to goal: Int) -> JSONValue? {
        guard var old = version(number), var record = try? rewritten(record, by: old) else { return nil }
        for migration in model.migrations where migration.from >= number && migration.to <= goal {
            guard migration.from == old.number, let new = version(migration.to),
                let next = try? migrated(record, by: migration, from: old, to: new)
            else { return nil }
            record = next
            old = new
        }
        return old.number == goal ? try? rewritten(record, by: old) : nil
    }

    private func version(_ number: Int) -> VersionModel? {
        model.versions.first { $0.number == number }
    }

    // MARK: What was recorded

    static let howToRecord = "run the test that calls checkMigrations with SCHEMAGEN_RECORD=1"

    private func unproven(_ old: VersionModel, _ recorded: RecordedMigrations.Outcome?) -> Fault {
        let what =
            recorded.map { "\(told($0)) tells what it was in version \($0.version)" }
            ?? "nobody has recorded what comes out"
        return Fault(
            rule: "migration-unproven",
            message: "goes from version \(old.number) to \(old.number + 1) by a step that a person wrote, and \(what): "
                + Self.howToRecord
        )
    }

    private func misrecorded(_ recorded: RecordedMigrations.Outcome, of reached: VersionModel) -> Fault? {
        guard let program = programs[reached.number], let what = mistake(in: recorded.record, program) else {
            return nil
        }
        return Fault(
            rule: "migration-output-invalid",
            message:
                "does not conform to version \(reached.number) after a step that a person wrote, as \(told(recorded)) "
                + "has it: \(what)"
        )
    }

    private func change(
        from record: JSONValue,
        to recorded: RecordedMigrations.Outcome,
        of version: VersionModel
    ) -> String? {
        guard let written = try? rewritten(record, by: version) else { return nil }
        return firstChange(from: written, to: recorded.record, sparesUUIDs: true)
    }

    private func told(_ recorded: RecordedMigrations.Outcome) -> String {
        "\(recorded.path):\(recorded.line)"
    }

    private func mistake(in record: JSONValue, _ program: Program) -> String? {
        violation(Array(record.jsonText.utf8), program).map { told($0) }
    }

    private func violation(_ bytes: [UInt8], _ program: Program) -> Violation? {
        bytes.withUnsafeBufferPointer { text in
            program.isValid(text) ? nil : program.violations(text, limit: 1).first
        }
    }

    private func told(_ violation: Violation) -> String {
        violation.message + (violation.instanceLocation.isEmpty ? "" : " at \(violation.instanceLocation)")
    }

    private func unreadable(_ record: JSONValue, _ version: VersionModel, _ violation: Violation) -> Fault {
        if let tag = model.tag.flatMap({ record[$0]?.string }), !version.variants.isEmpty,
            !version.variants.contains(where: { sameBytes($0, tag) })
        {
            return Fault(
                rule: "fixture-lossy",
                message: "has the tag \"\(tag)\", which version \(version.number) does not know: it would be kept raw "
                    + "and not decoded"
            )
        }
        return Fault(
            rule: "fixture-unreadable",
            message: "does not conform to version \(version.number): \(told(violation))"
        )
    }

    private func refused(_ fault: RecordFault, _ version: VersionModel) -> Fault {
        guard case .refused(let place, let what) = fault else {
            return Fault(rule: "fixture-unreadable", message: "needs a step that nobody has written")
        }
        let message =
            "conforms to version \(version.number), but the types that are generated for it do not take it: \(what)"
            + (place.isEmpty ? "" : " at \(place)")
        return Fault(rule: "fixture-unreadable", message: message)
    }
}

/// The first place at which two values differ, and how; nil where they are equal as JSON Schema has it: by the
/// mathematical value of numbers, and whatever the order of members.
///
/// - Parameter sparesUUIDs: whether two spellings of a UUID are equal as well.
func firstChange(
    from old: JSONValue,
    to new: JSONValue,
    sparesUUIDs: Bool = false,
    at pointer: JSONPointer = JSONPointer()
) -> String? {
    if old == new { return nil }
    switch (old, new) {
    case (.object(let before), .object(let after)):
        for member in before.members {
            let place = pointer.appending(member.key)
            guard let value = after[member.key] else { return "\(place) is gone" }
            if let change = firstChange(from: member.value, to: value, sparesUUIDs: sparesUUIDs, at: place) {
                return change
            }
        }
        return after.members.first { before[$0.key] == nil }.map { "\(pointer.appending($0.key)) is new" }
    case (.array(let before), .array(let after)) where before.count == after.count:
        for (index, pair) in zip(before, after).enumerated() {
            let place = pointer.appending("\(index)")
            if let change = firstChange(from: pair.0, to: pair.1, sparesUUIDs: sparesUUIDs, at: place) { return change }
        }
        return nil
    case (.string(let before), .string(let after)) where sparesUUIDs:
        if let id = UUID128(before), id == UUID128(after) { return nil }
    case (.object, _), (.array, _), (.string, _), (.null, _), (.bool, _), (.number, _): break
    }
    return "\(old.jsonText) becomes \(new.jsonText)" + (pointer.tokens.isEmpty ? "" : " at \(pointer)")
}
