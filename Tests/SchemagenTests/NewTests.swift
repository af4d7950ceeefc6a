import CommandLineTool
import JSONCore
import Testing

@testable import SchemagenCommands

@Suite struct NewTests {
    @Test func startsAFamilyThatGeneratesAsItIs() throws {
        let bench = try Workbench()
        let run = bench.run("new", "family", "order-placed")
        #expect(run.status == .clean)
        #expect(run.output.contains("wrote Schemas/order-placed/v1.json\n"))
        #expect(bench.run("generate").errors.isEmpty)
        let fixtures = "Schemas/order-placed/fixtures/v1"
        #expect(
            bench.run("validate", "--schema", "Schemas/order-placed/v1.json", fixtures).output == "1 valid, 0 invalid\n"
        )
        let twice = bench.run("new", "family", "order-placed")
        #expect(twice.status == .usage)
        #expect(twice.errors.contains("is there already"))
    }

    @Test(arguments: ["", "Order", "1order", "a--b", "-a", "a-", "../a", "a/b", "ä", "shared", "a b"])
    func refusesNamesThatCannotBeFolders(name: String) throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "--", name).status == .usage)
        #expect(try bench.files("").isEmpty)
    }

    @Test func wiresTheNextVersionOfAFieldFamily() throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order").status == .clean)
        #expect(bench.run("new", "version", "order").status == .clean)
        #expect(bench.run("new", "version", "order").status == .clean)
        #expect(try bench.files("Schemas/order") == ["family.json", "fixtures", "v1.json", "v2.json", "v3.json"])
        let schema = try bench.text("Schemas/order/v3.json")
        #expect(schema.contains(#""$id": "urn:schemagen:order:v3""#))
        #expect(schema.contains(#""const": "order.v3""#))
        #expect(schema.contains(#""title": "Order, version 3""#))
        let familyFile = try bench.text("Schemas/order/family.json")
        #expect(
            familyFile.contains(
                """
                      "values": {
                        "1": "order.v1",
                        "2": "order.v2",
                        "3": "order.v3"
                      }
                """
            )
        )
        #expect(try bench.text("Schemas/order/fixtures/v3/minimal.json").contains(#""schema":"order.v3""#))
        let generated = bench.run("generate")
        #expect(generated.status == .clean)
        #expect(generated.errors.isEmpty)
        #expect(
            bench.run("validate", "--schema", "Schemas/order/v3.json", "Schemas/order/fixtures/v3").status == .clean
        )
    }

    @Test func wiresTheHeaderOfThisPackagesEvents() throws {
        let bench = try Workbench()
        try bench.copy(packageFolder + "/Schemas", to: "Schemas")
        let newest = try #require(bench.files("Schemas/buffer-event").compactMap { versionInName($0) }.max())
        #expect(bench.run("new", "version", "buffer-event").status == .clean)
        let folder = "Schemas/buffer-event"
        let count = try bench.files("\(folder)/fixtures/v\(newest)").count
        let run = bench.run(
            "validate",
            "--schema",
            "\(folder)/v\(newest + 1).json",
            "\(folder)/fixtures/v\(newest + 1)"
        )
        #expect(run.output == "\(count) valid, 0 invalid\n")
        let generated = bench.run("generate")
        #expect(generated.status == .clean, "\(generated.errors)")
    }

    /// One edit for each mark, however many rules tell the version by it.
    @Test func wiresAVersionThatTwoRulesTellByOneField() throws {
        for other in [
            #"{"by":"field","field":"schema","values":{"1":"order.v1"}}"#,
            #"{"by":"header","tag":"header","field":"schema"}"#,
        ] {
            let bench = try Workbench()
            #expect(bench.run("new", "family", "order").status == .clean)
            let familyFile = try bench.text("Schemas/order/family.json")
                .replacing(#""version": ["#, with: #""tag": "kind", "version": [\#(other),"#)
            try bench.write(familyFile, to: "Schemas/order/family.json")
            try bench.write(
                #"{"kind":"header","schema":"order.v1","timestamp":"2026-01-01T00:00:00Z"}"#,
                to: "Schemas/order/fixtures/v1/header.json"
            )
            let run = bench.run("new", "version", "order")
            #expect(run.status == .clean, "\(run)")
            #expect(try bench.text("Schemas/order/v2.json").contains(#""const": "order.v2""#))
            #expect(
                try bench.text("Schemas/order/fixtures/v2/header.json")
                    == #"{"kind":"header","schema":"order.v2","timestamp":"2026-01-01T00:00:00Z"}"#
            )
            #expect(try JSONValue(parsing: bench.text("Schemas/order/family.json"))["version"] != nil)
        }
    }

    @Test(arguments: [
        ("{ \"1\": \"order.v1\" }", "{ \"1\": \"order.v1\", \"2\": \"order.v2\" }"),
        ("{\"1\":\"order.v1\"}", "{\"1\":\"order.v1\", \"2\": \"order.v2\"}"),
        (
            "{ \"1\": \"order.v1\"\n , \"0\": \"order.v0\" }",
            "{ \"1\": \"order.v1\"\n , \"0\": \"order.v0\"\n , \"2\": \"order.v2\" }"
        ),
        (
            "{\"1\": \"order.v1\" ,\"0\": \"order.v0\"}",
            "{\"1\": \"order.v1\" ,\"0\": \"order.v0\" ,\"2\": \"order.v2\"}"
        ),
    ]) func setsMarksApartAsTheirAuthorDoes(before: String, after: String) throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order").status == .clean)
        func familyFile(_ values: String) -> String {
            #"{"swiftName":"Order","version":[{"by":"field","field":"schema","values":\#(values)}]}"#
        }
        try bench.write(familyFile(before), to: "Schemas/order/family.json")
        #expect(bench.run("new", "version", "order").status == .clean)
        #expect(try bench.text("Schemas/order/family.json") == familyFile(after))
    }

    @Test func aVersionThatCannotBeMadeLeavesNothing() throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order").status == .clean)
        let familyFile = try bench.text("Schemas/order/family.json")
        try bench.write("", to: "Schemas/order/fixtures/v2")
        let run = bench.run("new", "version", "order")
        #expect(run.status == .usage)
        #expect(run.errors.contains("Schemas/order/fixtures/v2"))
        #expect(run.output.isEmpty)
        #expect(try bench.files("Schemas/order") == ["family.json", "fixtures", "v1.json"])
        #expect(try bench.text("Schemas/order/family.json") == familyFile)
        try bench.remove("Schemas/order/fixtures/v2")
        #expect(bench.run("new", "version", "order").status == .clean)
        #expect(try bench.files("Schemas/order") == ["family.json", "fixtures", "v1.json", "v2.json"])
    }

    @Test func fixturesThatAreThereStayAsTheyAre() throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order").status == .clean)
        let path = "Schemas/order/fixtures/v2/minimal.json"
        try bench.write("{\"mine\": true}\n", to: path)
        let run = bench.run("new", "version", "order")
        #expect(run.status == .usage)
        #expect(run.errors.contains("\(path) is there already"), "\(run.errors)")
        #expect(try bench.text(path) == "{\"mine\": true}\n")
        #expect(try bench.files("Schemas/order") == ["family.json", "fixtures", "v1.json"])
        // What a run that was cut short has written is what this one would write.
        try bench.write(
            try bench.text("Schemas/order/fixtures/v1/minimal.json").replacing("order.v1", with: "order.v2"),
            to: path
        )
        let again = bench.run("new", "version", "order")
        #expect(again.status == .clean)
        #expect(!again.output.contains(path))
        #expect(again.output.contains("wrote Schemas/order/v2.json\n"))
    }

    @Test func saysWhatIsLeftForAFamilyToldByShape() throws {
        let bench = try Workbench()
        try bench.copy(packageFolder + "/Schemas", to: "Schemas")
        let run = bench.run("new", "version", "thought-record")
        #expect(run.status == .clean)
        #expect(run.output.contains("give version 3 a rule in family.json"))
        #expect(bench.run("generate").errors.contains("Schemas/thought-record/family.json"))
    }

    @Test func suggestsTheFamilyThatWasMeant() throws {
        let bench = try Workbench()
        #expect(bench.run("new", "family", "order-placed").status == .clean)
        let run = bench.run("new", "version", "order-place")
        #expect(run.status == .usage)
        #expect(run.errors.contains("did you mean 'order-placed'?"))
    }

    @Test func countsMarksUp() {
        #expect(nextMark("order.v1", from: 1, to: 2) == "order.v2")
        #expect(nextMark("https://a.example/v1/order/v1.json", from: 1, to: 2) == "https://a.example/v1/order/v2.json")
        #expect(nextMark("order.v10", from: 1, to: 2) == "order.v10.v2")
        #expect(nextMark("1", from: 1, to: 2) == "2")
        #expect(nextMark("naïv1", from: 1, to: 2) == "naïv1.v2")
        #expect(nextMark("", from: 1, to: 2) == ".v2")
    }
}
