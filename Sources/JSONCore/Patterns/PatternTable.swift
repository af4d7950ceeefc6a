public import CJSONScan

/// A pattern that is one table and nothing else, without its memory: asking it touches no reference count, which for
/// short texts costs more than the answer. Valid as long as the `Pattern` that it is of.
public struct PatternTable {
    @usableFromInline let table: TransitionTable
    /// The bytes that all texts which match begin with, eight at most, as a word, and which of the word's bits they are.
    @usableFromInline let prefix: UInt64
    @usableFromInline let prefixMask: UInt64
    @usableFromInline let prefixCount: Int
    /// Where the automaton is behind them.
    @usableFromInline let state: Int
    /// Whether the rest of the text no longer matters then, and what the answer is: `^x-` asks of most names only
    /// whether they begin with an `x`.
    @usableFromInline let isDecided: Bool
    @usableFromInline let isAccepted: Bool

    init(_ table: TransitionTable) {
        self.table = table
        let way = table.prefix(atMost: 8)
        var prefix: UInt64 = 0
        for (place, byte) in way.bytes.enumerated() { prefix |= UInt64(byte) << UInt64(8 * place) }
        self.prefix = prefix
        prefixCount = way.bytes.count
        prefixMask = prefixCount == 8 ? .max : (1 << UInt64(8 * prefixCount)) - 1
        state = way.state
        isDecided = table.isDecided(way.state)
        isAccepted = table.accepts(way.state)
    }

    /// Whether some part of the text matches, as `Pattern.matches` says. Eight bytes are readable, however short it is.
    @inlinable @inline(__always)
    public func matches(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        // A text that ends inside of the prefix does not match: no state on the way accepts.
        if (cjson_load8(text) ^ prefix) & prefixMask != 0 || count < prefixCount { return false }
        return isDecided ? isAccepted : matchesRest(text, count)
    }

    @usableFromInline
    func matchesRest(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        table.matches(UnsafeBufferPointer(start: text + prefixCount, count: count - prefixCount), from: state)
    }
}

extension Pattern {
    /// The pattern as a bare table; nil when there is more to it.
    public var table: PatternTable? { transitions.map(PatternTable.init) }
}
