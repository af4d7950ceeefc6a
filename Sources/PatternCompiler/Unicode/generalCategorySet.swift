/// The set of a General_Category value by any name that PropertyValueAliases.txt gives it, or of a group (`L`, `Letter`).
func generalCategorySet(_ name: String) -> CodePointSet? {
    guard let row = generalCategories.first(where: { $0.names.contains(name) }) else { return nil }
    return CodePointSet(row.members.flatMap { rangesOfCategories[$0, default: []] })
}

/// Made when the first of them is asked for: one pass tells all of them.
private let rangesOfCategories: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = {
    // Surrogates are no Unicode scalars, so the standard library cannot be asked about them.
    var ranges: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = [.surrogate: [0xD800...0xDFFF]]
    forEachRun(of: \.generalCategory) { range, category in ranges[category, default: []].append(range) }
    return ranges
}()

private struct CategoryRow: Sendable {
    let names: [String]
    let members: [Unicode.GeneralCategory]
}

private let generalCategories: [CategoryRow] = [
    CategoryRow(names: ["Lu", "Uppercase_Letter"], members: [.uppercaseLetter]),
    CategoryRow(names: ["Ll", "Lowercase_Letter"], members: [.lowercaseLetter]),
    CategoryRow(names: ["Lt", "Titlecase_Letter"], members: [.titlecaseLetter]),
    CategoryRow(names: ["LC", "Cased_Letter"], members: [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]),
    CategoryRow(names: ["Lm", "Modifier_Letter"], members: [.modifierLetter]),
    CategoryRow(names: ["Lo", "Other_Letter"], members: [.otherLetter]),
    CategoryRow(
        names: ["L", "Letter"],
        members: [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
    ),
    CategoryRow(names: ["Mn", "Nonspacing_Mark"], members: [.nonspacingMark]),
    CategoryRow(names: ["Mc", "Spacing_Mark"], members: [.spacingMark]),
    CategoryRow(names: ["Me", "Enclosing_Mark"], members: [.enclosingMark]),
    CategoryRow(names: ["M", "Mark", "Combining_Mark"], members: [.nonspacingMark, .spacingMark, .enclosingMark]),
    CategoryRow(names: ["Nd", "Decimal_Number", "digit"], members: [.decimalNumber]),
    CategoryRow(names: ["Nl", "Letter_Number"], members: [.letterNumber]),
    CategoryRow(names: ["No", "Other_Number"], members: [.otherNumber]),
    CategoryRow(names: ["N", "Number"], members: [.decimalNumber, .letterNumber, .otherNumber]),
    CategoryRow(names: ["Pc", "Connector_Punctuation"], members: [.connectorPunctuation]),
    CategoryRow(names: ["Pd", "Dash_Punctuation"], members: [.dashPunctuation]),
    CategoryRow(names: ["Ps", "Open_Punctuation"], members: [.openPunctuation]),
    CategoryRow(names: ["Pe", "Close_Punctuation"], members: [.closePunctuation]),
    CategoryRow(names: ["Pi", "Initial_Punctuation"], members: [.initialPunctuation]),
    CategoryRow(names: ["Pf", "Final_Punctuation"], members: [.finalPunctuation]),
    CategoryRow(names: ["Po", "Other_Punctuation"], members: [.otherPunctuation]),
    CategoryRow(
        names: ["P", "Punctuation", "punct"],
        members: [
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
        ]
    ),
    CategoryRow(names: ["Sm", "Math_Symbol"], members: [.mathSymbol]),
    CategoryRow(names: ["Sc", "Currency_Symbol"], members: [.currencySymbol]),
    CategoryRow(names: ["Sk", "Modifier_Symbol"], members: [.modifierSymbol]),
    CategoryRow(names: ["So", "Other_Symbol"], members: [.otherSymbol]),
    CategoryRow(names: ["S", "Symbol"], members: [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
    CategoryRow(names: ["Zs", "Space_Separator"], members: [.spaceSeparator]),
    CategoryRow(names: ["Zl", "Line_Separator"], members: [.lineSeparator]),
    CategoryRow(names: ["Zp", "Paragraph_Separator"], members: [.paragraphSeparator]),
    CategoryRow(names: ["Z", "Separator"], members: [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
    CategoryRow(names: ["Cc", "Control", "cntrl"], members: [.control]),
    CategoryRow(names: ["Cf", "Format"], members: [.format]),
    CategoryRow(names: ["Cs", "Surrogate"], members: [.surrogate]),
    CategoryRow(names: ["Co", "Private_Use"], members: [.privateUse]),
    CategoryRow(names: ["Cn", "Unassigned"], members: [.unassigned]),
    CategoryRow(names: ["C", "Other"], members: [.control, .format, .surrogate, .privateUse, .unassigned]),
]
