/// Brings states in order: through a set of bits, because there are many of few numbers.
struct SortedStates {
    private let bits: Room<UInt64>

    init(below count: Int) {
        bits = Room(repeating: 0, count: count / 64 + 1)
    }

    /// Appends the states, each once, in ascending order; returns what that was in steps.
    func append(_ states: UnsafeBufferPointer<UInt32>, to sorted: Pile<UInt32>) -> Int {
        guard var last = states.first else { return 0 }
        var isSorted = true
        var lowest = last
        var highest = last
        for state in states.dropFirst() {
            isSorted = isSorted && state > last
            last = state
            lowest = min(lowest, state)
            highest = max(highest, state)
        }
        if isSorted {
            for state in states { sorted.append(state) }
            return 0
        }
        for state in states { bits[state >> 6] |= 1 << UInt64(state & 63) }
        for place in lowest >> 6...highest >> 6 {
            var word = bits[place]
            bits[place] = 0
            while word != 0 {
                sorted.append(place << 6 | UInt32(truncatingIfNeeded: word.trailingZeroBitCount))
                word &= word &- 1
            }
        }
        return Int(highest - lowest) >> 7
    }
}
