/// The published metaschema or vocabulary document with this identifier (without fragment), or nil.
func metaschemaText(_ uri: String) -> String? {
    metaschemaTexts[uri]
}

private let metaschemaTexts: [String: String] = {
    let all = Draft2020Metaschemas.all + Draft2019Metaschemas.all + Draft07Metaschemas.all
    return Dictionary(uniqueKeysWithValues: all.map { ($0.uri, $0.text) })
}()
