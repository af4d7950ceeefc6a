extension Explanation {
    static let migrationUnproven = Explanation(
        "migration-unproven",
        "What a step written by hand makes of each fixture is recorded, and true.",
        reason: """
            The check cannot run Swift that a person wrote. A test can, and records what comes out, a line for each fixture,
            in fixtures/migrated/v1.jsonl and so on. Without a record nobody knows whether the old release's logs migrate at
            all; with a record that no fixture belongs to, that is of too old a version, or that the generator's own steps
            contradict, nobody knows either.
            """,
        remedy: """
            Add a test that calls 'try Order.checkMigrations(ofFixturesIn: "../../Sources/Orders/Schemas/order/fixtures")',
            for your family and your folder, seen from the test's file. Run it with 'SCHEMAGEN_RECORD=1 swift test', read what
            it wrote, and commit it. From then on 'swift test' holds the code to it, and 'schemagen check' holds it to the
            schemas.
            """
    )
}
