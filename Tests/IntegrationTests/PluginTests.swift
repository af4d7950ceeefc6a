import Foundation
import Testing

extension Builds {
    /// The plugin as its users meet it: `swift build`, again and again, on a package of their own.
    ///
    /// What was generated is compared, and the build's log: a binary would say less, and later.
    struct PluginTests {
        @Test func followsEveryChangeOfTheSchemas() throws {
            let package = try ConsumerPackage()
            try OrderFamily().write(to: package)
            var build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(!build.log.contains("unhandled"))
            let first = try package.generated()
            #expect(first.keys.sorted() == ["order.family.swift", "order.v1.swift"])

            build = try package.build()
            #expect(build.status == 0)
            #expect(!build.log.contains("Compiling Shop"), "\(build.log)")
            #expect(try package.generated() == first)

            // Edited.
            try OrderFamily(description: "An order that was edited.").write(to: package)
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(try package.generated()["order.v1.swift"]?.contains("An order that was edited.") == true)

            // A version added, and taken away.
            try OrderFamily(versions: 2).write(to: package)
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(
                try package.generated().keys.sorted() == ["order.family.swift", "order.v1.swift", "order.v2.swift"]
            )
            try package.remove("Sources/Shop/Schemas/order/v2.json")
            try OrderFamily().write(to: package)
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(try package.generated() == first)

            // A family added, renamed, and taken away.
            try OrderFamily(name: "refund").write(to: package)
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(try package.generated().keys.contains("refund.v1.swift"))
            try package.remove("Sources/Shop/Schemas/refund")
            try OrderFamily(name: "return").write(to: package)
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(
                try package.generated().keys.sorted() == [
                    "order.family.swift", "order.v1.swift", "return.family.swift", "return.v1.swift",
                ]
            )
            try package.remove("Sources/Shop/Schemas/return")
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(try package.generated() == first)
        }

        @Test func readsAFolderThatTheTargetLinksTo() throws {
            let package = try ConsumerPackage(schemasBeside: true)
            try OrderFamily().write(to: package, in: "Schemas")
            #expect(try package.build().status == 0)
            try OrderFamily(versions: 2).write(to: package, in: "Schemas")
            let build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(try package.generated().keys.contains("order.v2.swift"))

            // The same, for review, through the command plugin.
            let mirror = try package.swift("package", "--allow-writing-to-package-directory", "schemagen", "generate")
            #expect(mirror.status == 0, "\(mirror.log)")
            for (name, text) in try package.generated() {
                let copy = package.folder.appendingPathComponent("Generated/\(name)")
                #expect(try String(contentsOf: copy, encoding: .utf8) == text)
            }
        }

        @Test func stopsTheBuildAtAMistakeWithItsPlace() throws {
            let package = try ConsumerPackage()
            try OrderFamily().write(to: package)
            try package.write(
                "{\n  \"type\": \"object\",\n  \"type\": 1\n}\n",
                to: "Sources/Shop/Schemas/order/v1.json"
            )
            let build = try package.build()
            #expect(build.status != 0)
            #expect(build.log.contains("Schemas/order/v1.json:3:3: error: "), "\(build.log)")
            #expect(build.log.contains("[schema-json-invalid]"))
        }

        /// The command that makes the first schema is a plugin of a package that has none yet.
        @Test func startsFromNothing() throws {
            let package = try ConsumerPackage()
            let without = try package.build()
            #expect(without.status == 0, "\(without.log)")
            #expect(
                without.log.contains("warning: Shop uses SchemagenPlugin and has no record family"),
                "\(without.log)"
            )

            let made = try package.swift(
                "package",
                "--allow-writing-to-package-directory",
                "schemagen",
                "new",
                "family",
                "order",
                "--schemas",
                "Sources/Shop/Schemas"
            )
            #expect(made.status == 0, "\(made.log)")
            #expect(try package.build().status == 0)
            #expect(try package.generated().keys.sorted() == ["order.family.swift", "order.v1.swift"])
        }

        @Test func doesNotCompileWithoutTheMigration() throws {
            let package = try ConsumerPackage()
            try OrderFamily(versions: 2, required: ["total"]).write(to: package)
            let without = try package.build()
            #expect(without.status != 0)
            #expect(
                without.log.contains("error: type 'Order' does not conform to protocol 'OrderUpgrades'"),
                "\(without.log)"
            )
            #expect(without.log.contains("upgrade"), "\(without.log)")

            try package.write(
                """
                extension Order {
                    static func upgrade(_ old: Order.V1.Record) throws -> Order.V2.Record {
                        Order.V2.Record(note1: old.note1, total: 0)
                    }
                }

                """,
                to: "Sources/Shop/Shop.swift"
            )
            let build = try package.build()
            #expect(build.status == 0, "\(build.log)")
        }
    }
}
