// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that no test is timed and no peer is a dependency. `./run` does everything.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(name: "schemagen", path: "..")
    ],
    targets: [
        // Types made by the plugin, as a consumer's are.
        .target(
            name: "Records",
            dependencies: [.product(name: "RecordLog", package: "schemagen")],
            exclude: ["Schemas"],
            plugins: [.plugin(name: "SchemagenPlugin", package: "schemagen")]
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Records", .product(name: "RecordLog", package: "schemagen"),
                .product(name: "SessionRecords", package: "schemagen"),
            ]
        ),
    ]
)
