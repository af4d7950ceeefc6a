/// An automaton as the subset construction reads it: states are numbers, edges go over byte classes, and all of them lie
/// in a few arrays. To look into an enum with a list in it, for every state of every set, would be most of the work.
struct FlatAutomaton {
    enum Kind: UInt8, BitwiseCopyable {
        /// Reads a byte.
        case bytes
        /// Leads to other states without reading.
        case split
        /// A condition or a match, which say something only where the next byte is known.
        case asking
    }

    struct Edge: BitwiseCopyable {
        /// The classes that it reads, which a split ignores.
        let first: UInt8
        let last: UInt8
        let target: UInt32

        var width: Int { Int(last &- first) &+ 1 }
    }

    let kinds: Room<Kind>
    let edges: Room<Edge>
    /// Where the edges of each state begin, and the end of all.
    let starts: Room<Int>

    init(_ automaton: Automaton, _ classes: ByteClasses) {
        var kinds: [Kind] = []
        var edges: [Edge] = []
        var starts = [0]
        for state in automaton.states {
            switch state {
            case .bytes(let list):
                kinds.append(.bytes)
                for edge in list {
                    let first = classes.table[Int(edge.bytes.lowerBound)]
                    let last = classes.table[Int(edge.bytes.upperBound)]
                    edges.append(Edge(first: first, last: last, target: UInt32(edge.target)))
                }
            case .split(let targets):
                kinds.append(.split)
                for target in targets { edges.append(Edge(first: 0, last: 0, target: UInt32(target))) }
            case .condition, .match:
                kinds.append(.asking)
            }
            starts.append(edges.count)
        }
        self.kinds = Room(kinds, filler: .bytes)
        self.edges = Room(edges, filler: Edge(first: 0, last: 0, target: 0))
        self.starts = Room(starts, filler: 0)
    }
}
