import JSONCore

/// Bytes that no edge of an automaton tells apart, as consecutive runs.
struct ByteClasses {
    let table: [UInt8]
    let count: Int
    /// Whether the bytes of a class are word characters; meaningless unless words were split.
    let isWord: [Bool]

    init(_ automaton: Automaton, splitWords: Bool) {
        var starts = Array(repeating: false, count: 257)
        for case .bytes(let edges) in automaton.states {
            for edge in edges {
                starts[Int(edge.bytes.lowerBound)] = true
                starts[Int(edge.bytes.upperBound) + 1] = true
            }
        }
        if splitWords {
            for byte in 1..<256 where PatternText.isWordByte(UInt8(byte)) != PatternText.isWordByte(UInt8(byte - 1)) {
                starts[byte] = true
            }
        }
        var table: [UInt8] = []
        var isWord: [Bool] = []
        var current = 0
        for byte in 0..<256 {
            if byte == 0 || starts[byte] {
                current = isWord.count
                isWord.append(PatternText.isWordByte(UInt8(byte)))
            }
            table.append(UInt8(current))
        }
        self.table = table
        self.isWord = isWord
        count = isWord.count
    }
}
