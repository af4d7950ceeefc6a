extension DeterministicAutomaton {
    /// The same language read from the other side: edges turned, then determinised. Nil above the limits.
    func reversed(limits: PatternLimits) -> DeterministicAutomaton? {
        var before: [[Int]] = Array(repeating: [], count: cells.count)
        for (index, target) in cells.enumerated() {
            before[target * classCount + index % classCount].append(index / classCount)
        }
        return subsetConstruction(
            from: (0..<stateCount).filter { accepting[$0] },
            following: before,
            isAccepting: { $0.contains(start) },
            classes: classes,
            classCount: classCount,
            isBackward: !isBackward,
            limits: limits
        )
    }
}
