import CommandLineTool
import JSONCore

/// The schemas and fixtures that the present ones are compared with.
struct Baseline {
    /// How findings call it: `origin/main@1a2b3c4`, `../release`, `the lock file`.
    var name: String
    /// By path from the `Schemas` folder.
    var files: [String: [UInt8]]
    /// Digests of the fixtures where only those are known.
    var fixtureDigests: [String: String] = [:]
    /// The digests of what fixtures were recorded to become, by the fixture's path, where only those are known.
    var migrationDigests: [String: String] = [:]
    /// Whether this work is on the default branch itself, so that the commit tells of one step back and no more.
    var isOfOwnBranch = false
    /// What a file held before, the newest first, as far as that is known.
    var earlierTexts: (_ path: String) -> [[UInt8]] = { _ in [] }

    var schemas: [String: [UInt8]] {
        files.filter { path, _ in
            path.hasSuffix(".json") && !path.split(separator: "/").contains("fixtures")
        }
    }
}

/// Finds the baseline: the one that was named, else the merge base with the default branch, else the lock file.
///
/// - Throws: with exit status 3 when there is none, and with the command that brings it.
func findBaseline(
    against wanted: String?,
    schemas: String,
    lock: LockFile?,
    _ console: Console
) throws(CommandFailure) -> Baseline {
    if let wanted {
        let baseline = try namedBaseline(wanted, schemas, console)
        if baseline.schemas.isEmpty {
            throw CommandFailure(
                "\(terminalSafe(baseline.name)) holds no schemas to compare with",
                status: .baselineMissing
            )
        }
        return baseline
    }
    let repository: GitRepository
    do throws(CommandFailure) {
        repository = try GitRepository(at: schemas, console)
    } catch {
        guard let lock else {
            throw CommandFailure(
                "\(error.message), and there is no lock file: name what to compare with, as in "
                    + "'schemagen check --against DIR', or write the lock with 'schemagen check --write-lock'",
                status: error.status
            )
        }
        console.note("comparing with the lock file: \(error.message)")
        return lock.baseline
    }
    do throws(CommandFailure) {
        return try repository.mergeBaseBaseline()
    } catch {
        guard let lock else { throw error }
        console.note("comparing with the lock file: \(error.message)")
        return lock.baseline
    }
}

private func namedBaseline(
    _ wanted: String,
    _ schemas: String,
    _ console: Console
) throws(CommandFailure) -> Baseline {
    guard !wanted.hasPrefix("tag:"), try console.status(of: wanted)?.kind == .folder else {
        let repository: GitRepository
        do throws(CommandFailure) {
            repository = try GitRepository(at: schemas, console)
        } catch {
            throw CommandFailure(
                "\(error.message), and '\(terminalSafe(wanted))' is no folder: name what to compare with, as in "
                    + "'schemagen check --against DIR'",
                status: error.status
            )
        }
        return try repository.baseline(ref: wanted)
    }
    if let repository = try? GitRepository(at: schemas, console), try repository.knows(wanted) {
        let name = terminalSafe(wanted)
        throw CommandFailure(
            "\(name) is a folder, and git knows a commit of that name: write ./\(name) for the folder, or the commit's "
                + "full name, such as refs/heads/\(name)"
        )
    }
    return try folderBaseline(wanted, console)
}

private func folderBaseline(_ folder: String, _ console: Console) throws(CommandFailure) -> Baseline {
    var root = folder
    if try console.status(of: joined(folder, "Schemas"))?.kind == .folder { root = joined(folder, "Schemas") }
    var baseline = Baseline(name: console.shown(folder), files: try SchemaTexts(folder: root, console: console).files)
    for (path, bytes) in try fixtureFiles(root, console) + recordedMigrationFiles(root, console) {
        baseline.files[path] = bytes
    }
    return baseline
}

/// The fixtures of all versions below a `Schemas` folder: `family/fixtures/v1/name.json`.
func fixtureFiles(_ folder: String, _ console: Console) throws(CommandFailure) -> [(path: String, bytes: [UInt8])] {
    var found: [(String, [UInt8])] = []
    for family in try console.names(in: folder) {
        let fixtures = joined(joined(folder, family), "fixtures")
        guard try console.status(of: fixtures)?.kind == .folder else { continue }
        for version in try console.names(in: fixtures) where versionInName(version + ".json") != nil {
            let versionFolder = joined(fixtures, version)
            guard try console.status(of: versionFolder)?.kind == .folder else { continue }
            for name in try console.names(in: versionFolder) where name.hasSuffix(".json") {
                let bytes = try console.read(joined(versionFolder, name), limit: SchemaTexts.largestFile)
                found.append(("\(family)/fixtures/\(version)/\(name)", bytes))
            }
        }
    }
    return found
}
