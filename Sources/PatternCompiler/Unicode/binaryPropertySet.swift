/// The set of a binary property of ECMA-262's table, by its long or short name.
func binaryPropertySet(_ name: String) -> CodePointSet? {
    switch name {
    case "Any": return .everything
    case "ASCII": return CodePointSet([0...0x7F])
    case "Assigned": return generalCategorySet("Cn")?.complement
    case "Regional_Indicator", "RI": return CodePointSet([0x1F1E6...0x1F1FF])
    case "Extended_Pictographic", "ExtPict": return CodePointSet(hexadecimal: extendedPictographicRanges)
    case "Emoji_Component", "EComp":
        // emoji-data.txt: keycaps, joiner, keycap mark, selector, flags, skin tones, hair, tags.
        return CodePointSet([
            0x23...0x23, 0x2A...0x2A, 0x30...0x39, 0x200D...0x200D, 0x20E3...0x20E3, 0xFE0F...0xFE0F,
            0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF, 0x1F9B0...0x1F9B3, 0xE0020...0xE007F,
        ])
    default:
        guard let row = binaryProperties.first(where: { $0.names.contains(name) }) else { return nil }
        let key = row.names[0]
        if let known = knownSets.withLock({ $0[key] }) { return known }
        let set = CodePointSet(where: row.holds)
        knownSets.withLock { $0[key] = set }
        return set
    }
}

/// The sets of the table below, once they were asked for: each takes a pass over all scalars.
private let knownSets = Locked<[String: CodePointSet]>([:])

private struct PropertyRow: Sendable {
    let names: [String]
    let holds: @Sendable (Unicode.Scalar.Properties) -> Bool
}

private let binaryProperties: [PropertyRow] = [
    PropertyRow(names: ["ASCII_Hex_Digit", "AHex"]) { $0.isASCIIHexDigit },
    PropertyRow(names: ["Alphabetic", "Alpha"]) { $0.isAlphabetic },
    PropertyRow(names: ["Bidi_Control", "Bidi_C"]) { $0.isBidiControl },
    PropertyRow(names: ["Bidi_Mirrored", "Bidi_M"]) { $0.isBidiMirrored },
    PropertyRow(names: ["Case_Ignorable", "CI"]) { $0.isCaseIgnorable },
    PropertyRow(names: ["Cased"]) { $0.isCased },
    PropertyRow(names: ["Changes_When_Casefolded", "CWCF"]) { $0.changesWhenCaseFolded },
    PropertyRow(names: ["Changes_When_Casemapped", "CWCM"]) { $0.changesWhenCaseMapped },
    PropertyRow(names: ["Changes_When_Lowercased", "CWL"]) { $0.changesWhenLowercased },
    PropertyRow(names: ["Changes_When_NFKC_Casefolded", "CWKCF"]) { $0.changesWhenNFKCCaseFolded },
    PropertyRow(names: ["Changes_When_Titlecased", "CWT"]) { $0.changesWhenTitlecased },
    PropertyRow(names: ["Changes_When_Uppercased", "CWU"]) { $0.changesWhenUppercased },
    PropertyRow(names: ["Dash"]) { $0.isDash },
    PropertyRow(names: ["Default_Ignorable_Code_Point", "DI"]) { $0.isDefaultIgnorableCodePoint },
    PropertyRow(names: ["Deprecated", "Dep"]) { $0.isDeprecated },
    PropertyRow(names: ["Diacritic", "Dia"]) { $0.isDiacritic },
    PropertyRow(names: ["Emoji"]) { $0.isEmoji },
    PropertyRow(names: ["Emoji_Modifier", "EMod"]) { $0.isEmojiModifier },
    PropertyRow(names: ["Emoji_Modifier_Base", "EBase"]) { $0.isEmojiModifierBase },
    PropertyRow(names: ["Emoji_Presentation", "EPres"]) { $0.isEmojiPresentation },
    PropertyRow(names: ["Extender", "Ext"]) { $0.isExtender },
    PropertyRow(names: ["Grapheme_Base", "Gr_Base"]) { $0.isGraphemeBase },
    PropertyRow(names: ["Grapheme_Extend", "Gr_Ext"]) { $0.isGraphemeExtend },
    PropertyRow(names: ["Hex_Digit", "Hex"]) { $0.isHexDigit },
    PropertyRow(names: ["IDS_Binary_Operator", "IDSB"]) { $0.isIDSBinaryOperator },
    PropertyRow(names: ["IDS_Trinary_Operator", "IDST"]) { $0.isIDSTrinaryOperator },
    PropertyRow(names: ["ID_Continue", "IDC"]) { $0.isIDContinue },
    PropertyRow(names: ["ID_Start", "IDS"]) { $0.isIDStart },
    PropertyRow(names: ["Ideographic", "Ideo"]) { $0.isIdeographic },
    PropertyRow(names: ["Join_Control", "Join_C"]) { $0.isJoinControl },
    PropertyRow(names: ["Logical_Order_Exception", "LOE"]) { $0.isLogicalOrderException },
    PropertyRow(names: ["Lowercase", "Lower"]) { $0.isLowercase },
    PropertyRow(names: ["Math"]) { $0.isMath },
    PropertyRow(names: ["Noncharacter_Code_Point", "NChar"]) { $0.isNoncharacterCodePoint },
    PropertyRow(names: ["Pattern_Syntax", "Pat_Syn"]) { $0.isPatternSyntax },
    PropertyRow(names: ["Pattern_White_Space", "Pat_WS"]) { $0.isPatternWhitespace },
    PropertyRow(names: ["Quotation_Mark", "QMark"]) { $0.isQuotationMark },
    PropertyRow(names: ["Radical"]) { $0.isRadical },
    PropertyRow(names: ["Sentence_Terminal", "STerm"]) { $0.isSentenceTerminal },
    PropertyRow(names: ["Soft_Dotted", "SD"]) { $0.isSoftDotted },
    PropertyRow(names: ["Terminal_Punctuation", "Term"]) { $0.isTerminalPunctuation },
    PropertyRow(names: ["Unified_Ideograph", "UIdeo"]) { $0.isUnifiedIdeograph },
    PropertyRow(names: ["Uppercase", "Upper"]) { $0.isUppercase },
    PropertyRow(names: ["Variation_Selector", "VS"]) { $0.isVariationSelector },
    PropertyRow(names: ["White_Space", "space"]) { $0.isWhitespace },
    PropertyRow(names: ["XID_Continue", "XIDC"]) { $0.isXIDContinue },
    PropertyRow(names: ["XID_Start", "XIDS"]) { $0.isXIDStart },
]
