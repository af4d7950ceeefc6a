import JSONCore

/// A shortest text, in code points, along which `state` runs into an accepted one.
///
/// Bytes are tried in an order that gives texts a person can read: letters and digits before all else, controls last.
/// Nil when there is none, or when more than `limit` states were seen (told apart by `exhausted`).
func shortestText(
    from start: Int,
    limit: Int,
    counting most: Int,
    classOf: (UInt8) -> Int,
    next: (Int, UInt8) -> Int?,
    accepts: (_ state: Int, _ length: Int) -> Bool
) -> (text: String?, exhausted: Bool) {
    // One byte speaks for all that neither the tables nor UTF-8 tell apart.
    var spokenFor: Set<[Int]> = []
    let bytes = readableOrder.filter { byte in
        spokenFor.insert([classOf(byte)] + UTF8Progress.allCases.map { $0.after(byte)?.rawValue ?? -1 }).inserted
    }
    // A node is (state, progress within a character, code points so far up to `most`).
    let width = UTF8Progress.allCases.count
    var nodes: [(state: Int, progress: UTF8Progress, length: Int)] = [(start, .boundary, 0)]
    var parents: [(node: Int, byte: UInt8)] = [(-1, 0)]
    var seen: Set<Int> = [start * width * (most + 1)]
    // All nodes whose text has equally many whole or begun characters, in the order of their discovery.
    var level = [0]
    while !level.isEmpty {
        var following: [Int] = []
        var index = 0
        while index < level.count {
            let current = level[index]
            index += 1
            let node = nodes[current]
            if node.progress == .boundary, accepts(node.state, node.length) {
                return (text(endingAt: current, parents), false)
            }
            for byte in bytes {
                guard let progress = node.progress.after(byte), let state = next(node.state, byte) else { continue }
                let begins = node.progress == .boundary
                let length = begins ? min(node.length + 1, most) : node.length
                let key = (state * width + progress.rawValue) * (most + 1) + length
                guard seen.insert(key).inserted else { continue }
                if nodes.count >= limit { return (nil, true) }
                nodes.append((state, progress, length))
                parents.append((current, byte))
                // Continuation bytes belong to the character begun, so they do not make the text longer.
                if begins { following.append(nodes.count - 1) } else { level.append(nodes.count - 1) }
            }
        }
        level = following
    }
    return (nil, false)
}

private func text(endingAt node: Int, _ parents: [(node: Int, byte: UInt8)]) -> String {
    var bytes: [UInt8] = []
    var node = node
    while node > 0 {
        bytes.append(parents[node].byte)
        node = parents[node].node
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
}

private let readableOrder: [UInt8] =
    Array(UInt8(ascii: "a")...UInt8(ascii: "z")) + Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    + Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    + (0x20...0x7E).filter { !PatternText.isWordByte($0) || $0 == UInt8(ascii: "_") }
    + Array(0x80...0xFF) + Array(0x00...0x1F) + [0x7F]
