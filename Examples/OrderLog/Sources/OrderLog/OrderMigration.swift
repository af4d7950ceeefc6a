import RecordLog

/// Version 1 to 2, the one step that no rule can write: `total` was split into `total_minor` and `currency`. Without
/// this function the package does not compile, and the compiler names it.
extension Order {
    static func upgrade(_ old: Order.V1.Record) throws -> Order.V2.Record {
        // `49.90 EUR`: the schema of version 1 promises two digits after the point, and a space.
        let parts = old.total.split(separator: " ")
        guard parts.count == 2, let minor = Int(parts[0].filter { $0 != "." }) else {
            throw UnreadableTotal(text: old.total)
        }
        return Order.V2.Record(
            orderID: old.orderID,
            placedAt: old.placedAt,
            sku: old.sku,
            quantity: old.quantity,
            totalMinor: minor,
            currency: String(parts[1]),
            otherFields: old.otherFields
        )
    }
}

struct UnreadableTotal: Error {
    var text: String
}
