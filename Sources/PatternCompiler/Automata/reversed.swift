extension DeterministicAutomaton {
    /// The same language read from the other side: edges turned, then determinised. Nil above the limits.
    func reversed(limits: PatternLimits, stepsLeft: inout Int) -> DeterministicAutomaton? {
        subsetConstruction(
            from: (0..<stateCount).filter { accepting[$0] },
            following: Successors(
                count: cells.count,
                cells.enumerated().lazy.map { index, target in
                    (from: target * classCount + index % classCount, to: index / classCount)
                }
            ),
            stateCount: stateCount,
            isAccepting: { $0.contains(UInt32(start)) },
            classes: classes,
            classCount: classCount,
            isBackward: !isBackward,
            limits: limits,
            stepsLeft: &stepsLeft
        )
    }
}
