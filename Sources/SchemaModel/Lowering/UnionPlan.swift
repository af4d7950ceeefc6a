import SchemaDocuments

/// How a union will be printed, decided from what its branches say before any of them has a type.
struct UnionPlan {
    var decision: UnionModel.Decision
    var cases: [Case]

    struct Case {
        var conjunction: Conjunction
        /// A Swift identifier, made different from the others when the union is filled.
        var name: String
        var tagValue: String
        /// What the case's type would like to be called.
        var wish: NameWish
    }
}
