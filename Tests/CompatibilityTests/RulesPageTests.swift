import CommandLineTool
import Foundation
import Testing

@testable import SchemagenCommands

private let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

@Suite struct RulesPageTests {
    /// `SCHEMAGEN_WRITE_RULES=1` writes the page.
    @Test func isWhatTheExplanationsSay() throws {
        let path = package + "/docs/RULES.md"
        if ProcessInfo.processInfo.environment["SCHEMAGEN_WRITE_RULES"] != nil {
            try Data(rulesPage().utf8).write(to: URL(fileURLWithPath: path))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == rulesPage())
    }
}
