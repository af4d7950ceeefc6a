extension SimulatedAutomaton {
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Answers of the lookarounds: for each of their stages one byte for each position.
        let positions = text.count + 1
        let lookStages = stageCount - 1
        var answers = [UInt8](repeating: 0, count: lookStages * positions)
        var run = Run(automaton: self, text: text)
        for stage in 0..<lookStages {
            run.answerEverywhere(stage, &answers)
        }
        return run.matchesAnywhere(lookStages, answers)
    }

    /// The sets of states at one position and the next, and what is needed to follow empty steps.
    private struct Run {
        let automaton: SimulatedAutomaton
        let text: UnsafeBufferPointer<UInt8>
        var now: [UInt32] = []
        var then: [UInt32] = []
        var pending: [UInt32] = []
        /// The turn in which a state was last added, which empties the set without touching it.
        var added: [UInt64]
        var turn: UInt64 = 0

        init(automaton: SimulatedAutomaton, text: UnsafeBufferPointer<UInt8>) {
            self.automaton = automaton
            self.text = text
            added = Array(repeating: 0, count: automaton.stateCount)
        }

        mutating func answerEverywhere(_ stage: Int, _ answers: inout [UInt8]) {
            let offset = stage * (text.count + 1)
            var position = begin(stage)
            var matched = enter(automaton.stages[stage].start, position, stage, answers)
            swap(&now, &then)
            answers[offset + position] = matched ? 1 : 0
            for _ in 0..<text.count {
                matched = advance(&position, stage, answers)
                answers[offset + position] = matched ? 1 : 0
            }
        }

        mutating func matchesAnywhere(_ stage: Int, _ answers: [UInt8]) -> Bool {
            var position = begin(stage)
            if enter(automaton.stages[stage].start, position, stage, answers) { return true }
            swap(&now, &then)
            for _ in 0..<text.count {
                if advance(&position, stage, answers) { return true }
            }
            return false
        }

        private mutating func begin(_ stage: Int) -> Int {
            now.removeAll(keepingCapacity: true)
            then.removeAll(keepingCapacity: true)
            turn += 1
            return automaton.stages[stage].isBackward ? text.count : 0
        }

        /// One byte further; true when the stage matches at the new position.
        private mutating func advance(_ position: inout Int, _ stage: Int, _ answers: [UInt8]) -> Bool {
            let isBackward = automaton.stages[stage].isBackward
            let byte = isBackward ? text[position - 1] : text[position]
            position += isBackward ? -1 : 1
            turn += 1
            then.removeAll(keepingCapacity: true)
            var matched = false
            for state in now {
                let node = automaton.states[Int(state)]
                for index in Int(node.first)..<Int(node.first) + Int(node.count) {
                    let edge = automaton.edges[index]
                    if edge.low <= byte, byte <= edge.high, enter(edge.target, position, stage, answers) {
                        matched = true
                    }
                }
            }
            swap(&now, &then)
            return matched
        }

        /// Adds a state and all that empty steps lead to; true when the match is among them.
        private mutating func enter(_ state: UInt32, _ position: Int, _ stage: Int, _ answers: [UInt8]) -> Bool {
            var matched = false
            pending.append(state)
            while let state = pending.popLast() {
                if added[Int(state)] == turn { continue }
                added[Int(state)] = turn
                let node = automaton.states[Int(state)]
                switch Int(node.kind) {
                case SimulatedStateKind.match:
                    matched = true
                case SimulatedStateKind.bytes:
                    then.append(state)
                case SimulatedStateKind.split:
                    for index in Int(node.first)..<Int(node.first) + Int(node.count) {
                        pending.append(automaton.targets[index])
                    }
                default:
                    if holds(node, position, stage, answers) { pending.append(node.next) }
                }
            }
            return matched
        }

        private func holds(_ node: State, _ position: Int, _ stage: Int, _ answers: [UInt8]) -> Bool {
            switch Int(node.kind) {
            case SimulatedStateKind.textStart: return position == 0
            case SimulatedStateKind.textEnd: return position == text.count
            case SimulatedStateKind.wordBoundary: return isBoundary(position)
            case SimulatedStateKind.notWordBoundary: return !isBoundary(position)
            default:
                // A stage can only ask those before it; a table that says otherwise gets "no".
                guard Int(node.first) < stage else { return false }
                let answer = answers[Int(node.first) * (text.count + 1) + position] == 1
                return answer == (Int(node.kind) == SimulatedStateKind.look)
            }
        }

        private func isBoundary(_ position: Int) -> Bool {
            let before = position > 0 && PatternText.isWordByte(text[position - 1])
            let after = position < text.count && PatternText.isWordByte(text[position])
            return before != after
        }
    }
}

extension PatternText {
    /// `\w` of ECMA-262; it is ASCII only, so a byte tells.
    package static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
