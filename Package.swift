// swift-tools-version: 6.2
import PackageDescription

// Imports point downward, in the order of this list; docs/ARCHITECTURE.md draws the picture.
let package = Package(
    name: "schemagen",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [
        .library(name: "JSONCore", targets: ["JSONCore"]),
        .library(name: "RecordLog", targets: ["RecordLog"]),
    ],
    targets: [
        .target(name: "CJSONScan"),
        .target(name: "JSONCore", dependencies: ["CJSONScan"]),
        .target(name: "PatternCompiler", dependencies: ["JSONCore"]),
        .target(name: "SchemaProgram", dependencies: ["JSONCore"]),
        .target(name: "SchemaDocuments", dependencies: ["JSONCore"]),
        .target(
            name: "SchemaCompiler", dependencies: ["JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments"]),
        .target(name: "SchemaModel", dependencies: ["JSONCore", "PatternCompiler", "SchemaDocuments"]),
        .target(name: "RecordLog", dependencies: ["CJSONScan", "JSONCore", "SchemaProgram"]),
        .target(name: "CSHA"),
        .target(name: "Digest", dependencies: ["CSHA"]),
        .target(
            name: "CSQLite",
            linkerSettings: [
                // By the run-time library's own name: the plain one is a link that only the -dev package brings.
                .linkedLibrary(":libsqlite3.so.0", .when(platforms: [.linux])),
                .linkedLibrary("sqlite3", .when(platforms: [.macOS, .iOS])),
            ]),
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "SessionRecords", dependencies: ["JSONCore", "RecordLog", "Digest", "SQLite"]),
        // Takes turns in and dies where it is told to: for the crash tests.
        .executableTarget(name: "TrailProbe", dependencies: ["SessionRecords", "SQLite"], path: "Tests/TrailProbe"),
        .testTarget(
            name: "TrailTests",
            dependencies: ["SessionRecords", "RecordLog", "JSONCore", "Digest", "SQLite", "TrailProbe"]),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"]),
        .testTarget(name: "DigestTests", dependencies: ["Digest"]),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    ]
)
