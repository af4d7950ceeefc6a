/// What a type would like to be called; the naming pass grants the wishes once all types are there.
struct NameWish {
    /// Earlier ones choose first.
    enum Rank: Int, Comparable {
        case root, stated, variant, definition, inline

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    var rank: Rank
    /// A Swift name already where `rank` is `root` or `stated`, else a name from JSON.
    var name: String
    /// The type in which an inline one stands, whose name tells it from others of the same name.
    var parent: Int?
}
