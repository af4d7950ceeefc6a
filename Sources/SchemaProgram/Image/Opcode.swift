/// The instructions of a program.
///
/// Code is a sequence of 32-bit words. A *block* stands for a schema: a header word (the number of its schema
/// location), then instructions up to `end`, which is all that a verdict needs; annotations follow up to `endAll`.
/// An instruction is
///
///     word 0   opcode in the low byte, length in words above
///     word 1   number of its location: which keyword of which schema it stands for
///     …        operands, given below behind each opcode
///
/// Operands of more than one word:
///
///     name     hash, offset, length            a text in the pool
///     child    block, kinds, fast              a subschema: its block; the kinds of value it takes at all; where a
///                                              verdict starts, past the check of kinds, or 0 when that was all
///     number   isInteger, low, high, constant  the value itself where it fits 64 bits, and the constant always
///     slots    mask, mask + 1 words            a hash table of ordinals, counted from 1, for the names that follow
package enum Opcode: UInt8, CaseIterable {
    case end
    /// kinds
    case kinds
    case never
    /// resource; what follows is evaluated in its dynamic scope
    case enterResource
    /// what follows is evaluated with marks of its own
    case tracked
    /// name
    case constText
    /// constant
    case constValue
    /// slots, text count, value count, names, constants
    case enumeration
    /// number
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
    /// count
    case minLength
    case maxLength
    case minItems
    case maxItems
    case minProperties
    case maxProperties
    /// count, names
    case required
    /// format
    case format
    /// pattern, offset, length of its source
    case pattern
    /// count, then for each: name, count, names
    case dependentRequired
    /// see `MembersLayout`
    case members
    /// child for the rest, location of the rest, count, children
    case elements
    case uniqueItems
    /// child
    case propertyNames
    /// whether what it finds counts as evaluated, child, least, most, locations of the two
    case contains
    /// child
    case reference
    /// count, children
    case allOf
    /// `if`, `then`, `else` as children; locations of the latter two
    case conditional
    /// child
    case negation
    /// count, children
    case anyOf
    case oneOf
    /// `UnionFlags`, name of the tag, slots, tag count, branch count, then name and branch ordinal for each tag, children
    case taggedUnion
    /// count, then for each: name, child
    case dependentSchemas
    /// fallback block, count, then for each: resource, block
    case dynamicReference
    /// child
    case unevaluatedProperties
    case unevaluatedItems
    /// constant, the kinds of value that it is about
    case annotation
    case endAll
    /// In place of an `anyOf` in the code that verdicts run, and never in an image; see `verdictCode`.
    case anyName
}

extension Opcode {
    /// The opcode of an instruction's first word.
    ///
    /// A cast, because this is done for every instruction and the initialiser is a call. The verifier has seen every
    /// word that is read here, and a test checks that the cases lie in memory as their raw values say.
    @inline(__always)
    package static func of(_ word: UInt32) -> Opcode {
        unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
    }
}

/// Where the operands of `members` are: `properties`, `patternProperties`, `additionalProperties` and `required` in
/// one pass over an object.
package enum MembersLayout {
    package static let patternCount = 2
    package static let propertyCount = 3
    /// A child; its block is 0 when there is no `additionalProperties`.
    package static let additional = 4
    package static let patternLocation = 7
    package static let additionalLocation = 8
    package static let requiredLocation = 9
    /// Bits of the first 64 properties.
    package static let requiredLow = 10
    package static let requiredHigh = 11
    package static let slots = 12
    /// name, child; the child's block is 0 for a name that is required and not in `properties`
    package static let propertyStride = 6
    /// pattern, offset and length of its source, child
    package static let patternStride = 6
}

/// What a tagged union is, beside its branches.
package enum UnionFlags {
    package static let isOneOf: UInt32 = 1
    /// Some branch for objects does not require the tag: an object without it may meet that one.
    package static let mayLackTag: UInt32 = 2
}

/// The kinds of value that a schema takes: a bit for each `TapeKind`, and one for "1.0 counts as an integer".
package enum KindMask {
    package static let null: UInt32 = 1
    package static let boolean: UInt32 = 6
    package static let integer: UInt32 = 8 | integral
    package static let number: UInt32 = 24
    package static let string: UInt32 = 96
    package static let array: UInt32 = 128
    package static let object: UInt32 = 256
    package static let any: UInt32 = 511
    /// A `number` on the tape is taken when its value is an integer.
    package static let integral: UInt32 = 1 << 16

    /// What people call the kinds of a mask.
    package static func names(_ mask: UInt32) -> [String] {
        var names: [String] = []
        if mask & null != 0 { names.append("null") }
        if mask & boolean != 0 { names.append("boolean") }
        if mask & number == number {
            names.append("number")
        } else if mask & 8 != 0 {
            names.append("integer")
        }
        if mask & string != 0 { names.append("string") }
        if mask & array != 0 { names.append("array") }
        if mask & object != 0 { names.append("object") }
        return names
    }
}
