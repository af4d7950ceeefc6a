import Foundation

/// A small package that uses the plugin, in a folder of its own with a space in its name.
///
/// All of them build in one scratch folder inside this package's `.build`, so that the tool and the runtime are built
/// once and not once for each test.
final class ConsumerPackage {
    let folder: URL
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let scratch = root.appendingPathComponent(".build/integration")

    struct Build {
        let status: Int32
        let log: String
    }

    /// - Parameter schemasBeside: whether the target holds a symbolic link to a folder at the package's root.
    init(schemasBeside: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("consumer \(UUID().uuidString)")
        try write(
            """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "Consumer",
                platforms: [.macOS(.v14)],
                dependencies: [.package(name: "schemagen", path: "\(Self.root.path)")],
                targets: [
                    .target(
                        name: "Shop",
                        dependencies: [.product(name: "RecordLog", package: "schemagen")],
                        plugins: [.plugin(name: "SchemagenPlugin", package: "schemagen")]
                    )
                ]
            )

            """,
            to: "Package.swift"
        )
        try write("", to: "Sources/Shop/Shop.swift")
        if schemasBeside {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent("Sources/Shop/Schemas").path,
                withDestinationPath: "../../Schemas"
            )
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func build() throws -> Build {
        try swift("build")
    }

    func swift(_ command: String, _ arguments: String...) throws -> Build {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["swift", command, "--package-path", folder.path, "--scratch-path", Self.scratch.path] + arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let log = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Build(status: process.terminationStatus, log: String(decoding: log, as: UTF8.self))
    }

    /// The plugin's output, by name.
    func generated() throws -> [String: String] {
        let outputs = Self.scratch.appendingPathComponent("plugins/outputs")
        // The first part is SwiftPM's name for the package, which it derives from the folder's.
        guard
            let package = try FileManager.default.contentsOfDirectory(atPath: outputs.path)
                .first(where: { folder.lastPathComponent.lowercased() == $0.lowercased() })
        else { return [:] }
        let output = outputs.appendingPathComponent("\(package)/Shop/destination/SchemagenPlugin")
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: output.path) {
            texts[name] = try String(contentsOf: output.appendingPathComponent(name), encoding: .utf8)
        }
        return texts
    }

    func write(_ text: String, to path: String) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
    }

    func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(
            at: folder.appendingPathComponent(path),
            to: folder.appendingPathComponent(other)
        )
    }
}
