import SchemaDocuments

/// Grants the types their names, the ones with the better claim first, the same for the same schemas every time.
///
/// Whoever comes second and stands inside of another type takes that type's name before its own (`TurnUsage`); what
/// is left is told apart by a number.
func nameTypes(
    _ drafts: [Lowering.Draft],
    overrides: [String: String],
    recordName: String
) -> [TypeModel] {
    var names: [Int: String] = [:]
    var taken: Set<String> = []
    let order = drafts.indices.sorted { left, right in
        (rank(drafts[left], overrides), left) < (rank(drafts[right], overrides), right)
    }
    for index in order {
        let wish = drafts[index].wish
        var candidates: [String] = []
        switch wish.rank {
        case .root, .stated: candidates = [wish.name]
        case .variant, .definition, .inline:
            if let stated = overrides[wish.name] {
                candidates = [stated]
            } else {
                candidates = free(typeName(wish.name), wish.rank, recordName)
                if let parent = wish.parent.flatMap({ names[$0] }) { candidates.append(parent + typeName(wish.name)) }
            }
        }
        var name = candidates.first { !taken.contains($0) }
        var number = 2
        while name == nil {
            let numbered = (candidates.last ?? "Value") + String(number)
            if !taken.contains(numbered) { name = numbered }
            number += 1
        }
        let granted = name ?? "Value"
        taken.insert(granted)
        names[index] = granted
    }
    return drafts.indices.map { index in
        let draft = drafts[index]
        return TypeModel(
            name: names[index] ?? "Value",
            place: draft.place,
            documentation: draft.documentation,
            shape: draft.shape
        )
    }
}

private func rank(_ draft: Lowering.Draft, _ overrides: [String: String]) -> Int {
    if draft.wish.rank > .stated, overrides[draft.wish.name] != nil { return NameWish.Rank.stated.rawValue }
    return draft.wish.rank.rawValue
}

/// A name that Swift or generated code needs itself gets a word that says what the type is.
private func free(_ name: String, _ rank: NameWish.Rank, _ recordName: String) -> [String] {
    guard isReservedTypeName(name) else { return [name] }
    return [name + (rank == .variant ? recordName : "Value")]
}
