import SchemaDocuments

/// A type that needs itself has no value that ends: `{"required": ["next"], "properties": {"next": {"$ref": "#"}}}`.
func checkEnds(_ types: [TypeModel], _ diagnostics: inout [Diagnostic]) {
    var ending: Set<Int> = []
    var waiting: [Int: [Int]] = [:]
    for (index, type) in types.enumerated() {
        for needed in mentioned(in: type) { waiting[needed, default: []].append(index) }
    }
    var queue = Array(types.indices)
    while let index = queue.popLast() {
        guard !ending.contains(index), blocking(types[index], ending).isEmpty else { continue }
        ending.insert(index)
        queue += waiting[index] ?? []
    }
    guard var index = types.indices.first(where: { !ending.contains($0) }) else { return }
    // Whoever needs a type without end has none itself; the mistake is where the way comes back.
    var seen: Set<Int> = []
    while seen.insert(index).inserted, let next = blocking(types[index], ending).first { index = next.type }
    guard let blocked = blocking(types[index], ending).first else { return }
    let way = blocked.field.map { "\"\($0)\" needs" } ?? "each variant needs"
    diagnostics.append(
        Diagnostic(
            .error,
            "lint-unsatisfiable",
            path: types[index].place.path,
            at: types[index].place.location,
            "no value of this ends: \(way) another one: let it be absent, null or empty somewhere"
        )
    )
}

/// A type that must be there, and the field that asks for it.
private struct Blocked {
    var type: Int
    var field: String?
}

/// What keeps a type from ending, as far as is known; empty when nothing does.
private func blocking(_ type: TypeModel, _ ending: Set<Int>) -> [Blocked] {
    switch type.shape {
    case .enumeration: return []
    case .object(let object):
        return object.fields.filter(\.isRequired).compactMap { field in
            endless(field.value, ending).map { Blocked(type: $0, field: field.jsonName) }
        }
    case .union(let union):
        let blocked = union.cases.compactMap { endless($0.value, ending) }
        return blocked.count == union.cases.count ? blocked.map { Blocked(type: $0) } : []
    }
}

/// The type without which a value cannot be.
private func endless(_ value: ValueModel, _ ending: Set<Int>) -> Int? {
    if value.isNullable { return nil }
    switch value.kind {
    case .type(let index): return ending.contains(index) ? nil : index
    case .array(let array):
        let least = array.minItems ?? 0
        for element in array.prefix.prefix(least) {
            if let index = endless(element, ending) { return index }
        }
        return least > array.prefix.count ? array.element.flatMap { endless($0, ending) } : nil
    case .dictionary(let dictionary):
        return dictionary.minProperties ?? 0 > 0 ? endless(dictionary.value, ending) : nil
    default: return nil
    }
}

private func mentioned(in type: TypeModel) -> [Int] {
    func types(_ value: ValueModel) -> [Int] {
        switch value.kind {
        case .type(let index): [index]
        case .array(let array): array.prefix.flatMap(types) + (array.element.map(types) ?? [])
        case .dictionary(let dictionary): types(dictionary.value)
        default: []
        }
    }
    return switch type.shape {
    case .enumeration: []
    case .object(let object): object.fields.flatMap { types($0.value) }
    case .union(let union): union.cases.flatMap { types($0.value) }
    }
}
