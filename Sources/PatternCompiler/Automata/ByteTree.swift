/// A set of code points as a small acyclic automaton over UTF-8 bytes, equal tails shared.
///
/// Nodes come after those they lead to; `exit` stands for "a whole code point was read". The root is the last node.
struct ByteTree: Sendable {
    struct Edge: Sendable, Hashable {
        let bytes: ClosedRange<UInt8>
        let target: Int
    }

    static let exit = -1
    private(set) var nodes: [[Edge]] = []

    init(_ set: CodePointSet) {
        var known: [[Edge]: Int] = [:]
        let sequences = set.ranges.flatMap(utf8Sequences)
        _ = node(sequences[...], depth: 0, &known)
    }

    /// For each node the edges that lead into it, each with the node that it comes from; behind them those into the exit.
    var turned: [[Edge]] {
        var turned: [[Edge]] = Array(repeating: [], count: nodes.count + 1)
        for (source, edges) in nodes.enumerated() {
            for edge in edges {
                turned[edge.target == Self.exit ? nodes.count : edge.target].append(
                    Edge(bytes: edge.bytes, target: source)
                )
            }
        }
        return turned
    }

    /// Sequences are sorted and disjoint, so equal first ranges are neighbours and different ones do not overlap.
    private mutating func node(
        _ sequences: ArraySlice<UTF8Sequence>,
        depth: Int,
        _ known: inout [[Edge]: Int]
    ) -> Int {
        var edges: [Edge] = []
        var start = sequences.startIndex
        while start < sequences.endIndex {
            let bytes = sequences[start][depth]
            var end = start + 1
            while end < sequences.endIndex, sequences[end][depth] == bytes { end += 1 }
            let isLast = sequences[start].count == depth + 1
            let target = isLast ? Self.exit : node(sequences[start..<end], depth: depth + 1, &known)
            if let last = edges.last, last.target == target, Int(last.bytes.upperBound) + 1 == Int(bytes.lowerBound) {
                edges[edges.count - 1] = Edge(bytes: last.bytes.lowerBound...bytes.upperBound, target: target)
            } else {
                edges.append(Edge(bytes: bytes, target: target))
            }
            start = end
        }
        // The root is never shared: it has to be the last.
        if depth > 0, let same = known[edges] { return same }
        nodes.append(edges)
        known[edges] = nodes.count - 1
        return nodes.count - 1
    }
}
