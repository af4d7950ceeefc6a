import Foundation
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

@Suite struct ExplanationTests {
    @Test func isOneFilePerRule() throws {
        let folder = packageFolder + "/Sources/SchemagenCommands/Explanations"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let ids = files.filter { $0.contains("-") }.map { String($0.dropLast(".swift".count)) }.sorted()
        #expect(explanations.map(\.id) == ids)
    }

    /// Ids are found in the sources as the text that stands beside a severity, or that looks like one of the groups.
    @Test func coversEveryIdThatTheSourcesUse() throws {
        let groups = Set(explanations.map { $0.id.prefix { $0 != "-" } })
        let pattern = try Regex(#""((?:\#(groups.sorted().joined(separator: "|")))-[a-z]+(?:-[a-z]+)*)""#)
        let beside = try Regex(#"\.(?:error|warning|note),\s*"([a-z]+(?:-[a-z]+)+)""#)
        var used: [String: String] = [:]
        for module in [
            "SchemaDocuments", "SchemaModel", "SchemaCompiler", "Compatibility", "SchemagenCommands/Commands",
        ] {
            let folder = packageFolder + "/Sources/" + module
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".swift") {
                let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
                for match in text.matches(of: pattern) + text.matches(of: beside) {
                    if let id = match[1].substring { used[String(id)] = path }
                }
            }
        }
        #expect(used.count >= explanations.count - 1)
        for (id, path) in used.sorted(by: { $0.key < $1.key }) {
            #expect(explanations.contains { $0.id == id }, "\(path) uses \(id)")
        }
        for explanation in explanations {
            #expect(used[explanation.id] != nil, "nothing uses \(explanation.id)")
        }
    }

    @Test func tellsAboutOneAndListsAll() throws {
        let bench = try Workbench()
        for explanation in explanations {
            let run = bench.run("explain", explanation.id)
            #expect(run.status == .clean)
            #expect(run.output.contains(explanation.summary))
            #expect(run.output.contains(explanation.remedy))
            #expect(run.output.split(separator: "\n").allSatisfy { $0.utf8.count <= 120 }, "\(explanation.id)")
        }
        #expect(bench.run("explain").output.split(separator: "\n").count == explanations.count)
        let unknown = bench.run("explain", "schema-identiy")
        #expect(unknown.status == .usage)
        #expect(unknown.errors.contains("did you mean 'schema-identity'?"))
    }
}
