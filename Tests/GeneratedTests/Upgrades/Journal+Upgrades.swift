// What no rule can say about the journal's versions.
extension Journal {
    static func upgrade(_ old: V2.Event) throws -> V3.Event {
        V3.Event(
            title: old.title,
            size: String(old.size),
            level: try old.level.map { try upgrade($0) },
            place: try old.place.map { try upgrade($0) },
            many: try old.many?.map { try upgrade($0) },
            note: old.note,
            added: old.added,
            retries: old.retries,
            mode: old.mode,
            tags: old.tags,
            since: old.since,
            otherFields: old.otherFields
        )
    }
}
