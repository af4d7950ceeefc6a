// swift-tools-version: 6.2
import PackageDescription

// Feeds what libFuzzer makes up to everything that reads hostile input. A package of its own, because the flags that
// it is built with would bar the project as a dependency; `run` passes them.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "schemagen", path: "../..")],
    targets: [
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CFuzzer",
                .product(name: "RecordLog", package: "schemagen"),
                .product(name: "SchemaCompiler", package: "schemagen"),
            ]
        ),
    ]
)
