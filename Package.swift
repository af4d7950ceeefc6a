// swift-tools-version: 6.2
import PackageDescription

// Imports point downward, in the order of this list; docs/ARCHITECTURE.md draws the picture.
let package = Package(
    name: "schemagen",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [
        .library(name: "RecordLog", targets: ["RecordLog", "JSONCore", "SchemaProgram"]),
        .executable(name: "schemagen", targets: ["schemagen"]),
        .plugin(name: "SchemagenPlugin", targets: ["SchemagenPlugin"]),
        .plugin(name: "SchemagenCommandPlugin", targets: ["SchemagenCommandPlugin"]),
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
        .target(
            name: "SchemagenCommands",
            dependencies: [
                "JSONCore", "SchemaProgram", "SchemaDocuments", "SchemaCompiler", "SchemaModel", "SwiftEmitter",
            ]),
        .executableTarget(name: "schemagen", dependencies: ["SchemagenCommands"]),
        .plugin(name: "SchemagenPlugin", capability: .buildTool(), dependencies: ["schemagen"]),
        .plugin(
            name: "SchemagenCommandPlugin",
            capability: .command(
                intent: .custom(verb: "schemagen", description: "Generate Swift from JSON Schemas, and check them."),
                permissions: [.writeToPackageDirectory(reason: "It writes generated Swift and new schemas.")]),
            dependencies: ["schemagen"]),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"]),
        .testTarget(name: "PatternCompilerTests", dependencies: ["JSONCore", "PatternCompiler"]),
        .testTarget(name: "SchemaModelTests", dependencies: ["JSONCore", "SchemaDocuments", "SchemaModel"]),
        .testTarget(name: "RecordLogTests", dependencies: ["JSONCore", "RecordLog", "SchemaProgram"]),
        .testTarget(
            name: "SchemagenTests",
            dependencies: ["JSONCore", "SchemaDocuments", "SchemaModel", "SchemagenCommands"]),
        .testTarget(name: "IntegrationTests"),
    ]
)
