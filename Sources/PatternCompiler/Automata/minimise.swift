extension DeterministicAutomaton {
    /// The smallest automaton of the same language, with states and classes numbered canonically.
    ///
    /// State 0 rejects for ever (whether or not anything leads there), rejecting states come before accepting ones, and
    /// a state that accepts for ever is the last: the order that the table walk relies on.
    func minimised() -> DeterministicAutomaton {
        renumbered(blocks())
    }

    /// Hopcroft's partition refinement: the block of each state.
    private func blocks() -> [Int] {
        let count = stateCount
        // Predecessors of each (class, state) as one sorted list with offsets.
        var offsets = Array(repeating: 0, count: classCount * count + 1)
        for (index, target) in cells.enumerated() { offsets[(index % classCount) * count + target + 1] += 1 }
        for index in 1..<offsets.count { offsets[index] += offsets[index - 1] }
        var sources = Array(repeating: 0, count: cells.count)
        var filled = offsets
        for (index, target) in cells.enumerated() {
            let slot = (index % classCount) * count + target
            sources[filled[slot]] = index / classCount
            filled[slot] += 1
        }

        // States sorted by block; a block is a slice of `order`.
        var order = (0..<count).filter { !accepting[$0] } + (0..<count).filter { accepting[$0] }
        var place = Array(repeating: 0, count: count)
        for (index, state) in order.enumerated() { place[state] = index }
        let rejecting = accepting.count { !$0 }
        var starts: [Int] = []
        var ends: [Int] = []
        var blockOf = Array(repeating: 0, count: count)
        for range in [0..<rejecting, rejecting..<count] where !range.isEmpty {
            for index in range { blockOf[order[index]] = starts.count }
            starts.append(range.lowerBound)
            ends.append(range.upperBound)
        }
        // Splitters, each as block × class.
        var work: [Int] = []
        var waiting = Array(repeating: false, count: cells.count)
        func enqueue(_ splitter: Int) {
            if waiting[splitter] { return }
            waiting[splitter] = true
            work.append(splitter)
        }
        for splitter in 0..<starts.count * classCount { enqueue(splitter) }
        var touched = Array(repeating: 0, count: count)
        var members: [Int] = []
        var hit: [Int] = []
        while let next = work.popLast() {
            waiting[next] = false
            let (splitter, byteClass) = next.quotientAndRemainder(dividingBy: classCount)
            // Move every predecessor to the front of its block.
            hit.removeAll(keepingCapacity: true)
            // Element by element: a slice would share the memory of `order`, and the first swap would copy all of it.
            members.removeAll(keepingCapacity: true)
            for index in starts[splitter]..<ends[splitter] { members.append(order[index]) }
            for member in members {
                let slot = byteClass * count + member
                for index in offsets[slot]..<offsets[slot + 1] {
                    let state = sources[index]
                    let block = blockOf[state]
                    if touched[block] == 0 { hit.append(block) }
                    let front = starts[block] + touched[block]
                    let other = order[front]
                    order.swapAt(front, place[state])
                    place[other] = place[state]
                    place[state] = front
                    touched[block] += 1
                }
            }
            for block in hit {
                let moved = touched[block]
                touched[block] = 0
                let size = ends[block] - starts[block]
                if moved == size { continue }
                let fresh = starts.count
                starts.append(starts[block])
                ends.append(starts[block] + moved)
                starts[block] += moved
                for index in starts[fresh]..<ends[fresh] { blockOf[order[index]] = fresh }
                for other in 0..<classCount {
                    let isSmaller = moved <= size - moved
                    enqueue((waiting[block * classCount + other] || isSmaller ? fresh : block) * classCount + other)
                }
            }
        }
        return blockOf
    }

    private func renumbered(_ blockOf: [Int]) -> DeterministicAutomaton {
        // A state of each block speaks for it.
        var representative = Array(repeating: -1, count: stateCount)
        for (state, block) in blockOf.enumerated() where representative[block] < 0 { representative[block] = state }
        func target(_ block: Int, _ byteClass: Int) -> Int {
            blockOf[cells[representative[block] * classCount + byteClass]]
        }
        func accepts(_ block: Int) -> Bool { accepting[representative[block]] }
        func isFinal(_ block: Int) -> Bool { (0..<classCount).allSatisfy { target(block, $0) == block } }

        // Breadth first from the start, which leaves out what is unreachable.
        var found = [blockOf[start]]
        var isFound = Array(repeating: false, count: stateCount)
        isFound[blockOf[start]] = true
        var index = 0
        while index < found.count {
            for byteClass in 0..<classCount {
                let next = target(found[index], byteClass)
                if isFound[next] { continue }
                isFound[next] = true
                found.append(next)
            }
            index += 1
        }
        let dead = found.filter { !accepts($0) && isFinal($0) }
        let rejecting = found.filter { !accepts($0) && !isFinal($0) }
        let open = found.filter { accepts($0) && !isFinal($0) }
        let decided = found.filter { accepts($0) && isFinal($0) }
        let ordered = dead + rejecting + open + decided
        // A dead state that this language never reaches has number 0 all the same.
        let first = dead.isEmpty ? 1 : 0
        var numbers = Array(repeating: 0, count: stateCount)
        for (place, block) in ordered.enumerated() { numbers[block] = first + place }

        // Classes whose columns are equal become one, numbered by their first byte.
        var columns: [[Int]: UInt8] = [:]
        var oldToNew = Array(repeating: UInt8(0), count: classCount)
        var kept: [Int] = []
        for old in 0..<classCount {
            let column = ordered.map { target($0, old) }
            if let known = columns[column] {
                oldToNew[old] = known
            } else {
                oldToNew[old] = UInt8(kept.count)
                columns[column] = UInt8(kept.count)
                kept.append(old)
            }
        }
        var table = Array(repeating: 0, count: first * kept.count)
        table.reserveCapacity((first + ordered.count) * kept.count)
        for block in ordered {
            for old in kept { table.append(numbers[target(block, old)]) }
        }
        return DeterministicAutomaton(
            classes: classes.map { oldToNew[Int($0)] },
            classCount: kept.count,
            cells: table,
            accepting: Array(repeating: false, count: first) + ordered.map(accepts),
            start: numbers[blockOf[start]],
            isBackward: isBackward
        )
    }
}
