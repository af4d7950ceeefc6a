import JSONCore
import SchemaDocuments

/// Names that a branch of a condition or a choice requires, and that the object declares nowhere.
struct RequiredInBranches {
    private let targets: [SchemaPosition: SchemaPosition]
    /// Branches are looked at with the object that they belong to, not by themselves.
    private var inner: Set<SchemaPosition> = []

    init(in positions: [SchemaPosition], targets: [SchemaPosition: SchemaPosition]) {
        self.targets = targets
        var open = positions.flatMap { branches(of: $0) }
        while let branch = open.popLast() {
            guard inner.insert(branch).inserted else { continue }
            open += branch.children(inList: "allOf") + branches(of: branch)
            if let target = targets[branch] { open.append(target) }
        }
    }

    func findings(in position: SchemaPosition) -> [Diagnostic] {
        if inner.contains(position) { return [] }
        var object = Declared()
        declare(position, in: &object)
        if object.isFree { return [] }
        var findings: [Diagnostic] = []
        var budget = Self.mostSteps
        for branch in branches(of: position) { check(branch, object, &budget, &findings) }
        return findings
    }

    private struct Declared {
        var names: [String] = []
        /// Whether names are declared by pattern or schema as well, so that any may be meant.
        var isFree = false
        /// The only names that `additionalProperties: false` leaves; it does not help that a branch declares others.
        var allowed: Set<ByteKey>?
        var seen: Set<SchemaPosition> = []
        var checked: Set<SchemaPosition> = []
    }

    /// References can multiply the branches; no honest object has so many.
    private static let mostSteps = 2_000
    private static let mostParts = 1_000

    private func branches(of position: SchemaPosition) -> [SchemaPosition] {
        ["anyOf", "oneOf"].flatMap { position.children(inList: $0) }
            + ["if", "then", "else"].compactMap { position.child($0) }
            + position.children(inMap: "dependentSchemas").map(\.position)
    }

    /// What the schema says of names, by itself and by what it builds on.
    private func declare(_ position: SchemaPosition, in object: inout Declared) {
        guard object.seen.insert(position).inserted else { return }
        // What is not looked at may declare anything.
        if object.seen.count > Self.mostParts { object.isFree = true }
        if object.isFree { return }
        let own = position.children(inMap: "properties").map(\.member.key)
        object.names += own
        if position.node["patternProperties"] != nil { object.isFree = true }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            guard let node = position.node[keyword] else { continue }
            if node.members != nil { object.isFree = true }
            if node.bool == false, keyword == "additionalProperties" {
                let names = Set(own.map(ByteKey.init))
                object.allowed = object.allowed?.intersection(names) ?? names
            }
        }
        if let target = targets[position] { declare(target, in: &object) }
        for part in position.children(inList: "allOf") { declare(part, in: &object) }
    }

    private func check(
        _ branch: SchemaPosition,
        _ object: Declared,
        _ budget: inout Int,
        _ findings: inout [Diagnostic]
    ) {
        budget -= 1
        // A branch that leads back to itself says nothing new.
        guard budget > 0, !object.checked.contains(branch) else { return }
        var object = object
        object.checked.insert(branch)
        declare(branch, in: &object)
        // What declares nothing is an object of free names.
        let isTyped = !object.names.isEmpty || object.allowed != nil
        if object.isFree { return }
        let isClosed = object.allowed != nil
        let known = object.allowed ?? Set(object.names.map(ByteKey.init))
        for node in branch.node["required"]?.array ?? [] where isTyped {
            guard let name = node.string, !known.contains(ByteKey(name)) else { continue }
            let what =
                isClosed
                ? "the branch requires \"\(name)\", which the object refuses: the branch never holds, so declare it under "
                    + "properties or take it off"
                : "the branch requires \"\(name)\", which is declared nowhere: declare it under properties or take it off"
            findings.append(
                Diagnostic(
                    isClosed ? .error : .warning,
                    "lint-required-undeclared",
                    path: branch.path,
                    at: branch.document.source.location(of: node.span.lowerBound),
                    what
                )
            )
        }
        for part in branches(of: branch) + branch.children(inList: "allOf") {
            check(part, object, &budget, &findings)
        }
        if let target = targets[branch] { check(target, object, &budget, &findings) }
    }
}
