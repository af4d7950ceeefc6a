/// A nondeterministic automaton over UTF-8 bytes, for patterns whose table would be too large.
///
/// All states that the text so far can lead to are advanced together, so the cost is (bytes × states) at worst. Each
/// lookaround is a stage of its own: it runs over the text once, towards the side where it looks from, and leaves one
/// answer for each position; the stages after it read these. The last stage is the pattern itself.
struct SimulatedAutomaton: @unchecked Sendable {
    // Unchecked: the memory is written before the value exists, and never after.
    let states: UnsafePointer<State>
    let edges: UnsafePointer<Edge>
    let targets: UnsafePointer<UInt32>
    let stages: UnsafePointer<Stage>
    let stateCount: Int
    let stageCount: Int

    struct State {
        var kind: UInt32
        /// Of edges or targets; of a condition, the stage that answers it.
        var first: UInt32
        var count: UInt32
        /// Where a condition that holds leads.
        var next: UInt32
    }

    struct Edge {
        var low: UInt8
        var high: UInt8
        var target: UInt32
    }

    struct Stage {
        var start: UInt32
        var isBackward: Bool
    }
}

/// How serialised states are told apart.
package enum SimulatedStateKind {
    package static let match = 0
    package static let bytes = 1
    package static let split = 2
    package static let textStart = 3
    package static let textEnd = 4
    package static let wordBoundary = 5
    package static let notWordBoundary = 6
    package static let look = 7
    package static let notLook = 8
    package static let count = 9
}

extension SimulatedAutomaton {
    /// Reads a serialised automaton; nil when it is not one that the simulation can trust.
    init?(_ text: UnsafeBufferPointer<UInt8>, storage: inout PatternStorage?) {
        var reader = PatternTextReader(after: PatternText.simulationTag, in: text)
        guard let lastState = reader.read(below: 1 << 20), let lastStage = reader.read(below: 256) else { return nil }
        let stateCount = lastState + 1
        var stages: [Stage] = []
        for _ in 0...lastStage {
            guard let start = reader.read(below: stateCount), let isBackward = reader.readFlag() else { return nil }
            stages.append(Stage(start: UInt32(start), isBackward: isBackward))
        }
        var states: [State] = []
        var edges: [Edge] = []
        var targets: [UInt32] = []
        for _ in 0..<stateCount {
            guard let kind = reader.read(below: SimulatedStateKind.count) else { return nil }
            var state = State(kind: UInt32(kind), first: 0, count: 0, next: 0)
            switch kind {
            case SimulatedStateKind.match:
                break
            case SimulatedStateKind.bytes:
                guard let count = reader.read(below: 1 << 20) else { return nil }
                state.first = UInt32(edges.count)
                state.count = UInt32(count)
                for _ in 0..<count {
                    guard let low = reader.read(below: 256), let more = reader.read(below: 256 - low),
                        let target = reader.read(below: stateCount)
                    else { return nil }
                    edges.append(Edge(low: UInt8(low), high: UInt8(low + more), target: UInt32(target)))
                }
            case SimulatedStateKind.split:
                guard let count = reader.read(below: 1 << 20) else { return nil }
                state.first = UInt32(targets.count)
                state.count = UInt32(count)
                for _ in 0..<count {
                    guard let target = reader.read(below: stateCount) else { return nil }
                    targets.append(UInt32(target))
                }
            default:
                if kind >= SimulatedStateKind.look {
                    guard let stage = reader.read(below: lastStage) else { return nil }
                    state.first = UInt32(stage)
                }
                guard let next = reader.read(below: stateCount) else { return nil }
                state.next = UInt32(next)
            }
            states.append(state)
        }
        guard reader.isAtEnd else { return nil }

        func place<Element>(_ elements: [Element], at offset: inout Int, in block: PatternStorage) -> UnsafePointer<
            Element
        > {
            let place = (block.base + offset).bindMemory(to: Element.self, capacity: max(elements.count, 1))
            elements.withUnsafeBufferPointer { source in
                if let first = source.baseAddress { place.initialize(from: first, count: source.count) }
            }
            offset += Self.room(elements)
            return UnsafePointer(place)
        }
        let block = PatternStorage(
            bytes: Self.room(states) + Self.room(edges) + Self.room(targets) + Self.room(stages)
        )
        var offset = 0
        self.states = place(states, at: &offset, in: block)
        self.edges = place(edges, at: &offset, in: block)
        self.targets = place(targets, at: &offset, in: block)
        self.stages = place(stages, at: &offset, in: block)
        self.stateCount = stateCount
        stageCount = stages.count
        storage = block
    }

    private static func room<Element>(_ elements: [Element]) -> Int {
        (elements.count * MemoryLayout<Element>.stride + 7) & ~7
    }
}
