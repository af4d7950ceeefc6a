/// What is wrong with an image, or nil: after this, evaluation reads code and pools without looking at bounds.
///
/// Every block that some operand names has to begin where a block begins, and every operand has to lie in its pool.
func defect(in image: ProgramImage) -> String? {
    var verifier = ImageVerifier(image)
    return verifier.run()
}

private struct ImageVerifier {
    private let image: ProgramImage
    private let code: [UInt32]
    private var at = 0
    private var end = 0
    private var wrong: String?
    /// Words where a block begins, and words where an instruction of a block begins.
    private var headers: Set<UInt32> = []
    private var starts: Set<UInt32> = []
    private var wantedHeaders: [UInt32] = []
    private var wantedStarts: [UInt32] = []

    init(_ image: ProgramImage) {
        self.image = image
        code = image.code
    }

    mutating func run() -> String? {
        guard image.strings.count % 2 == 0, image.schemas.count % 2 == 0, image.locations.count % 3 == 0 else {
            return "a table has a broken last row"
        }
        for row in stride(from: 0, to: image.strings.count, by: 2) { span(image.strings[row], image.strings[row + 1]) }
        for word in image.schemas { below(word, image.strings.count / 2, "string") }
        for row in stride(from: 0, to: image.locations.count, by: 3) {
            below(image.locations[row], image.strings.count / 2, "string")
            below(image.locations[row + 1], image.schemas.count / 2, "schema")
            below(image.locations[row + 2], image.strings.count / 2, "string")
        }
        at = 1
        while wrong == nil, at < code.count { block() }
        header(image.root)
        if wrong == nil, !wantedHeaders.allSatisfy(headers.contains) { wrong = "an operand names no block" }
        if wrong == nil, !wantedStarts.allSatisfy(starts.contains) { wrong = "an operand names no instruction" }
        return wrong
    }

    private mutating func block() {
        headers.insert(UInt32(at))
        below(code[at], image.schemas.count / 2, "schema")
        at += 1
        var sawEnd = false
        while wrong == nil {
            guard at + 1 < code.count, let opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: code[at])) else {
                return fail("an instruction is missing or unknown")
            }
            let length = Int(code[at] >> 8)
            guard length >= 2, length <= code.count - at else { return fail("an instruction has a wrong length") }
            starts.insert(UInt32(at))
            end = at + length
            let start = at
            at += 1
            below(next(), image.locations.count / 3, "location")
            operands(of: opcode, start)
            guard wrong == nil, at == end else { return fail("an instruction has a wrong length") }
            switch opcode {
            case .end: sawEnd = true
            case .endAll: return sawEnd ? () : fail("a block has no end")
            default:
                if sawEnd != (opcode == .annotation) { fail("an instruction is behind its block's end") }
            }
        }
    }

    private mutating func operands(of opcode: Opcode, _ start: Int) {
        switch opcode {
        case .anyName: fail("an instruction is none of an image")
        case .end, .endAll, .never, .tracked, .uniqueItems: break
        case .kinds, .enterResource, .minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties:
            _ = next()
        case .constText: name()
        case .constValue: constant()
        case .annotation:
            constant()
            _ = next()
        case .enumeration:
            let mask = slots()
            let texts = next()
            let values = next()
            many(texts) { $0.name() }
            many(values) { $0.constant() }
            ordinals(start + 3, mask, texts)
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            for _ in 0..<3 { _ = next() }
            constant()
        case .required: many(next()) { $0.name() }
        case .format: below(next(), image.formats.count, "format")
        case .pattern: pattern()
        case .dependentRequired:
            many(next()) { verifier in
                verifier.name()
                verifier.many(verifier.next()) { $0.name() }
            }
        case .members: members(start)
        case .elements:
            optionalChild()
            location()
            many(next()) { $0.child() }
        case .propertyNames, .reference, .negation, .unevaluatedProperties, .unevaluatedItems: child()
        case .contains:
            _ = next()
            child()
            for _ in 0..<2 { _ = next() }
            for _ in 0..<2 { location() }
        case .allOf, .anyOf, .oneOf: many(next()) { $0.child() }
        case .conditional:
            child()
            optionalChild()
            optionalChild()
            for _ in 0..<2 { location() }
        case .taggedUnion:
            _ = next()
            name()
            let slotStart = at
            let mask = slots()
            let tags = next()
            let branches = next()
            many(tags) { verifier in
                verifier.name()
                verifier.below(verifier.next(), Int(branches), "branch")
            }
            many(branches) { $0.child() }
            ordinals(slotStart + 1, mask, tags)
        case .dependentSchemas:
            many(next()) { verifier in
                verifier.name()
                verifier.child()
            }
        case .dynamicReference:
            header(next())
            many(next()) { verifier in
                _ = verifier.next()
                verifier.header(verifier.next())
            }
        }
    }

    private mutating func members(_ start: Int) {
        let patterns = next()
        let properties = next()
        optionalChild()
        for _ in 0..<3 { location() }
        for _ in 0..<2 { _ = next() }
        let mask = slots()
        many(properties) { verifier in
            verifier.name()
            verifier.optionalChild()
        }
        many(patterns) { verifier in
            verifier.pattern()
            verifier.child()
        }
        ordinals(start + MembersLayout.slots + 1, mask, properties)
    }
}

// MARK: Operands

extension ImageVerifier {
    private mutating func fail(_ message: String) {
        if wrong == nil { wrong = message }
    }

    private mutating func next() -> UInt32 {
        guard at < end else {
            fail("an instruction is too short")
            return 0
        }
        at += 1
        return code[at - 1]
    }

    private mutating func many(_ count: UInt32, _ one: (inout Self) -> Void) {
        guard Int(count) <= end - at else { return fail("an instruction is too short") }
        for _ in 0..<count {
            if wrong != nil { return }
            one(&self)
        }
    }

    private mutating func below(_ word: UInt32, _ limit: Int, _ what: String) {
        if Int(word) >= limit { fail("an operand names no \(what)") }
    }

    private mutating func span(_ offset: UInt32, _ length: UInt32) {
        if Int(offset) + Int(length) > image.text.count { fail("a text is outside of the pool") }
    }

    private mutating func name() {
        _ = next()
        span(next(), next())
    }

    private mutating func pattern() {
        below(next(), image.patterns.count, "pattern")
        span(next(), next())
    }

    private mutating func constant() {
        below(next(), image.constants.count, "constant")
    }

    private mutating func location() {
        below(next(), image.locations.count / 3, "location")
    }

    private mutating func header(_ word: UInt32) {
        wantedHeaders.append(word)
    }

    private mutating func child() {
        header(next())
        _ = next()
        let fast = next()
        if fast != 0 { wantedStarts.append(fast) }
    }

    private mutating func optionalChild() {
        guard at < end, code[at] == 0 else { return child() }
        for _ in 0..<3 { _ = next() }
    }

    /// A table has a free slot, or looking for what is not there would not end.
    private mutating func slots() -> UInt32 {
        let mask = next()
        guard mask < 1 << 28, mask & (mask + 1) == 0, Int(mask) < end - at else {
            fail("a table has a wrong size")
            return 0
        }
        at += Int(mask) + 1
        return mask
    }

    private mutating func ordinals(_ start: Int, _ mask: UInt32, _ count: UInt32) {
        guard wrong == nil else { return }
        let table = code[start...start + Int(mask)]
        if !table.contains(0) || table.contains(where: { $0 > count }) { fail("a table is full or names nothing") }
    }
}
