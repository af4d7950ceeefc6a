import CommandLineTool
import Foundation
import Testing

@testable import SchemagenCommands

@Suite(.enabled(if: publicData("json-parsing-suite") != nil, "the public parsing suite is not there: skipped"))
struct ParsingSuiteCommandTests {
    /// Copies the texts with a prefix into a folder, from which the command takes every one.
    private func verdicts(of prefix: String, _ flags: String...) throws -> String {
        let bench = try Workbench()
        let suite = try #require(publicData("json-parsing-suite/test_parsing"))
        for name in try FileManager.default.contentsOfDirectory(atPath: suite) where name.hasPrefix(prefix) {
            try bench.copyFile("\(suite)/\(name)", to: "texts/\(name)")
        }
        try bench.write("true", to: "anything.json")
        let run = bench.run(["validate", "--schema", "anything.json"] + flags + ["texts"])
        return String(run.output.split(separator: "\n").last ?? "")
    }

    @Test func takesEveryTextThatIsJSONAndNoOther() throws {
        #expect(try verdicts(of: "y_", "--allow-duplicate-names") == "95 valid, 0 invalid")
        #expect(try verdicts(of: "n_", "--allow-duplicate-names") == "0 valid, 188 invalid")
    }

    @Test func refusesNamesThatStandTwiceUnlessAsked() throws {
        #expect(try verdicts(of: "y_") == "93 valid, 2 invalid")
    }
}
