extension DeterministicAutomaton {
    /// The same language read from the other side: edges turned, then determinised. Nil above the limits.
    func reversed(limits: PatternLimits) -> DeterministicAutomaton? {
        // Predecessors by state and class.
        var before: [[Int]] = Array(repeating: [], count: cells.count)
        for (index, target) in cells.enumerated() {
            before[target * classCount + index % classCount].append(index / classCount)
        }
        let first = (0..<stateCount).filter { accepting[$0] }
        var numbers: [[Int]: Int] = [first: 0]
        var subsets = [first]
        var cells: [Int] = []
        var steps = 0
        var index = 0
        while index < subsets.count {
            if subsets.count * classCount > limits.tableCells || subsets.count > 16_384
                || steps > limits.constructionSteps
            {
                return nil
            }
            for byteClass in 0..<classCount {
                var sources: Set<Int> = []
                for state in subsets[index] { sources.formUnion(before[state * classCount + byteClass]) }
                steps += sources.count + subsets[index].count
                let subset = sources.sorted()
                if let known = numbers[subset] {
                    cells.append(known)
                } else {
                    numbers[subset] = subsets.count
                    cells.append(subsets.count)
                    subsets.append(subset)
                }
            }
            index += 1
        }
        return DeterministicAutomaton(
            classes: classes, classCount: classCount, cells: cells, accepting: subsets.map { $0.contains(start) },
            start: 0, isBackward: !isBackward)
    }
}
