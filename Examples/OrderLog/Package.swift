// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "OrderLog",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(name: "schemagen", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "OrderLog",
            dependencies: [.product(name: "RecordLog", package: "schemagen")],
            plugins: [.plugin(name: "SchemagenPlugin", package: "schemagen")]
        ),
        .testTarget(
            name: "OrderLogTests",
            dependencies: ["OrderLog", .product(name: "RecordLog", package: "schemagen")]
        ),
    ]
)
