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
        var work: [(block: Int, class: Int)] = []
        var waiting: Set<Int> = []
        func enqueue(_ block: Int, _ byteClass: Int) {
            if waiting.insert(block * classCount + byteClass).inserted { work.append((block, byteClass)) }
        }
        for block in starts.indices {
            for byteClass in 0..<classCount { enqueue(block, byteClass) }
        }
        var touched = Array(repeating: 0, count: count)
        var members: [Int] = []
        while let (splitter, byteClass) = work.popLast() {
            waiting.remove(splitter * classCount + byteClass)
            // Move every predecessor to the front of its block.
            var hit: [Int] = []
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
                    if waiting.contains(block * classCount + other) || moved <= size - moved {
                        enqueue(fresh, other)
                    } else {
                        enqueue(block, other)
                    }
                }
            }
        }
        return blockOf
    }

    private func renumbered(_ blockOf: [Int]) -> DeterministicAutomaton {
        var representative: [Int: Int] = [:]
        for (state, block) in blockOf.enumerated() where representative[block] == nil { representative[block] = state }
        func row(_ block: Int) -> [Int] {
            let state = representative[block] ?? 0
            return (0..<classCount).map { blockOf[cells[state * classCount + $0]] }
        }
        func accepts(_ block: Int) -> Bool { accepting[representative[block] ?? 0] }

        // Breadth first from the start, which leaves out what is unreachable.
        var found = [blockOf[start]]
        var seen: Set<Int> = [blockOf[start]]
        var index = 0
        while index < found.count {
            for target in row(found[index]) where seen.insert(target).inserted { found.append(target) }
            index += 1
        }
        let rows = Dictionary(uniqueKeysWithValues: found.map { ($0, row($0)) })
        func isFinal(_ block: Int) -> Bool { rows[block]?.allSatisfy { $0 == block } ?? false }
        let dead = found.filter { !accepts($0) && isFinal($0) }
        let rejecting = found.filter { !accepts($0) && !isFinal($0) }
        let open = found.filter { accepts($0) && !isFinal($0) }
        let decided = found.filter { accepts($0) && isFinal($0) }
        // -1 stands for a dead state that this language never reaches.
        let ordered = (dead.isEmpty ? [-1] : dead) + rejecting + open + decided
        let numbers = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })

        // Classes whose columns are equal become one, numbered by their first byte.
        var columns: [[Int]: UInt8] = [:]
        var oldToNew = Array(repeating: UInt8(0), count: classCount)
        var kept: [Int] = []
        for old in 0..<classCount {
            let column = ordered.map { rows[$0]?[old] ?? -1 }
            if let known = columns[column] {
                oldToNew[old] = known
            } else {
                oldToNew[old] = UInt8(kept.count)
                columns[column] = UInt8(kept.count)
                kept.append(old)
            }
        }
        return DeterministicAutomaton(
            classes: classes.map { oldToNew[Int($0)] },
            classCount: kept.count,
            cells: ordered.flatMap { block in kept.map { old in rows[block].flatMap { numbers[$0[old]] } ?? 0 } },
            accepting: ordered.map { $0 >= 0 && accepts($0) },
            start: numbers[blockOf[start]] ?? 0,
            isBackward: isBackward
        )
    }
}
