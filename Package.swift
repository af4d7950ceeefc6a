// swift-tools-version: 6.2
import PackageDescription

// Every module is in Swift 6 language mode (tools version 6 and later). Imports point downward; see docs/ARCHITECTURE.md.
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
        .target(name: "RecordLog", dependencies: ["JSONCore"]),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"]),
    ]
)
