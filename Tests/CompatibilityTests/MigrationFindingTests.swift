import Foundation
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

/// Where the steps that people write are looked for, and what counts as one.
@Suite struct MigrationFindingTests {
    /// A package below the root of the repository whose second version needs a step by hand.
    private func monorepo() throws -> CheckBench {
        let bench = try CheckBench()
        try bench.git("init", "-q")
        try bench.write("// swift-tools-version: 6.2\n", to: "pkg/Package.swift")
        try bench.write(orderFamily, to: "pkg/Schemas/order/family.json")
        try bench.write(orderSchema, to: "pkg/Schemas/order/v1.json")
        try bench.write(
            #"{"schema":"order.v1","id":"a","count":1}"# + "\n",
            to: "pkg/Schemas/order/fixtures/v1/a.json"
        )
        try bench.write("struct App {}\n", to: "pkg/Sources/App/App.swift")
        try bench.commit("start")
        try bench.edit("pkg/Schemas/order/family.json") {
            $0.replacingOccurrences(of: #""1": "order.v1""#, with: #""1": "order.v1", "2": "order.v2""#)
        }
        try bench.write(
            orderSchema.replacingOccurrences(of: "order.v1", with: "order.v2")
                .replacingOccurrences(of: #""count": { "type": "integer" }"#, with: #""count": { "type": "string" }"#),
            to: "pkg/Schemas/order/v2.json"
        )
        #expect(bench.run("fixtures", "--schemas", "pkg/Schemas").status == .clean)
        try bench.write(
            #"{"fixture":"a.json","version":2,"becomes":{"schema":"order.v2","id":"a","count":"1"}}"# + "\n",
            to: "pkg/Schemas/order/fixtures/migrated/v1.jsonl"
        )
        return bench
    }

    @Test func isTheSameWhereverTheUserStands() throws {
        let bench = try monorepo()
        for run in [
            bench.run(["check", "--schemas", "pkg/Schemas"]), bench.run(["check"], at: "pkg"),
            bench.run(["check", "--schemas", "../../Schemas"], at: "pkg/Sources/App"),
        ] {
            #expect(run.status == .findings)
            #expect(run.output.contains("[migration-missing]"), "\(run)")
        }
        // Another package's function is not this one's.
        let step = "extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }\n"
        try bench.write("// swift-tools-version: 6.2\n", to: "pkg/Examples/Package.swift")
        try bench.write(step, to: "pkg/Examples/Sources/Order.swift")
        try bench.write(step, to: "Sources/Order.swift")
        #expect(bench.run("check", "--schemas", "pkg/Schemas").status == .findings)
        // A target may lie anywhere in its package.
        try bench.write(step, to: "pkg/Library/Order.swift")
        #expect(bench.run("check", "--schemas", "pkg/Schemas").status == .clean)
    }

    @Test(arguments: [
        "// TODO: extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { } }",
        "/* /* */ extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { } } */",
        "extension Order {\n  // TODO: static func upgrade(_ old: V1.Record)\n}",
        #"let text = "extension Order { static func upgrade(_ old: V1.Record) {} }""#,
        "let text = #\"\"\"\n\"\"\\(1)\nextension Order { static func upgrade(_ old: V1.Record) {} }\n\"\"\"#",
        "let text = \"\"\"\n\\(\"(\")\nextension Order { static func upgrade(_ old: V1.Record) {} }\n\"\"\"",
        "extension Other { static func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }",
        "extension Order {}\nextension Other { static func upgrade(_ old: V1.Record) throws -> V2.Record {} }",
        "extension Order { static func upgrade(_ old: V1.Line) throws -> V2.Line { fatalError() } }",
        "extension Order { static func downgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }",
        "extension Order { func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }",
        "extension Order { static func upgrade(_ old: Int, to new: V1.Record) { } }",
        "extension Order { struct S { static func upgrade(_ old: V1.Record) { } } }",
        "extension Order { static func upgrade(_ old: V1.Record",
        "/* extension Order { static func upgrade(_ old: V1.Record) {} }",
    ]) func isNotWritten(source: String) throws {
        let bench = try monorepo()
        try bench.write(source + "\n", to: "pkg/Sources/App/App.swift")
        let run = bench.run("check", "--schemas", "pkg/Schemas")
        #expect(run.output.contains("[migration-missing]"), "\(run)")
    }

    @Test(arguments: [
        "extension Order { static func upgrade(_ old: V1.Record) throws -> V2.Record { fatalError() } }",
        "extension App.Order { public static func upgrade(_ record: Order.V1.Record) throws -> V2.Record {} }",
        "extension OrderUpgrades { static func upgrade(_ old: Order.V1.Record) throws -> Order.V2.Record {} }",
        "extension Order: Named {\n  var a: String { \"}\\(b(\"}\"))\" }\n  static func upgrade(\n    _ old: V1 . `Record`\n  ) {}\n}",
        "let a = #\"\\\"#; extension Order { /* } */ static func upgrade(_: borrowing V1.Record) {} }",
        "let r = /\"/\nextension Order {\n  @inlinable static func upgrade(_ old: V1.Record) { } }",
    ]) func isWritten(source: String) throws {
        let bench = try monorepo()
        try bench.write(source + "\n", to: "pkg/Sources/App/App.swift")
        let run = bench.run("check", "--schemas", "pkg/Schemas")
        #expect(run.status == .clean, "\(run)")
    }
}
