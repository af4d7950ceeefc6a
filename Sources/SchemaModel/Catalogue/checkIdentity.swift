import JSONCore
import SchemaDocuments

/// What a version's `$id` says about family and version must be what its folder and file say.
func checkIdentity(of family: LinkedFamily, among names: [String], _ diagnostics: inout [Diagnostic]) {
    for (version, root) in zip(family.folder.versions, family.roots) {
        guard let node = root.node["$id"], let id = node.string else { continue }
        let segments = URIReference(id).path.split(separator: "/").map(String.init)
        guard let file = segments.last, let stated = statedVersion(file) else { continue }
        let spot = Spot(root, "$id", node)
        if stated != version.number {
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "schema-identity",
                    "$id says version \(stated), and the file is v\(version.number).json: make them agree"
                )
            )
        }
        let name = segments.dropLast().last
        if let name, name != family.folder.name, names.contains(name) {
            diagnostics.append(
                spot.diagnostic(
                    .error,
                    "schema-identity",
                    "$id says the family \"\(name)\", and the folder is \"\(family.folder.name)\": make them agree"
                )
            )
        }
    }
}

/// 2 for `v2`, `v2.json` and `v2.schema.json`.
private func statedVersion(_ segment: String) -> Int? {
    let stem = segment.prefix { $0 != "." }
    guard stem.first == "v" || stem.first == "V" else { return nil }
    return Int(stem.dropFirst())
}
