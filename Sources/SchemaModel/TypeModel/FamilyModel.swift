/// One family of records with all of its versions, ready to be printed as Swift.
///
/// The type model has few closed shapes and no schema words: whatever a schema can say has become one of these, or has
/// been left to the validation program (`VersionModel.needsProgram`), or was refused with a diagnostic.
public struct FamilyModel: Sendable {
    /// The folder's name, `buffer-event`.
    public var name: String
    /// The Swift namespace, `BufferEvent`.
    public var swiftName: String
    /// What the newest record type is called inside the namespace, `Event`.
    public var recordName: String
    public var description: String
    public var access: AccessLevel
    public var reading: Reading
    /// Whether a variant that no version knows is kept raw (`true`) or is a violation.
    public var keepsUnknownVariants: Bool
    /// The field that tells the variants apart; nil for a family of one shape.
    public var tag: String?
    /// Fields that even an unknown version has.
    public var guaranteed: [String]
    /// How a record's version is told, tried in order.
    public var versionRules: [VersionRule]
    /// The version taken when no rule decides.
    public var assumedVersion: Int
    /// Ascending from 1 without gaps; never empty.
    public var versions: [VersionModel]
    /// One step per neighbouring pair of versions: `migrations[0]` goes from `versions[0]` to `versions[1]`.
    public var migrations: [MigrationModel]

    public init(
        name: String,
        swiftName: String,
        recordName: String,
        description: String,
        access: AccessLevel,
        reading: Reading,
        keepsUnknownVariants: Bool,
        tag: String?,
        guaranteed: [String],
        versionRules: [VersionRule],
        assumedVersion: Int,
        versions: [VersionModel],
        migrations: [MigrationModel]
    ) {
        self.name = name
        self.swiftName = swiftName
        self.recordName = recordName
        self.description = description
        self.access = access
        self.reading = reading
        self.keepsUnknownVariants = keepsUnknownVariants
        self.tag = tag
        self.guaranteed = guaranteed
        self.versionRules = versionRules
        self.assumedVersion = assumedVersion
        self.versions = versions
        self.migrations = migrations
    }
}

public enum AccessLevel: String, Sendable, CaseIterable {
    case `public`, package, `internal`
}

public enum Reading: String, Sendable, CaseIterable {
    case tolerant, strict
}

/// One way to tell a record's version.
public enum VersionRule: Sendable, Hashable {
    /// A record whose tag is `tag` states in `field` (an integer) the version of itself and of the records after it.
    case header(tag: String, field: String)
    /// Each record carries a mark: `field` equals one of these texts.
    case field(String, marks: [Mark])
    /// By the fields that are there: the first rule whose names are all present decides.
    case shape([ShapeRule])

    public struct Mark: Sendable, Hashable {
        public var version: Int
        public var value: String

        public init(version: Int, value: String) {
            self.version = version
            self.value = value
        }
    }

    public struct ShapeRule: Sendable, Hashable {
        public var version: Int
        public var has: [String]

        public init(version: Int, has: [String]) {
            self.version = version
            self.has = has
        }
    }
}

/// One version: a list of types that refer to each other by their index.
public struct VersionModel: Sendable {
    public var number: Int
    public var schemaID: String?
    public var place: SchemaPlace
    public var documentation: Documentation
    /// The record's type: an object or a union of objects.
    public var root: Int
    /// In the order in which they are declared.
    public var types: [TypeModel]
    /// Keywords that the types do not say, with their places; when any, every record is checked by the program too.
    public var residual: [Residual]

    public var needsProgram: Bool { !residual.isEmpty }

    public init(
        number: Int,
        schemaID: String?,
        place: SchemaPlace,
        documentation: Documentation,
        root: Int,
        types: [TypeModel],
        residual: [Residual]
    ) {
        self.number = number
        self.schemaID = schemaID
        self.place = place
        self.documentation = documentation
        self.root = root
        self.types = types
        self.residual = residual
    }
}

/// A keyword that only the program can check.
public struct Residual: Sendable, Hashable {
    public var keyword: String
    public var place: SchemaPlace

    public init(keyword: String, place: SchemaPlace) {
        self.keyword = keyword
        self.place = place
    }
}
