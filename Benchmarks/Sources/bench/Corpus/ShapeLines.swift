/// Records of the shapes other than events.
struct ShapeLines {
    private var random: SeededRandom
    private let input: Input

    init(_ input: Input, seed: UInt64) {
        self.input = input
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> String {
        switch input {
        case .wide: wide()
        case .deep: "{\"level\":\(level(1))}"
        case .numbers: "{\"values\":[\((0..<200).map { _ in number() }.joined(separator: ","))]}"
        case .strings: "{\"texts\":[\((0..<50).map { _ in text(5...60) }.joined(separator: ","))]}"
        case .events, .shuffled, .spaced, .escaped, .unicode, .unknown: "{}"
        }
    }

    private mutating func wide() -> String {
        var members = (0..<20).map { _ in "" }
        for i in 0..<20 { members[i] = "\"count_\(i)\":\(random.int(0...1_000_000))" }
        for i in 0..<20 { members.append("\"name_\(i)\":\(text(3...20))") }
        for i in 0..<20 where random.chance(50) {
            members.append("\"extra_\(i)\":\(i % 2 == 0 ? text(3...20) : "\(random.int(-1000...1000))")")
        }
        return "{\(members.joined(separator: ","))}"
    }

    private mutating func level(_ depth: Int) -> String {
        let inner = depth < 8 ? ",\"inner\":\(level(depth + 1))" : ""
        return "{\"index\":\(random.int(0...9999)),\"label\":\(text(5...30))\(inner)}"
    }

    private mutating func number() -> String {
        "\(Double(random.int(-1_000_000_000...1_000_000_000)) / Double(random.pick([1000, 997, 1_000_003])))"
    }

    private mutating func text(_ range: ClosedRange<Int>) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz     ".utf8)
        let bytes = (0..<random.int(range)).map { _ in letters[random.int(0...letters.count - 1)] }
        return "\"\(String(decoding: bytes, as: UTF8.self))\""
    }
}
