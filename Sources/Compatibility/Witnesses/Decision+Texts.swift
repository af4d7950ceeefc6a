import JSONCore
import PatternCompiler

extension Decision {
    /// Texts of a case: by its formats and patterns, else short ones.
    func texts(of part: ValueCase) -> [JSONValue] {
        let isPlain = part.values == nil && part.negations.isEmpty && part.mysteries.isEmpty
        if isPlain, let known = textSamples[part.texts] { return known }
        let found = foundTexts(of: part)
        if isPlain { textSamples[part.texts] = found }
        return found
    }

    private func foundTexts(of part: ValueCase) -> [JSONValue] {
        let rules = part.texts
        var texts: [String] = rules.formats.flatMap { formatSamples[$0] ?? [] }
        let lengths = [rules.minLength, rules.minLength + 1, min(rules.maxLength ?? 3, 64), 1, 2, 5]
        for source in rules.patterns {
            guard let pattern = pattern(source) else { continue }
            for length in lengths.prefix(3) where length <= 4_096 {
                if let text = shortestMatch(pattern, minLength: length) { texts.append(text) }
            }
        }
        for length in lengths where length <= 65_536 { texts.append(String(repeating: "a", count: length)) }
        texts += ["", "a", "b", "A", "1", "0", " ", "a b", "é", "1.5", "true", "x-1"]
        texts += formatSamples.keys.sorted().compactMap { formatSamples[$0]?.first }
        var found: [JSONValue] = []
        for text in texts where evaluate(.string(text), part) != false {
            if !found.contains(.string(text)) { found.append(.string(text)) }
        }
        return found
    }

    /// Texts of a case that have this many characters.
    func texts(of part: ValueCase, length: Int) -> [JSONValue] {
        guard length <= 1_000_000 else { return [] }
        var texts: [String] = []
        for source in part.texts.patterns {
            guard let pattern = pattern(source) else { continue }
            if let text = shortestMatch(pattern, minLength: length) { texts.append(text) }
        }
        if texts.isEmpty { texts = ["a", "0", "A"].map { String(repeating: $0, count: length) } }
        return texts.map { .string($0) }.filter { evaluate($0, part) != false }
    }
}

private let formatSamples: [String: [String]] = [
    "date-time": ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5+02:00"],
    "date": ["2024-01-01"],
    "time": ["00:00:00Z"],
    "duration": ["P1D"],
    "email": ["a@b.c"],
    "idn-email": ["a@b.c", "é@b.c"],
    "hostname": ["a.b"],
    "idn-hostname": ["a.b", "é.b"],
    "ipv4": ["127.0.0.1"],
    "ipv6": ["::1"],
    "uri": ["a:b"],
    "uri-reference": ["a"],
    "iri": ["a:b", "a:é"],
    "iri-reference": ["a", "é"],
    "uri-template": ["{a}"],
    "json-pointer": ["/a"],
    "relative-json-pointer": ["0"],
    "regex": ["a"],
    "uuid": ["00000000-0000-4000-8000-000000000000"],
]
