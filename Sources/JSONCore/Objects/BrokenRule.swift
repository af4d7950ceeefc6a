/// The rule that a field's value breaks, as a writer finds it.
package struct BrokenRule {
    package enum Kind: UInt8 {
        case minimum, maximum, finite, lowerHex, minLength, maxLength
    }

    package let field: FieldRow
    package let kind: Kind

    package init(_ kind: Kind, of field: FieldRow) {
        self.kind = kind
        self.field = field
    }
}
