import JSONCore
import SchemaProgram

/// An instruction before blocks have their places.
struct Instruction {
    enum Operand {
        case word(UInt32)
        /// A subschema by the number of its block; three words.
        case child(Int)
        case noChild
        /// The header of a block; one word.
        case block(Int)
    }

    var opcode: Opcode
    var location: UInt32
    var operands: [Operand]

    init(_ opcode: Opcode, _ location: UInt32, _ operands: [Operand] = []) {
        self.opcode = opcode
        self.location = location
        self.operands = operands
    }

    var length: Int {
        operands.reduce(2) { length, operand in
            switch operand {
            case .word, .block: length + 1
            case .child, .noChild: length + 3
            }
        }
    }
}

/// A `$dynamicRef` or `$recursiveRef` whose target depends on the resources that evaluation has entered.
struct DynamicReference {
    var location: UInt32
    /// The anchor; nil for `$recursiveAnchor`.
    var anchor: String?
    /// Block of the schema that it leads to when no resource in scope says otherwise.
    var fallback: Int
}

/// The block of one schema while it is being made.
struct BlockDraft {
    var schema: UInt32
    var resource: UInt32
    var instructions: [Instruction] = []
    var annotations: [Instruction] = []
    var dynamicReferences: [DynamicReference] = []
    /// The kinds of value that can be valid at all.
    var kinds = KindMask.any
    /// Way from this schema to the one whose keywords are being compiled into it.
    var prefix = ""
    var inlineDepth = 0

    mutating func add(_ instruction: Instruction) {
        instructions.append(instruction)
    }

    /// Narrows the kinds. "Integers" and "numbers" leave integers, whichever was said first.
    mutating func restrict(_ mask: UInt32) {
        let both = kinds & mask
        let isIntegral =
            (kinds & KindMask.integral != 0 && mask & (KindMask.integral | 16) != 0)
            || (mask & KindMask.integral != 0 && kinds & (KindMask.integral | 16) != 0)
        kinds = both & ~KindMask.integral | (isIntegral && both & 16 == 0 ? KindMask.integral : 0)
    }
}
