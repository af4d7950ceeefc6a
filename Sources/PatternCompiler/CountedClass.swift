import JSONCore

/// A pattern `^[…]{least,most}$` whose bounds are too wide to be written out as states.
struct CountedClass {
    let set: CodePointSet
    let least: Int
    let most: Int?

    /// Below it a table of states is small, and decides as it goes.
    private static let fewest = 100

    init?(_ node: PatternNode) {
        let parts = node.flattened
        guard parts.count == 3, parts[0] == .edge(.start), parts[2] == .edge(.end),
            case .repeated(.set(let set), let least, let most) = parts[1], max(least, most ?? 0) > Self.fewest,
            max(least, most ?? 0) < PatternText.largestCount
        else { return nil }
        self.set = set
        self.least = least
        self.most = most
    }

    /// The pattern without its bounds.
    var uncounted: PatternNode {
        .sequence([.edge(.start), .repeated(.set(set), atLeast: 0, atMost: nil), .edge(.end)])
    }

    /// The text that `CountedTable` loads.
    func serialized(_ table: DeterministicAutomaton) -> String {
        var writer = PatternTextWriter(tag: PatternText.countedTag)
        writer.write(least)
        writer.write(most != nil)
        if let most { writer.write(most) }
        return writer.text + table.serialized()
    }
}
