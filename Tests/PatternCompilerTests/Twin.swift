import PatternCompiler

/// A pattern as a tree, which can be printed for the compiler, and be matched by trying everything.
indirect enum Twin: Sendable {
    case one(String, @Sendable (Unicode.Scalar) -> Bool)
    case sequence([Twin])
    case either([Twin])
    case counted(Twin, Int, Int?, lazy: Bool)
    case edge(String)
    case look(ahead: Bool, negated: Bool, Twin)

    var source: String {
        switch self {
        case .one(let text, _): text
        case .sequence(let parts): parts.map(\.source).joined()
        case .either(let parts): "(" + parts.map(\.source).joined(separator: "|") + ")"
        case .counted(let body, let least, let most, let lazy):
            "(?:\(body.source))" + (most == least ? "{\(least)}" : "{\(least),\(most.map(String.init) ?? "")}")
                + (lazy ? "?" : "")
        case .edge(let text): text
        case .look(let ahead, let negated, let body):
            "(?" + (ahead ? "" : "<") + (negated ? "!" : "=") + body.source + ")"
        }
    }

    /// Every position at which a match that begins at `start` can end.
    func ends(_ text: [Unicode.Scalar], _ start: Int) -> Set<Int> {
        switch self {
        case .one(_, let holds):
            return start < text.count && holds(text[start]) ? [start + 1] : []
        case .sequence(let parts):
            return parts.reduce([start]) { places, part in Set(places.flatMap { part.ends(text, $0) }) }
        case .either(let parts):
            return Set(parts.flatMap { $0.ends(text, start) })
        case .counted(let body, let least, let most, _):
            var places: Set<Int> = [start]
            var all: Set<Int> = least == 0 ? places : []
            // Beyond this many rounds an unbounded repetition reaches nothing new.
            for round in 1...max(1, most ?? least + text.count + 1) where most != 0 {
                places = Set(places.flatMap { body.ends(text, $0) })
                if round >= least { all.formUnion(places) }
            }
            return all
        case .edge(let kind):
            func isWord(_ index: Int) -> Bool { text.indices.contains(index) && wordCharacter(text[index]) }
            let holds =
                switch kind {
                case "^": start == 0
                case "$": start == text.count
                case "\\b": isWord(start - 1) != isWord(start)
                default: isWord(start - 1) == isWord(start)
                }
            return holds ? [start] : []
        case .look(let ahead, let negated, let body):
            let found =
                ahead ? !body.ends(text, start).isEmpty : (0...start).contains { body.ends(text, $0).contains(start) }
            return found != negated ? [start] : []
        }
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return (0...scalars.count).contains { !ends(scalars, $0).isEmpty }
    }
}

@Sendable func wordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
}

/// A small generator of its own, so that a printed seed means the same on every platform.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension Twin {
    static func random(depth: Int, _ random: inout Seeded) -> Twin {
        switch Int.random(in: 0..<(depth > 0 ? 20 : 7), using: &random) {
        case 0..<7: return singles[Int.random(in: 0..<singles.count, using: &random)]
        case 7..<11:
            let count = Int.random(in: 0...3, using: &random)
            return .sequence((0..<count).map { _ in .random(depth: depth - 1, &random) })
        case 11..<14:
            let count = Int.random(in: 1...3, using: &random)
            return .either((0..<count).map { _ in .random(depth: depth - 1, &random) })
        case 14..<17:
            let (least, most) = counts[Int.random(in: 0..<counts.count, using: &random)]
            return .counted(.random(depth: depth - 1, &random), least, most, lazy: .random(using: &random))
        case 17..<19:
            return .edge(["^", "$", "\\b", "\\B"][Int.random(in: 0..<4, using: &random)])
        default:
            return .look(
                ahead: .random(using: &random),
                negated: .random(using: &random),
                .random(depth: depth - 1, &random)
            )
        }
    }

    static func randomText(_ random: inout Seeded) -> String {
        let alphabet = Array("aabbcé€🐲-_ \n1\u{2028}\u{7FF}\u{800}\u{FFFF}")
        return String(
            (0..<Int.random(in: 0...7, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
        )
    }

    private static let counts: [(Int, Int?)] = [(0, nil), (1, nil), (0, 1), (2, 2), (1, 2), (0, 0), (2, nil), (0, 3)]
    private static let singles: [Twin] = [
        .one("a") { $0 == "a" },
        .one("b") { $0 == "b" },
        .one("é") { $0 == "é" },
        .one("\\u{1F432}") { $0 == "🐲" },
        .one("🐲") { $0 == "🐲" },
        .one("\\uD83D\\uDC32") { $0 == "🐲" },
        .one("\\-") { $0 == "-" },
        .one(".") { !["\n", "\r", "\u{2028}", "\u{2029}"].contains($0) },
        .one("\\w", wordCharacter),
        .one("\\W") { !wordCharacter($0) },
        .one("\\s") { $0 == " " || $0 == "\n" || $0 == "\u{2028}" },
        .one("\\D") { !("0"..."9").contains($0) },
        .one("[ab-]") { ["a", "b", "-"].contains($0) },
        .one("[^a€]") { $0 != "a" && $0 != "€" },
        .one("[b-é]") { ("b"..."é").contains($0) },
        .one("[\\u07FF-\\u0800]") { $0.value == 0x7FF || $0.value == 0x800 },
        .one("[]") { _ in false },
        .one("[^]") { _ in true },
    ]
}
