/// The subset construction over plain state numbers: `following` lists the successors of state × class.
///
/// Nil above the limits. The result reads the text in the direction that `isBackward` says.
func subsetConstruction(
    from first: [Int],
    following: [[Int]],
    isAccepting: ([Int]) -> Bool,
    classes: [UInt8],
    classCount: Int,
    isBackward: Bool,
    limits: PatternLimits
) -> DeterministicAutomaton? {
    var numbers: [[Int]: Int] = [first: 0]
    var subsets = [first]
    var cells: [Int] = []
    var steps = 0
    var index = 0
    while index < subsets.count {
        if subsets.count * classCount > limits.tableCells || subsets.count > 16_384 || steps > limits.constructionSteps
        {
            return nil
        }
        for byteClass in 0..<classCount {
            var targets: Set<Int> = []
            for state in subsets[index] { targets.formUnion(following[state * classCount + byteClass]) }
            steps += targets.count + subsets[index].count
            let subset = targets.sorted()
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
        classes: classes,
        classCount: classCount,
        cells: cells,
        accepting: subsets.map(isAccepting),
        start: 0,
        isBackward: isBackward
    )
}
