import JSONCore

/// The code that a verdict runs: that of the image, with things known ahead that an explanation has no use for, because
/// it has to go through every keyword and say which failed where. Every instruction stays where it was and as long.
///
/// - The last instruction of a block has `lastFlag` beside its opcode, so that none is read to find the end.
/// - A child whose block does nothing but lead to another one is that one.
/// - An `anyOf` of schemas that each want one member and nothing else becomes `anyName`.
/// - `anyOf` and `oneOf` of objects have a table that leaves branches out by the names of the members alone.
///
/// Those tables stand behind the code, and the word that is the location otherwise says where; 0 where there is none.
func verdictCode(of image: ProgramImage) -> [UInt32] {
    var writer = VerdictCode(image.code)
    writer.run()
    return writer.code
}

/// Set in the first word of an instruction; no opcode has this bit.
let lastFlag: UInt32 = 0x80

struct VerdictCode {
    let original: [UInt32]
    var code: [UInt32]
    /// By where the schema's code begins.
    var filters: [Int: NameFilter] = [:]

    init(_ code: [UInt32]) {
        original = code
        self.code = code
    }

    mutating func run() {
        // Children first: the tables look at what branches lead to in the end.
        instructions { $0.shortenWays(of: $1, $2) }
        instructions { $0.replace($1, $2) }
    }

    private mutating func instructions(_ body: (inout Self, Opcode, Int) -> Void) {
        var at = 1
        while at < original.count {
            // The header of the block.
            at += 1
            var opcode = Opcode.end
            repeat {
                opcode = self.opcode(at)
                body(&self, opcode, at)
                at = next(at)
            } while opcode != .endAll
        }
    }

    private mutating func replace(_ opcode: Opcode, _ at: Int) {
        switch opcode {
        case .anyOf, .oneOf:
            if opcode == .anyOf, let names = namesOfBranches(at) {
                code[at] = UInt32(Opcode.anyName.rawValue) | code[at] & ~0xFF
                code[at + 1] = UInt32(code.count)
                code += nameTable(names)
            } else {
                let filter = unionFilter(at)
                code[at + 1] = filter.isEmpty ? 0 : UInt32(code.count)
                code += filter
            }
        case .end, .endAll, .annotation, .enterResource, .tracked: return
        default: break
        }
        if self.opcode(next(at)) == .end { code[at] |= lastFlag }
    }

    func opcode(_ at: Int) -> Opcode { Opcode.of(original[at]) }

    func next(_ at: Int) -> Int { at + Int(original[at] >> 8) }
}

// MARK: Ways

extension VerdictCode {
    private mutating func shortenWays(of opcode: Opcode, _ at: Int) {
        for child in children(of: opcode, at) where code[child] != 0 { shortenWay(child) }
    }

    /// Leads a child past blocks with a single child for the same value and nothing else, such as `{"$ref": …}`.
    private mutating func shortenWay(_ child: Int) {
        for _ in 0..<16 {
            let start = Int(code[child + 2])
            guard start != 0, let inner = onlyChild(start) else { return }
            let outerKinds = code[child + 1]
            let innerKinds = original[inner + 1]
            // Where both are narrow, one would have to be checked after the other.
            guard outerKinds == KindMask.any || innerKinds == KindMask.any || outerKinds == innerKinds else { return }
            code[child + 1] = outerKinds == KindMask.any ? innerKinds : outerKinds
            code[child + 2] = original[inner + 2]
        }
    }

    private func onlyChild(_ start: Int) -> Int? {
        // Asked first, because behind the last instruction of a block there may be nothing.
        let child: Int
        switch opcode(start) {
        case .reference: child = start + 2
        case .allOf where original[start + 2] == 1, .anyOf where original[start + 2] == 1,
            .oneOf where original[start + 2] == 1:
            child = start + 3
        default: return nil
        }
        return opcode(next(start)) == .end ? child : nil
    }

    /// Where the child operands of an instruction are; those that may be left out have 0 as their block.
    private func children(of opcode: Opcode, _ at: Int) -> [Int] {
        func row(_ start: Int, _ count: UInt32, _ stride: Int) -> [Int] { (0..<Int(count)).map { start + $0 * stride } }
        switch opcode {
        case .members:
            let names = at + MembersLayout.slots + 2 + Int(original[at + MembersLayout.slots])
            let count = original[at + MembersLayout.propertyCount]
            let patterns = names + Int(count) * MembersLayout.propertyStride
            return [at + MembersLayout.additional] + row(names + 3, count, MembersLayout.propertyStride)
                + row(patterns + 3, original[at + MembersLayout.patternCount], MembersLayout.patternStride)
        case .elements: return [at + 2] + row(at + 7, original[at + 6], 3)
        case .propertyNames, .reference, .negation, .unevaluatedProperties, .unevaluatedItems: return [at + 2]
        case .contains: return [at + 3]
        case .conditional: return [at + 2, at + 5, at + 8]
        case .allOf, .anyOf, .oneOf: return row(at + 3, original[at + 2], 3)
        case .taggedUnion:
            let tagCount = at + 8 + Int(original[at + 6])
            return row(tagCount + 2 + Int(original[tagCount]) * 4, original[tagCount + 1], 3)
        case .dependentSchemas: return row(at + 6, original[at + 2], 6)
        case .end, .endAll, .kinds, .never, .enterResource, .tracked, .constText, .constValue, .enumeration, .minimum,
            .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf, .minLength, .maxLength, .minItems, .maxItems,
            .minProperties, .maxProperties, .required, .format, .pattern, .dependentRequired, .uniqueItems,
            .dynamicReference, .annotation, .anyName:
            return []
        }
    }
}
