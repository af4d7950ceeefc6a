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
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"]),
        .testTarget(name: "SchemaDocumentsTests", dependencies: ["JSONCore", "SchemaDocuments"]),
        .testTarget(
            name: "SchemaModelTests", dependencies: ["JSONCore", "SchemaDocuments", "SchemaModel"],
            exclude: ["Cases"]),
    ]
)
