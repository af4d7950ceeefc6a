/// Which numbers follow each of the numbers below a count: all lists one after the other.
struct Successors {
    private let ends: Room<Int>
    private let targets: Room<UInt32>

    /// Sorts links by where they come from.
    init(count: Int, _ links: some Sequence<(from: Int, to: Int)>) {
        let starts = Room(repeating: 0, count: count + 1)
        for link in links { starts[link.from + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        targets = Room(repeating: 0, count: starts[count])
        for link in links {
            targets[starts[link.from]] = UInt32(link.to)
            starts[link.from] += 1
        }
        // Every start has moved to where the next list begins.
        ends = starts
    }

    @inline(__always)
    func forEach(of number: Int, _ body: (UInt32) -> Void) {
        var place = number == 0 ? 0 : ends[number &- 1]
        let end = ends[number]
        while place < end {
            body(targets[place])
            place &+= 1
        }
    }

    func count(of number: Int) -> Int {
        ends[number] - (number == 0 ? 0 : ends[number - 1])
    }
}

/// The subset construction over plain state numbers: `following` lists the successors of state × class.
///
/// Nil above the limits. The result reads the text in the direction that `isBackward` says.
func subsetConstruction(
    from first: [Int],
    following: Successors,
    stateCount: Int,
    isAccepting: (UnsafeBufferPointer<UInt32>) -> Bool,
    classes: [UInt8],
    classCount: Int,
    isBackward: Bool,
    limits: PatternLimits,
    stepsLeft: inout Int
) -> DeterministicAutomaton? {
    var subsets = NumberedSets()
    let sorted = SortedStates(below: stateCount)
    let mark = Room<UInt32>(repeating: 0, count: stateCount)
    var turn: UInt32 = 0
    let found = Pile<UInt32>()
    let targets = Pile<UInt32>()
    // What they hand out are pointers, which keep nothing.
    defer { withExtendedLifetime((subsets, found, targets)) {} }
    for state in first { targets.append(UInt32(state)) }
    _ = subsets.number(of: targets.elements)
    var cells: [Int] = []
    var index = 0
    while index < subsets.count {
        if subsets.count * classCount > limits.tableCells || subsets.count > Determiniser.mostSubsets || stepsLeft <= 0
        {
            return nil
        }
        for byteClass in 0..<classCount {
            turn += 1
            found.removeAll()
            for state in subsets[index] {
                let number = Int(state) &* classCount &+ byteClass
                following.forEach(of: number) { target in
                    if mark[target] == turn { return }
                    mark[target] = turn
                    found.append(target)
                }
                stepsLeft &-= 1 &+ following.count(of: number)
            }
            targets.removeAll()
            stepsLeft -= found.count + sorted.append(found.elements, to: targets)
            cells.append(subsets.number(of: targets.elements))
        }
        index += 1
    }
    return DeterministicAutomaton(
        classes: classes,
        classCount: classCount,
        cells: cells,
        accepting: (0..<subsets.count).map { isAccepting(subsets[$0]) },
        start: 0,
        isBackward: isBackward
    )
}
