import SchemaDocuments

/// Schemas that must all hold at one place, with a branch chosen in some of their unions: what gets one type.
///
/// Equal conjunctions have the same type, which is what ends recursion and keeps a definition that is referred to a
/// thousand times one type.
struct Conjunction: Hashable, Sendable {
    var parts: [SchemaPosition]
    /// In the order in which they were chosen.
    var choices: [Choice] = []
    /// Only values of these types are meant.
    var only = JSONTypes.all

    struct Choice: Hashable, Sendable {
        var holder: SchemaPosition
        var keyword: String
        var branch: SchemaPosition
    }

    func choice(at holder: SchemaPosition, _ keyword: String) -> SchemaPosition? {
        choices.first { $0.keyword == keyword && $0.holder == holder }?.branch
    }
}
