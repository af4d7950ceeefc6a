import JSONCore
import SchemaDocuments

/// What a schema tells people and tools beside its rules.
struct Annotations {
    var documentation = Documentation()
    var defaultValue: Spot?
    var examples: [Spot] = []
    var swiftName: String?
    var renamedFrom: String?
}

/// The annotations at a place: its own, and where it has none, those of what it refers to.
func annotations(of position: SchemaPosition, _ targets: [SchemaPosition: SchemaPosition]) -> Annotations {
    var result = Annotations()
    result.swiftName = position.node["x-swift-name"]?.string
    result.renamedFrom = position.node["x-renamed-from"]?.string
    var place = position
    var seen: Set<SchemaPosition> = []
    while seen.insert(place).inserted {
        let documentation = result.documentation
        result.documentation.title = documentation.title ?? place["title"]?.string
        result.documentation.description = documentation.description ?? place["description"]?.string
        if place["deprecated"]?.bool == true { result.documentation.isDeprecated = true }
        if place["readOnly"]?.bool == true { result.documentation.isReadOnly = true }
        if place["writeOnly"]?.bool == true { result.documentation.isWriteOnly = true }
        if result.examples.isEmpty {
            result.examples = (place["examples"]?.array ?? []).map { Spot(place, "examples", $0) }
            result.documentation.examples = result.examples.map(\.node.value)
        }
        if result.defaultValue == nil, let node = place["default"] {
            result.defaultValue = Spot(place, "default", node)
        }
        if let target = targets[place] {
            place = target
        } else {
            let parts = place.children(inList: "allOf")
            if parts.count == 1 { place = parts[0] }
        }
    }
    return result
}
