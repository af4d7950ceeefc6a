/// Parses ECMA-262 regular expressions with the meaning of the `u` flag.
///
/// `strict` is the standard to the letter. Otherwise what people write in schemas, and every validator takes, is taken
/// with the meaning that Annex B of the standard gives it: `\-` and other escaped punctuation, a lone `{`, `}` or `]`,
/// and `[\w-.]`. Escaped letters that mean nothing (`\a`, `\Z`) are refused in both: they are another dialect's.
struct PatternParser {
    let strict: Bool
    let codes: [UInt32]
    /// The byte offset of each code point, and of the end.
    let offsets: [Int]
    var position = 0
    var depth = 0
    var captures = 0
    /// Deferred until the number and names of groups are known: `\2(a)(b)` and `\k<n>(?<n>a)` are valid.
    var numberedReferences: [(number: Int, at: Int)] = []
    var namedReferences: [(name: String, at: Int)] = []
    var groupNames: [String: [[Branch]]] = [:]
    /// Which alternative of which disjunction encloses the current place.
    var branches: [Branch] = []
    var disjunctions = 0
    var properties: [String: CodePointSet] = [:]

    struct Branch: Hashable {
        let disjunction: Int
        var alternative: Int
    }

    init(_ source: String, strict: Bool) {
        self.strict = strict
        var codes: [UInt32] = []
        var offsets: [Int] = []
        var offset = 0
        for scalar in source.unicodeScalars {
            codes.append(scalar.value)
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        offsets.append(offset)
        self.codes = codes
        self.offsets = offsets
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        if let end = offsets.last, end > PatternLimits.sourceBytes {
            throw error(0, "the pattern has \(end) bytes; at most \(PatternLimits.sourceBytes) are taken")
        }
        let node = try disjunction()
        if position < codes.count {
            // Only an unpaired `)` ends a disjunction early.
            throw error(position, "`)` closes no group; write `\\)` for the character")
        }
        for reference in numberedReferences where reference.number > captures {
            throw error(
                reference.at,
                "`\\\(reference.number)` refers to a group that does not exist; the pattern has \(captures)"
            )
        }
        for reference in namedReferences where groupNames[reference.name] == nil {
            throw error(reference.at, "`\\k<\(reference.name)>` refers to a group that does not exist")
        }
        return node
    }

    // MARK: - Reading

    var current: UInt32? { position < codes.count ? codes[position] : nil }

    func peek(_ distance: Int) -> UInt32? {
        position + distance < codes.count ? codes[position + distance] : nil
    }

    mutating func take(_ text: String) -> Bool {
        var end = position
        for scalar in text.unicodeScalars {
            guard end < codes.count, codes[end] == scalar.value else { return false }
            end += 1
        }
        position = end
        return true
    }

    func error(_ at: Int, _ message: String) -> PatternError {
        PatternError(offset: offsets[min(at, codes.count)], message: message)
    }

    func shown(_ code: UInt32) -> String {
        guard let scalar = Unicode.Scalar(code), scalar.properties.generalCategory != .control else {
            return "U+" + String(code, radix: 16, uppercase: true)
        }
        return "`\(Character(scalar))`"
    }

    // MARK: - Disjunction, Alternative

    private mutating func disjunction() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        if depth > PatternLimits.nesting {
            throw error(position, "groups are nested deeper than \(PatternLimits.nesting); flatten the pattern")
        }
        disjunctions += 1
        branches.append(Branch(disjunction: disjunctions, alternative: 0))
        defer { branches.removeLast() }
        var alternatives = [try alternative()]
        while take("|") {
            branches[branches.count - 1].alternative += 1
            alternatives.append(try alternative())
        }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func alternative() throws(PatternError) -> PatternNode {
        var terms: [PatternNode] = []
        while let code = current, code != point("|"), code != point(")") {
            terms.append(try term())
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    // MARK: - Term

    private mutating func term() throws(PatternError) -> PatternNode {
        let start = position
        if take("^") { return try unquantified(.edge(.start), "`^`") }
        if take("$") { return try unquantified(.edge(.end), "`$`") }
        if take("\\b") { return try unquantified(.edge(.wordBoundary), "`\\b`") }
        if take("\\B") { return try unquantified(.edge(.notWordBoundary), "`\\B`") }
        if take("(?=") { return try look(ahead: true, negated: false, start) }
        if take("(?!") { return try look(ahead: true, negated: true, start) }
        if take("(?<=") { return try look(ahead: false, negated: false, start) }
        if take("(?<!") { return try look(ahead: false, negated: true, start) }
        return try quantified(try atom())
    }

    private mutating func look(ahead: Bool, negated: Bool, _ start: Int) throws(PatternError) -> PatternNode {
        let body = try disjunction()
        try closeGroup(openedAt: start)
        let node = PatternNode.look(ahead: ahead, negated: negated, body)
        // Annex B lets a lookahead be quantified; nobody lets a lookbehind be.
        return !strict && ahead ? try quantified(node) : try unquantified(node, "an assertion")
    }

    private mutating func unquantified(_ node: PatternNode, _ what: String) throws(PatternError) -> PatternNode {
        let start = position
        if try quantifier() != nil { throw error(start, "a quantifier cannot follow \(what)") }
        return node
    }

    private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
        guard let (least, most) = try quantifier() else { return node }
        // Laziness changes which match is found, never whether there is one.
        _ = take("?")
        return .repeated(node, atLeast: least, atMost: most)
    }

    private mutating func quantifier() throws(PatternError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{") else { return nil }
        guard let least = decimal() else {
            if strict { throw error(start, "`{` starts no repetition; write `\\{` for the character") }
            position = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = decimal() }
        guard take("}") else {
            if strict { throw error(start, "this repetition lacks its `}`; write `\\{` for the character") }
            position = start
            return nil
        }
        if let most, most < least { throw error(start, "repetition {\(least),\(most)} ends below its start") }
        return (least, most)
    }

    /// Saturates: a bound that does not fit is refused later by the state limit, unless nothing is repeated.
    mutating func decimal() -> Int? {
        var value: Int?
        while let code = current, (0x30...0x39).contains(code) {
            let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(code) - 0x30)
            value = overflow || carry ? Int.max : sum
            position += 1
        }
        return value
    }

    // MARK: - Atom

    private mutating func atom() throws(PatternError) -> PatternNode {
        let start = position
        guard let code = current else { return .empty }
        switch Character(Unicode.Scalar(code) ?? " ") {
        case ".":
            position += 1
            return .set(CodePointSet.lineTerminators.complement)
        case "(":
            return try group()
        case "[":
            position += 1
            return .set(try characterClass(openedAt: start))
        case "\\":
            return try atomEscape()
        case "*", "+", "?":
            throw error(start, "\(shown(code)) has nothing to repeat; write `\\` before it for the character")
        case "{":
            if strict { throw error(start, "`{` has nothing to repeat; write `\\{` for the character") }
            if try quantifier() != nil {
                throw error(start, "this repetition has nothing to repeat; write `\\{` for the character")
            }
        case "}", "]":
            if strict { throw error(start, "\(shown(code)) closes nothing; write `\\` before it for the character") }
        default:
            break
        }
        position = start + 1
        return .set(CodePointSet(code))
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        if take("?:") {
            // Nothing to record.
        } else if take("?<") {
            captures += 1
            try declareGroup(try groupName(openedAt: start), at: start)
        } else if take("?") {
            return try modifiers(start)
        } else {
            captures += 1
        }
        let body = try disjunction()
        try closeGroup(openedAt: start)
        return body
    }

    /// `(?i:…)` and `(?-s:…)` came with ES2025; `(?i)` and `(?P<…>…)` belong to other dialects.
    private mutating func modifiers(_ start: Int) throws(PatternError) -> PatternNode {
        var seen: [UInt32] = []
        var removing = false
        while let code = current, code != point(":") {
            if code == point("-"), !removing {
                removing = true
            } else if ["i", "m", "s"].contains(where: { point($0) == code }), !seen.contains(code) {
                seen.append(code)
            } else {
                throw error(
                    start,
                    "`(?` followed by \(shown(code)) is no group of ECMA-262; write `(?:…)` or `(?<name>…)`"
                )
            }
            position += 1
        }
        guard !seen.isEmpty, take(":") else {
            throw error(start, "`(?` starts no group of ECMA-262; write `(?:…)`, or `\\(\\?` for the characters")
        }
        _ = try disjunction()
        try closeGroup(openedAt: start)
        return .uncompilable(
            error(start, "flags within a pattern are not supported; spell out the characters, as in `[aA]`")
        )
    }

    private mutating func closeGroup(openedAt start: Int) throws(PatternError) {
        if !take(")") { throw error(start, "this group is never closed; add `)`, or write `\\(` for the character") }
    }

    mutating func groupName(openedAt start: Int) throws(PatternError) -> String {
        var name = ""
        while let code = current, code != point(">") {
            var scalar = Unicode.Scalar(code)
            position += 1
            if code == point("\\") {
                guard take("u"), let escaped = try unicodeEscape(position - 2) else {
                    throw error(start, "this group name holds an escape that is not `\\u`")
                }
                scalar = Unicode.Scalar(escaped)
            }
            guard let scalar, isNamePart(scalar, first: name.isEmpty) else {
                throw error(start, "\(shown(code)) cannot stand in a group name; names are made as identifiers are")
            }
            name.unicodeScalars.append(scalar)
        }
        guard take(">"), !name.isEmpty else { throw error(start, "this group name is empty or lacks its `>`") }
        return name
    }

    private func isNamePart(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        if scalar == "$" || scalar == "_" { return true }
        if first { return scalar.properties.isIDStart }
        return scalar.properties.isIDContinue || scalar.value == 0x200C || scalar.value == 0x200D
    }

    /// Two groups may share a name only where at most one of them can take part: in different alternatives.
    private mutating func declareGroup(_ name: String, at start: Int) throws(PatternError) {
        for other in groupNames[name, default: []] {
            let apart = other.contains { theirs in
                branches.contains { $0.disjunction == theirs.disjunction && $0.alternative != theirs.alternative }
            }
            if !apart { throw error(start, "two groups are called `\(name)`; rename one") }
        }
        groupNames[name, default: []].append(branches)
    }
}

/// The code point of a one-character literal, for comparing with pattern text. (`UInt32("|")` would be nil.)
func point(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
