import JSONCore
import SchemaDocuments

/// A keyword at its place; lines are counted only when somebody asks.
struct Spot: Sendable {
    let position: SchemaPosition
    let keyword: String
    /// The keyword's value, or the part of it that is meant.
    let node: JSONNode

    init(_ position: SchemaPosition, _ keyword: String, _ node: JSONNode) {
        self.position = position
        self.keyword = keyword
        self.node = node
    }

    var location: SourceLocation { position.document.source.location(of: node.span.lowerBound) }

    var place: SchemaPlace {
        SchemaPlace(
            path: position.path,
            location: location,
            pointer: position.pointer.appending(keyword).description
        )
    }

    func diagnostic(
        _ severity: Diagnostic.Severity,
        _ id: String,
        _ message: String,
        notes: [Diagnostic.Note] = []
    ) -> Diagnostic {
        Diagnostic(severity, id, path: position.path, at: location, message, notes: notes)
    }

    func note(_ message: String) -> Diagnostic.Note {
        .init(path: position.path, location: location, message: message)
    }
}

extension SchemaPosition {
    var place: SchemaPlace {
        SchemaPlace(path: path, location: location, pointer: pointer.description)
    }

    /// The members that count: draft-07 ignores everything beside `$ref`.
    var keywords: [JSONNode.Member] {
        guard let members = node.members else { return [] }
        if dialect.refHidesSiblings, let reference = node.member("$ref") { return [reference] }
        return members
    }
}
