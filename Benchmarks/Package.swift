// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that no test is timed and no peer is a dependency. `./run` does everything.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v14)],
    traits: ["PostgreSQL"],
    dependencies: [
        .package(
            name: "schemagen",
            path: "..",
            traits: [.trait(name: "PostgreSQL", condition: .when(traits: ["PostgreSQL"]))]
        )
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
        // The stores beside a loop in C over the same statements. `./stores` does everything.
        .target(name: "CStoreLoop", cSettings: [.define("CSL_POSTGRESQL", .when(traits: ["PostgreSQL"]))]),
        .executableTarget(
            name: "storebench",
            dependencies: [
                "CStoreLoop", .product(name: "RecordLog", package: "schemagen"),
                .product(name: "SessionRecords", package: "schemagen"),
            ]
        ),
    ]
)
