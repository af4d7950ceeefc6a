import Foundation
import Testing

struct FormatTests {
    @Test(.enabled(if: swiftTool != nil, "there is no swift command in PATH: skipped"))
    func `Generated Swift passes the formatter's strict lint`() throws {
        let root = goldenCases.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let configuration = root.appending(path: ".swift-format").path
        try #require(FileManager.default.fileExists(atPath: configuration))
        let files = goldenNames().flatMap { name -> [String] in
            let folder = goldenCases.appending(path: "\(name)/expected").path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.map { "\(folder)/\($0)" }
        }
        #expect(files.count > 20)
        let (status, output) = try runSwift(["format", "lint", "--strict", "--configuration", configuration] + files)
        #expect(status == 0, "\(output)")
    }
}

/// Where the `swift` command is, by PATH.
let swiftTool: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }

/// Runs a tool of the toolchain and gives its status and what it said on both streams.
func runSwift(_ arguments: [String], tool: String = "swift") throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: (swiftTool ?? "/usr/bin/swift").dropLast(5) + tool)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
