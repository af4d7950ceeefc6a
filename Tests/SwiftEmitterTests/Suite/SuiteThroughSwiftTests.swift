import Foundation
import JSONCore
import SchemaDocuments
import SchemaModel
import SwiftEmitter
import Testing

/// Swift is generated from every schema of the public suite, compiled and run, and must give the suite's verdicts.
///
/// It takes minutes, so it runs where `SCHEMAGEN_SUITE_THROUGH_SWIFT` is set: Scripts/check-suite-through-swift.sh.
struct SuiteThroughSwiftTests {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["SCHEMAGEN_SUITE_THROUGH_SWIFT"] != nil,
            "runs by Scripts/check-suite-through-swift.sh: skipped"
        ),
        .enabled(if: suiteFolder != nil, "SCHEMAGEN_TEST_DATA names no folder with json-schema-test-suite: skipped"),
        .enabled(if: builtModules != nil, "the modules that were built are not beside the tests: skipped")
    )
    func `Generated Swift gives the verdicts of the suite`() throws {
        let suite = try #require(suiteFolder)
        let modules = try #require(builtModules)
        let folder = FileManager.default.temporaryDirectory.appending(path: "suite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        var sources: [String] = []
        var readers: [String] = []
        var expectations = ""
        var refused: [String: String] = [:]
        var tests = 0
        for group in try suiteGroups(in: suite) {
            let model = modelFamilies(group.texts)
            if let error = model.diagnostics.first(where: { $0.severity == .error }) {
                refused[group.label] = error.id
                continue
            }
            for file in try generateSwift(model) {
                let path = folder.appending(path: file.name).path
                try file.text.write(toFile: path, atomically: true, encoding: .utf8)
                sources.append(path)
            }
            let name = try #require(model.families.first?.swiftName)
            readers.append("    \"\(group.family)\": outcome(of: \(name).self),")
            for test in group.tests {
                tests += 1
                expectations += "\(group.family)\t\(test.isValid)\t\(group.label): \(test.label)\t\(test.text)\n"
            }
        }
        #expect(refused == refusedGroups)

        let expectationFile = folder.appending(path: "expectations.tsv").path
        try expectations.write(toFile: expectationFile, atomically: true, encoding: .utf8)
        let driver = folder.appending(path: "main.swift").path
        try
            (suiteDriver + "\nlet readers: [String: ([UInt8]) -> String] = [\n" + readers.joined(separator: "\n")
            + "\n]\nrun(readers)\n").write(toFile: driver, atomically: true, encoding: .utf8)
        let program = folder.appending(path: "suite").path
        let (status, messages) = try runSwift(
            modules.arguments + ["-swift-version", "6", "-warnings-as-errors", "-j", "2", "-o", program, driver]
                + sources,
            tool: "swiftc"
        )
        try #require(status == 0, "\(messages.prefix(4_000))")

        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [expectationFile]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let failures = output.split(separator: "\n").filter { $0.hasPrefix("FAILED ") }.map { String($0.dropFirst(7)) }
        for failure in failures where !expectedFailures.contains(failure) { Issue.record("\(failure)") }
        #expect(process.terminationStatus == 0)
        #expect(Set(failures).isSuperset(of: expectedFailures), "an expected failure passes: take it off the list")
        print("through generated Swift: \(tests - failures.count) passed, \(failures.count) failed")
    }
}

/// Schemas that the generator refuses because they are almost surely mistakes, with the rule that says so.
private let refusedGroups: [String: String] = [
    // The default is no integer of its own schema.
    "default.json: the default keyword does not do anything if the property is missing": "lint-default-invalid",
    // Two words that differ in their line ends want one Swift name; the author has to choose.
    "enum.json: enum with escaped characters": "lint-name-collision",
    "enum.json: empty enum": "schema-metaschema",
    "items.json: items and subitems": "lint-required-undeclared",
    // A folder has no addresses: a document that states its `$id` is found under that alone.
    "refRemote.json: remote HTTP ref with different $id": "schema-ref-unresolved",
    "refRemote.json: remote HTTP ref with different URN $id": "schema-ref-unresolved",
    // A format that nobody checks is a spelling mistake.
    "optional/format/unknown.json: unknown format": "schema-unsupported-keyword",
]

private let expectedFailures: Set<String> = []

/// Reads each record by the family, by its view and in a log; "?" when they do not agree.
private let suiteDriver = #"""
    import Foundation
    import JSONCore
    import RecordLog
    import SchemaProgram

    func outcome<Family: RecordFamily>(of family: Family.Type) -> ([UInt8]) -> String {
        { text in
            let padded = PaddedBytes(text)
            let direct = padded.withPointer { pointer in
                var cursor = JSONCursor(at: pointer, strict: true)
                guard (try? Family.read(&cursor, version: 1)) != nil else { return false }
                cursor.skipWhitespace()
                return cursor.offset == text.count
            }
            var options = ReadingOptions()
            options.strict = true
            let lines = Array(RecordLog<Family>(reading: text, options: options))
            var isRecord = false
            if lines.count == 1, case .record = lines[0] { isRecord = true }
            return isRecord == direct ? "\(direct)" : "?"
        }
    }

    func outcome<Family: ViewableFamily>(of family: Family.Type) -> ([UInt8]) -> String {
        { text in
            let direct = (outcome(of: Owned<Family>.self))(text)
            var options = ReadingOptions()
            options.strict = true
            let lines = Array(RecordLog<Family>(reading: text, options: options).views)
            var isViewed = false
            if lines.count == 1, case .view = lines[0] { isViewed = true }
            return "\(isViewed)" == direct ? direct : "? view \(isViewed), owned \(direct)"
        }
    }

    /// The family without its views.
    enum Owned<Family: RecordFamily>: RecordFamily {
        typealias Record = Family.Record
        static var familyName: String { Family.familyName }
        static var newestVersion: Int { Family.newestVersion }
        static var telling: VersionTelling { Family.telling }
        static var readsStrictly: Bool { Family.readsStrictly }
        static func read(_ cursor: inout JSONCursor, version: Int) throws(ReadFault) -> Family.Record? {
            try Family.read(&cursor, version: version)
        }
        static func program(of version: Int) -> Program? { Family.program(of: version) }
    }

    func run(_ readers: [String: ([UInt8]) -> String]) {
        let bytes = FileManager.default.contents(atPath: CommandLine.arguments[1]) ?? Data()
        for line in bytes.split(separator: 0x0A) {
            let fields = line.split(separator: 0x09, maxSplits: 3, omittingEmptySubsequences: false)
            let name = String(decoding: fields[0], as: UTF8.self)
            let found = readers[name]?(Array(fields[3])) ?? "no reader"
            if found != String(decoding: fields[1], as: UTF8.self) {
                print("FAILED \(String(decoding: fields[2], as: UTF8.self)) (\(found))")
            }
        }
    }
    """#
