import FoundationEssentials
import SchemaModel
import Testing

private let schemas = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Schemas")

/// The families of this package: nothing to complain about, and nothing left to the program.
@Test(.enabled(if: FileManager.default.fileExists(atPath: schemas.path), "there is no Schemas folder: skipped"))
func `The families of this package have types that say everything`() throws {
    let result = modelFamilies(try schemaTexts(in: schemas))
    #expect(result.diagnostics.map(\.description) == [])
    #expect(result.families.count >= 4)
    for family in result.families {
        for version in family.versions { #expect(version.residual == [], "\(family.name) v\(version.number)") }
    }
}
