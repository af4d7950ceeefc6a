import JSONCore

extension DeterministicAutomaton {
    /// The text that `TransitionTable` loads. The automaton has to be minimised: the order of its states is part of it.
    ///
    /// State 0 and a last state that accepts for ever are not written. A cell is its state plus one; 0 and a count
    /// repeat the cell before.
    func serialized() -> String {
        var writer = PatternTextWriter(tag: PatternText.tableTag)
        let last = stateCount - 1
        let hasAcceptingEnd = last > 0 && accepting[last] && isFinal(last)
        writer.write(isBackward)
        writer.write(classCount - 1)
        for (value, count) in runs(classes.map(Int.init)) {
            writer.write(value)
            writer.write(count - 1)
        }
        writer.write(last)
        writer.write(start)
        writer.write(accepting.firstIndex(of: true) ?? stateCount)
        writer.write(hasAcceptingEnd)
        let written = cells[classCount..<(hasAcceptingEnd ? last * classCount : cells.count)]
        for (state, count) in runs(Array(written)) {
            writer.write(state + 1)
            switch count {
            case 1: break
            case 2 where state < 1023: writer.write(state + 1)
            default:
                writer.write(0)
                writer.write(count - 1)
            }
        }
        return writer.text
    }
}

extension Automaton {
    /// The text that `SimulatedAutomaton` loads.
    func serialized() -> String {
        var writer = PatternTextWriter(tag: PatternText.simulationTag)
        writer.write(states.count - 1)
        writer.write(components.count - 1)
        for component in components {
            writer.write(component.start)
            writer.write(component.isBackward)
        }
        for state in states {
            switch state {
            case .match:
                writer.write(SimulatedStateKind.match)
            case .bytes(let edges):
                writer.write(SimulatedStateKind.bytes)
                writer.write(edges.count)
                for edge in edges {
                    writer.write(Int(edge.bytes.lowerBound))
                    writer.write(Int(edge.bytes.upperBound - edge.bytes.lowerBound))
                    writer.write(edge.target)
                }
            case .split(let targets):
                writer.write(SimulatedStateKind.split)
                writer.write(targets.count)
                for target in targets { writer.write(target) }
            case .condition(let condition, let next):
                switch condition {
                case .textStart: writer.write(SimulatedStateKind.textStart)
                case .textEnd: writer.write(SimulatedStateKind.textEnd)
                case .wordBoundary: writer.write(SimulatedStateKind.wordBoundary)
                case .notWordBoundary: writer.write(SimulatedStateKind.notWordBoundary)
                case .look(let component, let negated):
                    writer.write(negated ? SimulatedStateKind.notLook : SimulatedStateKind.look)
                    writer.write(component)
                }
                writer.write(next)
            }
        }
        return writer.text
    }
}

private func runs(_ values: [Int]) -> [(value: Int, count: Int)] {
    var runs: [(value: Int, count: Int)] = []
    for value in values {
        if let last = runs.last, last.value == value {
            runs[runs.count - 1].count += 1
        } else {
            runs.append((value, 1))
        }
    }
    return runs
}
