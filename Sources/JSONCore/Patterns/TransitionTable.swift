/// A deterministic automaton over UTF-8 bytes.
///
/// ```
/// storage: [class of each byte: 256 × UInt8][cells: state × class → offset of the next state's row]
/// ```
///
/// States are ordered: 0 is the one that nothing leaves and that rejects; then the rejecting ones, then the accepting
/// ones, and where there is one that nothing leaves and that accepts, it is the last. So "is it decided?" is one
/// comparison, "does it accept?" another, and a state is known by the offset of its row, which saves a multiplication
/// for each byte.
@usableFromInline
struct TransitionTable: @unchecked Sendable {
    // Unchecked: the memory is written before the value exists, and never after.
    private let classes: UnsafePointer<UInt8>
    private let cells: UnsafeRawPointer
    private let isWide: Bool
    private let isBackward: Bool
    private let start: Int
    private let acceptFrom: Int
    private let decidedFrom: Int
    private let width: Int

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        matches(text, from: start)
    }

    /// Whether it ends in an accepting state when it is in `state` before the text.
    func matches(_ text: UnsafeBufferPointer<UInt8>, from state: Int) -> Bool {
        isWide ? walk(text, state, UInt32.self) : walk(text, state, UInt16.self)
    }

    func accepts(_ state: Int) -> Bool { state >= acceptFrom }

    func isDecided(_ state: Int) -> Bool { state == 0 || state >= decidedFrom }

    /// The bytes that every text in the language begins with, and the state behind them. No state before that accepts.
    func prefix(atMost limit: Int) -> (bytes: [UInt8], state: Int) {
        var bytes: [UInt8] = []
        var state = start
        if isBackward || accepts(state) || isDecided(state) { return (bytes, state) }
        // A byte of each class, and how many it has.
        var members = [Int](repeating: 0, count: width)
        var sizes = [Int](repeating: 0, count: width)
        for byte in 0..<256 {
            members[Int(classes[byte])] = byte
            sizes[Int(classes[byte])] += 1
        }
        while bytes.count < limit, !accepts(state), !isDecided(state) {
            let ways = (0..<width).filter { next(state, $0) != 0 }
            guard ways.count == 1, sizes[ways[0]] == 1 else { break }
            bytes.append(UInt8(members[ways[0]]))
            state = next(state, ways[0])
        }
        return (bytes, state)
    }

    private func next(_ state: Int, _ byteClass: Int) -> Int {
        let cell = state + byteClass
        return isWide
            ? Int(cells.load(fromByteOffset: cell * 4, as: UInt32.self))
            : Int(cells.load(fromByteOffset: cell * 2, as: UInt16.self))
    }

    @inline(__always)
    private func walk<Cell: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<UInt8>,
        _ start: Int,
        _: Cell.Type
    ) -> Bool {
        guard let base = text.baseAddress, !text.isEmpty else { return start >= acceptFrom }
        let cells = cells.assumingMemoryBound(to: Cell.self)
        let classes = classes
        // Unsigned, so that state 0 wraps around to "decided".
        let decided = UInt(bitPattern: decidedFrom &- width)
        var state = start
        var next = isBackward ? base + (text.count - 1) : base
        let step = isBackward ? -1 : 1
        for _ in 0..<text.count {
            if UInt(bitPattern: state &- width) >= decided { break }
            state = Int(truncatingIfNeeded: cells[state &+ Int(classes[Int(next.pointee)])])
            next += step
        }
        return state >= acceptFrom
    }
}

extension TransitionTable {
    /// Reads a serialised table; nil when it is not one that the walk can trust.
    init?(_ text: UnsafeBufferPointer<UInt8>, storage: inout PatternStorage?) {
        var reader = PatternTextReader(after: PatternText.tableTag, in: text)
        guard let isBackward = reader.readFlag(), let lastClass = reader.read(below: 256) else { return nil }
        let width = lastClass + 1
        var classes: [UInt8] = []
        while classes.count < 256 {
            guard let value = reader.read(below: width), let more = reader.read(below: 256 - classes.count) else {
                return nil
            }
            classes.append(contentsOf: repeatElement(UInt8(value), count: more + 1))
        }
        guard let lastState = reader.read(below: PatternText.largestTable / width) else { return nil }
        let states = lastState + 1
        guard let start = reader.read(below: states), let acceptFrom = reader.read(below: states + 1), acceptFrom > 0,
            let hasAcceptingEnd = reader.readFlag(), !hasAcceptingEnd || acceptFrom < states
        else { return nil }
        let count = states * width
        let isWide = count > Int(UInt16.max)
        let block = PatternStorage(bytes: 256 + count * (isWide ? 4 : 2))
        classes.withUnsafeBytes {
            block.base.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block.base), byteCount: 256)
        }
        let cells = block.base + 256
        func store(_ state: Int, at index: Int) {
            if isWide {
                cells.storeBytes(of: UInt32(state * width), toByteOffset: index * 4, as: UInt32.self)
            } else {
                cells.storeBytes(of: UInt16(state * width), toByteOffset: index * 2, as: UInt16.self)
            }
        }
        for index in 0..<width { store(0, at: index) }
        let written = hasAcceptingEnd ? count - width : count
        var index = width
        var last: Int?
        while index < written {
            guard let token = reader.read(below: states + 1) else { return nil }
            if token > 0 {
                store(token - 1, at: index)
                last = token - 1
                index += 1
            } else {
                // A run: the cell before, so many times more.
                guard let last, let more = reader.read(below: written - index + 1), more > 0 else { return nil }
                for offset in 0..<more { store(last, at: index + offset) }
                index += more
            }
        }
        for index in written..<max(written, count) { store(lastState, at: index) }
        guard reader.isAtEnd else { return nil }
        self.classes = UnsafePointer(block.base.assumingMemoryBound(to: UInt8.self))
        self.cells = UnsafeRawPointer(cells)
        self.isWide = isWide
        self.isBackward = isBackward
        self.start = start * width
        self.acceptFrom = acceptFrom * width
        self.width = width
        decidedFrom = (hasAcceptingEnd ? lastState : states) * width
        storage = block
    }
}
