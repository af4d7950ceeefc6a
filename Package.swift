// swift-tools-version: 6.2
import PackageDescription

// Imports point downward, in the order of this list; docs/ARCHITECTURE.md draws the picture.
let package = Package(
    name: "schemagen",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [
        .library(name: "RecordLog", targets: ["RecordLog", "JSONCore", "SchemaProgram"])
    ],
    targets: [
        .target(name: "CJSONScan"),
        .target(name: "JSONCore", dependencies: ["CJSONScan"]),
        .target(name: "PatternCompiler", dependencies: ["JSONCore"]),
        .target(name: "SchemaProgram", dependencies: ["CJSONScan", "JSONCore"]),
        .target(name: "SchemaDocuments", dependencies: ["JSONCore"]),
        .target(
            name: "SchemaCompiler", dependencies: ["JSONCore", "PatternCompiler", "SchemaProgram", "SchemaDocuments"]),
        .target(name: "SchemaModel", dependencies: ["JSONCore", "PatternCompiler", "SchemaDocuments"]),
        .target(name: "SwiftEmitter", dependencies: ["JSONCore", "PatternCompiler", "SchemaModel"]),
        .target(name: "RecordLog", dependencies: ["CJSONScan", "JSONCore", "SchemaProgram"]),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"]),
        .testTarget(name: "PatternCompilerTests", dependencies: ["JSONCore", "PatternCompiler"]),
        .testTarget(name: "SchemaModelTests", dependencies: ["JSONCore", "SchemaDocuments", "SchemaModel"]),
        .testTarget(name: "RecordLogTests", dependencies: ["JSONCore", "RecordLog", "SchemaProgram"]),
        .testTarget(
            name: "SchemaProgramTests",
            dependencies: ["JSONCore", "PatternCompiler", "SchemaCompiler", "SchemaDocuments", "SchemaProgram"]),
    ]
)
