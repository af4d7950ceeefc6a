/// Which positions of a session are missing and which there are more than once, from the positions as they come, in whatever order.
public struct SequenceGaps: Sendable {
    /// More runs than these are not kept apart: a log that is made to have a gap at every second position must not
    /// take memory for each.
    public static let limit = 65_536

    /// The positions that were there: runs in ascending order that neither overlap nor touch.
    private var runs: [ClosedRange<Int>] = []
    /// Whether there were more runs than are kept; then there are more gaps than `gaps` can tell.
    public private(set) var isCut = false
    /// How often a position came that was there before.
    public private(set) var repeatCount = 0
    /// The lowest positions that came more than once, at most `repeatedLimit` of them, ascending.
    public private(set) var repeated: [Int] = []
    public static let repeatedLimit = 100

    public init() {}

    /// The missing positions so far, before the last one that was there.
    public var gaps: [ClosedRange<Int>] {
        var gaps: [ClosedRange<Int>] = []
        var next = 0
        for run in runs {
            if run.lowerBound > next { gaps.append(next...(run.lowerBound - 1)) }
            // Never past the end of Int: such a position is the last that there can be.
            next = run.upperBound == .max ? .max : run.upperBound + 1
        }
        return gaps
    }

    /// Notes a position; false when it was there before. A position that comes late closes its gap.
    public mutating func take(_ position: Int) -> Bool {
        if let last = runs.last, position > 0, position - 1 == last.upperBound {
            runs[runs.count - 1] = last.lowerBound...position
            return true
        }
        return position >= 0 && insert(position...position)
    }

    /// Takes in the positions of what follows in the same log.
    public mutating func append(_ next: SequenceGaps) {
        for run in next.runs { _ = insert(run) }
        repeatCount += next.repeatCount
        for position in next.repeated { noteRepeated(position) }
        isCut = isCut || next.isCut
    }

    /// False when some of the run was there before.
    private mutating func insert(_ run: ClosedRange<Int>) -> Bool {
        let first = firstRun(endingAtOrAfter: run.lowerBound - 1)
        var end = first
        var (low, high) = (run.lowerBound, run.upperBound)
        var isNew = true
        while end < runs.count, runs[end].lowerBound - 1 <= run.upperBound {
            if runs[end].overlaps(run) {
                isNew = false
                let both = runs[end].clamped(to: run)
                repeatCount += both.count
                for position in both.prefix(Self.repeatedLimit) { noteRepeated(position) }
            }
            low = min(low, runs[end].lowerBound)
            high = max(high, runs[end].upperBound)
            end += 1
        }
        if end == first, runs.count >= Self.limit {
            isCut = true
            return true
        }
        runs.replaceSubrange(first..<end, with: CollectionOfOne(low...high))
        return isNew
    }

    private mutating func noteRepeated(_ position: Int) {
        let place = repeated.firstIndex { $0 >= position } ?? repeated.count
        guard place < Self.repeatedLimit, place == repeated.count || repeated[place] != position else { return }
        repeated.insert(position, at: place)
        if repeated.count > Self.repeatedLimit { repeated.removeLast() }
    }

    private func firstRun(endingAtOrAfter position: Int) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
