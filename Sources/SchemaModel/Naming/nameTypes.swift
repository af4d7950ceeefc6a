import SchemaDocuments

/// Grants the types their names, the ones with the better claim first, the same for the same schemas every time.
///
/// Whoever comes second and stands inside of another type takes that type's name before its own (`TurnUsage`); what
/// is left is told apart by a number. A name that `x-swift-name` states is that name or a mistake.
func nameTypes(
    _ drafts: [Lowering.Draft],
    overrides: [String: StatedName],
    recordName: String,
    _ diagnostics: inout [Diagnostic]
) -> [TypeModel] {
    var names: [Int: String] = [:]
    var holders: [String: Int] = [:]
    let order = drafts.indices.sorted { left, right in
        (rank(drafts[left], overrides), left) < (rank(drafts[right], overrides), right)
    }
    for index in order {
        let wish = drafts[index].wish
        var candidates: [String] = []
        switch wish.rank {
        case .root, .stated: candidates = [wish.name]
        case .variant, .definition, .inline:
            let stated = overrides[wish.name]?.name
            let own = stated ?? typeName(wish.name)
            candidates = stated.map { [$0] } ?? free(own, wish.rank, recordName)
            if let parent = wish.parent.flatMap({ names[$0] }) { candidates.append(parent + own) }
        }
        var name = candidates.first { holders[$0] == nil }
        if name == nil, wish.rank == .stated, let holder = holders[wish.name] {
            checkStated(drafts[index], drafts[holder], &diagnostics)
        }
        var number = 2
        while name == nil {
            let numbered = (candidates.last ?? "Value") + String(number)
            if holders[numbered] == nil { name = numbered }
            number += 1
        }
        let granted = name ?? "Value"
        holders[granted] = index
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

/// One schema can become several types, where it is combined with others; two schemas cannot both be the one stated.
private func checkStated(_ draft: Lowering.Draft, _ holder: Lowering.Draft, _ diagnostics: inout [Diagnostic]) {
    guard draft.place != holder.place else { return }
    diagnostics.append(
        Diagnostic(
            .error,
            "lint-name-collision",
            path: draft.place.path,
            at: draft.place.location,
            "x-swift-name calls two types \(draft.wish.name): state another name for one of them",
            notes: [.init(path: holder.place.path, location: holder.place.location, message: "the other is here")]
        )
    )
}

private func rank(_ draft: Lowering.Draft, _ overrides: [String: StatedName]) -> Int {
    if draft.wish.rank > .stated, overrides[draft.wish.name] != nil { return NameWish.Rank.stated.rawValue }
    return draft.wish.rank.rawValue
}

/// A name that Swift or generated code needs itself gets a word that says what the type is.
private func free(_ name: String, _ rank: NameWish.Rank, _ recordName: String) -> [String] {
    guard isReservedTypeName(name) else { return [name] }
    return [name + (rank == .variant ? recordName : "Value")]
}
