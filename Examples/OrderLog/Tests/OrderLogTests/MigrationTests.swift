import RecordLog
import Testing

@testable import OrderLog

/// What `OrderMigration.swift` makes of the orders of version 1. `SCHEMAGEN_RECORD=1 swift test` records it.
@Test func ordersMigrateAsRecorded() throws {
    try Order.checkMigrations(ofFixturesIn: "../../Sources/OrderLog/Schemas/order/fixtures")
}
