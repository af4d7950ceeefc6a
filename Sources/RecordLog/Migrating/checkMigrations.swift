import JSONCore

extension RecordFamily {
    /// Takes every fixture of the older versions to the newest, and compares what comes out with what is recorded beside
    /// the fixtures: `fixtures/migrated/v1.jsonl` holds what became of those in `fixtures/v1`, a line each.
    ///
    /// For a test. What a step that a person wrote makes of old records is then a fact that reviewers see, that stays as
    /// it is, and that `schemagen check` judges although it cannot run the step:
    ///
    /// ```
    /// @Test func ordersMigrateAsRecorded() throws {
    ///     try Order.checkMigrations(ofFixturesIn: "../../Sources/Orders/Schemas/order/fixtures")
    /// }
    /// ```
    ///
    /// `SCHEMAGEN_RECORD=1 swift test` records what comes out, in place of comparing it. A record is written anew only
    /// where it reads otherwise than before, or is of a version that has become an old one.
    ///
    /// - Parameters:
    ///   - folder: the family's folder of fixtures; a relative one is sought from the folder of the file that calls, since
    ///     tests run wherever their runner stands.
    ///   - recording: whether to record; nil for what the environment says.
    /// - Throws: everything that is wrong, not only the first; also where recording is asked for and a fixture does not
    ///   migrate.
    public static func checkMigrations(
        ofFixturesIn folder: String,
        recording: Bool? = nil,
        callingFile: String = #filePath
    ) throws(MigrationFailure) {
        let folder = folder.hasPrefix("/") ? folder : "\(splitPath(callingFile).folder)/\(folder)"
        let recording = recording ?? RecordingOfMigrations<Self>.isAskedFor
        var problems: [MigrationFailure.Problem] = []
        // Not 1..<newest, which traps for a family of one version.
        for version in stride(from: 1, to: newestVersion, by: 1) {
            var check = RecordingOfMigrations<Self>(folder: folder, version: version)
            check.run(recording: recording)
            problems += check.problems
        }
        if !problems.isEmpty { throw MigrationFailure(problems: problems) }
    }
}

/// What is wrong with the migrations of a family's fixtures, or with what is recorded of them.
public struct MigrationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        public var path: String
        public var message: String

        public init(path: String, message: String) {
            self.path = path
            self.message = message
        }

        public var description: String { "\(path): \(message)" }
    }

    public var problems: [Problem]

    public init(problems: [Problem]) {
        self.problems = problems
    }

    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
