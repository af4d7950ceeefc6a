import Foundation
import Testing

extension Builds {
    /// What is called otherwise is generated otherwise at the next `swift build`, and nothing of the old name is left.
    struct RenameTests {
        @Test func aRenamedFamilyIsAnotherType() throws {
            let package = try ConsumerPackage()
            try OrderFamily().write(to: package)
            try package.write("let newest = Order.newestVersion\n", to: "Sources/Shop/Newest.swift")
            var build = try package.build()
            #expect(build.status == 0, "\(build.log)")

            try package.move("Sources/Shop/Schemas/order", to: "Sources/Shop/Schemas/purchase")
            build = try package.build()
            #expect(build.status != 0)
            #expect(build.log.contains("cannot find 'Order' in scope"), "\(build.log)")

            try package.write("let newest = Purchase.newestVersion\n", to: "Sources/Shop/Newest.swift")
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            let texts = try package.generated()
            #expect(texts.keys.sorted() == ["purchase.family.swift", "purchase.v1.swift"])
            #expect(texts.values.allSatisfy { !$0.contains("enum Order") })
        }

        @Test func aRenamedVersionIsAnotherVersion() throws {
            let package = try ConsumerPackage()
            try OrderFamily(versions: 2).write(to: package)
            try package.write("typealias Kept = Order.V2.Record\n", to: "Sources/Shop/Kept.swift")
            #expect(try package.build().status == 0)

            // A gap is a mistake, and the build says where.
            let schemas = "Sources/Shop/Schemas/order"
            try package.move("\(schemas)/v2.json", to: "\(schemas)/v3.json")
            var build = try package.build()
            #expect(build.status != 0)
            #expect(build.log.contains("Schemas/order/v3.json:1:1: error: v2.json is missing"), "\(build.log)")
            #expect(build.log.contains("[schema-identity]"))

            // With a version between the two it is the third, and the second is what lies there now.
            try OrderFamily(versions: 3).write(to: package)
            try package.write("typealias Kept = Order.V3.Record\n", to: "Sources/Shop/Kept.swift")
            build = try package.build()
            #expect(build.status == 0, "\(build.log)")
            #expect(
                try package.generated().keys.sorted() == [
                    "order.family.swift", "order.v1.swift", "order.v2.swift", "order.v3.swift",
                ]
            )

            // Back to two: the third type is gone, and what uses it does not compile.
            try package.remove("\(schemas)/v3.json")
            try OrderFamily(versions: 2).write(to: package)
            build = try package.build()
            #expect(build.status != 0)
            #expect(build.log.contains("'V3' is not a member type of enum"), "\(build.log)")
            #expect(
                try package.generated().keys.sorted() == ["order.family.swift", "order.v1.swift", "order.v2.swift"]
            )
        }
    }
}
