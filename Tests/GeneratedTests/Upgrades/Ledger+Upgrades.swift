import JSONCore

// What no rule can say about the ledger's versions.
extension Ledger {
    static func upgrade(_ old: V1.Record) throws -> V2.Record {
        V2.Record(amount: Number(old.amount), currency: try upgrade(old.currency))
    }
}
