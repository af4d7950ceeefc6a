// swift-tools-version: 6.2
import PackageDescription

// Imports point downward, in the order of this list; docs/ARCHITECTURE.md draws the picture.
let package = Package(
    name: "schemagen",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [
        .executable(name: "schemagen", targets: ["schemagen"]),
        .executable(name: "sessionlog", targets: ["sessionlog"]),
        .library(name: "RecordLog", targets: ["RecordLog", "JSONCore", "SchemaProgram"]),
        .library(name: "SessionRecords", targets: ["SessionRecords", "Digest", "SQLite"]),
        .library(name: "SchemaCompiler", targets: ["SchemaCompiler", "SchemaDocuments", "PatternCompiler"]),
        .plugin(name: "SchemagenPlugin", targets: ["SchemagenPlugin"]),
        .plugin(name: "SchemagenCommandPlugin", targets: ["SchemagenCommandPlugin"]),
    ],
    traits: [
        .trait(name: "PostgreSQL", description: "Keep turns in a PostgreSQL database, by libpq.")
    ],
    targets: [
        // What a program that reads and writes records links.
        .target(name: "CJSONScan"),
        .target(name: "JSONCore", dependencies: ["CJSONScan"]),
        .target(name: "SchemaProgram", dependencies: ["CJSONScan", "JSONCore"]),
        .target(name: "RecordLog", dependencies: ["CJSONScan", "JSONCore", "SchemaProgram"]),

        .target(name: "CSHA"),
        .target(name: "Digest", dependencies: ["CSHA"]),

        // What turns schemas into Swift.
        .target(name: "PatternCompiler", dependencies: ["JSONCore"]),
        .target(name: "SchemaDocuments", dependencies: ["JSONCore"]),
        .target(
            name: "SchemaCompiler",
            dependencies: ["JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments"]
        ),
        .target(name: "SchemaModel", dependencies: ["JSONCore", "PatternCompiler", "SchemaDocuments"]),
        .target(
            name: "Compatibility",
            dependencies: [
                "JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments", "SchemaCompiler", "SchemaModel",
            ]
        ),
        .target(name: "SwiftEmitter", dependencies: ["JSONCore", "PatternCompiler", "SchemaModel"]),
        .target(name: "CommandLineTool", dependencies: ["JSONCore"]),
        .target(
            name: "SchemagenCommands",
            dependencies: [
                "CommandLineTool",
                "JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments", "SchemaCompiler", "SchemaModel",
                "Compatibility", "SwiftEmitter", "Digest",
            ]
        ),
        .executableTarget(name: "schemagen", dependencies: ["CommandLineTool", "SchemagenCommands"]),
        .plugin(name: "SchemagenPlugin", capability: .buildTool(), dependencies: ["schemagen"]),
        .plugin(
            name: "SchemagenCommandPlugin",
            capability: .command(
                intent: .custom(verb: "schemagen", description: "Generate, check and explain record schemas"),
                permissions: [.writeToPackageDirectory(reason: "Writes generated Swift, new versions and fixtures")]
            ),
            dependencies: ["schemagen"]
        ),

        // The record families of this package and the systems that live on them.
        .target(
            name: "CSQLite",
            linkerSettings: [
                // By the run-time library's own name: the plain one is a link that only the -dev package brings.
                .linkedLibrary(":libsqlite3.so.0", .when(platforms: [.linux])),
                .linkedLibrary("sqlite3", .when(platforms: [.macOS, .iOS])),
            ]
        ),
        .target(name: "SQLite", dependencies: ["CSQLite", "JSONCore"]),
        .target(
            name: "CPostgreSQL",
            linkerSettings: [
                .linkedLibrary(":libpq.so.5", .when(platforms: [.linux])),
                .linkedLibrary("pq", .when(platforms: [.macOS])),
            ]
        ),
        .target(name: "PostgreSQL", dependencies: ["CPostgreSQL", "JSONCore"]),
        .target(
            name: "SessionRecords",
            dependencies: [
                "JSONCore", "RecordLog", "SchemaProgram", "Digest", "SQLite",
                .target(name: "PostgreSQL", condition: .when(traits: ["PostgreSQL"])),
            ],
            exclude: ["Schemas"],
            plugins: ["SchemagenPlugin"]
        ),

        .target(
            name: "SessionLogCommands",
            dependencies: [
                "CommandLineTool", "JSONCore", "SchemaProgram", "RecordLog", "Digest", "SQLite", "SessionRecords",
            ]
        ),
        .executableTarget(name: "sessionlog", dependencies: ["CommandLineTool", "SessionLogCommands"]),

        .testTarget(name: "JSONCoreTests", dependencies: ["CJSONScan", "JSONCore"]),
        .testTarget(name: "PatternCompilerTests", dependencies: ["JSONCore", "PatternCompiler"]),
        .testTarget(name: "SchemaDocumentsTests", dependencies: ["JSONCore", "SchemaDocuments"]),
        .testTarget(
            name: "SchemaProgramTests",
            dependencies: ["JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments", "SchemaCompiler"]
        ),
        .testTarget(
            name: "SchemaModelTests",
            dependencies: ["JSONCore", "PatternCompiler", "SchemaDocuments", "SchemaModel"],
            exclude: ["Cases"]
        ),
        // Compares random schemas with random changes of them: a few for the tests, many for a script.
        .executableTarget(
            name: "CompatibilityPairs",
            dependencies: ["JSONCore", "SchemaProgram", "SchemaDocuments", "SchemaCompiler", "Compatibility"],
            path: "Tests/CompatibilityPairs"
        ),
        .testTarget(
            name: "CompatibilityTests",
            dependencies: [
                "schemagen", "CompatibilityPairs", "JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments",
                "SchemaCompiler", "SchemaModel",
                "Compatibility", "CommandLineTool", "SchemagenCommands",
            ],
            exclude: ["Rules"]
        ),
        .testTarget(
            name: "SwiftEmitterTests",
            dependencies: [
                "JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments", "SchemaCompiler", "SchemaModel",
                "SwiftEmitter", "RecordLog",
            ],
            exclude: ["Cases"]
        ),
        .testTarget(
            name: "GeneratedTests",
            dependencies: ["JSONCore", "SchemaProgram", "SchemaModel", "RecordLog", "SessionRecords"]
        ),
        .testTarget(name: "RecordLogTests", dependencies: ["JSONCore", "RecordLog", "SchemaProgram"]),
        .testTarget(
            name: "SchemagenTests",
            dependencies: ["CommandLineTool", "JSONCore", "SchemaDocuments", "SchemaModel", "SchemagenCommands"]
        ),
        .testTarget(
            name: "SessionRecordsTests",
            dependencies: ["JSONCore", "RecordLog", "SchemaProgram", "SessionRecords"]
        ),
        .testTarget(
            name: "SessionLogTests",
            dependencies: [
                "CommandLineTool", "JSONCore", "RecordLog", "SQLite", "SessionRecords", "SchemagenCommands",
                "SessionLogCommands", "sessionlog",
                .target(name: "PostgreSQL", condition: .when(traits: ["PostgreSQL"])),
            ]
        ),
        .testTarget(name: "IntegrationTests"),
        .testTarget(name: "DigestTests", dependencies: ["Digest"]),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
        // Takes turns in and dies where it is told to: for the crash tests.
        .executableTarget(
            name: "TrailProbe",
            dependencies: [
                "SessionRecords", "SQLite",
                .target(name: "PostgreSQL", condition: .when(traits: ["PostgreSQL"])),
            ],
            path: "Tests/TrailProbe"
        ),
        .testTarget(
            name: "TrailTests",
            dependencies: [
                "SessionRecords", "RecordLog", "JSONCore", "Digest", "SQLite", "TrailProbe",
                .target(name: "PostgreSQL", condition: .when(traits: ["PostgreSQL"])),
            ]
        ),
    ]
)
