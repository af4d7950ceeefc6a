/// Which positions of a session are missing, from the positions as they come.
public struct SequenceGaps: Sendable {
    /// The missing positions so far; a position that comes late closes its gap.
    public private(set) var gaps: [ClosedRange<Int>] = []
    private var next = 0

    public init() {}

    /// Notes a position; false when it was there before.
    public mutating func take(_ position: Int) -> Bool {
        if position >= next {
            if position > next { gaps.append(next...(position - 1)) }
            // Never past the end of Int: such a position is the last that there can be.
            next = position == .max ? position : position + 1
            return true
        }
        guard let index = gaps.lastIndex(where: { $0.contains(position) }) else { return false }
        let gap = gaps.remove(at: index)
        if position < gap.upperBound { gaps.insert((position + 1)...gap.upperBound, at: index) }
        if position > gap.lowerBound { gaps.insert(gap.lowerBound...(position - 1), at: index) }
        return true
    }
}
