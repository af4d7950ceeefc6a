// swift-tools-version: 6.2
import PackageDescription

// Breaks real processes, disks and clocks under the log runtime. A package of its own: nobody who uses the library
// has to build it, and it may do what a library must not.
let package = Package(
    name: "faults",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "schemagen", path: "../..")],
    targets: [
        .executableTarget(
            name: "logfault",
            dependencies: [
                .product(name: "SessionRecords", package: "schemagen"),
                .product(name: "RecordLog", package: "schemagen"),
            ])
    ]
)
