/// RFC 3986: `URI` with a scheme, or with `reference` any `URI-reference`. With `international`, RFC 3987: the same
/// with `ucschar` wherever unreserved characters are allowed, and `iprivate` in queries.
func isURI(_ text: UnsafeBufferPointer<UInt8>, reference: Bool, international: Bool) -> Bool {
    var grammar = URIGrammar(text, international: international)
    let hasScheme = grammar.takeScheme()
    return (hasScheme || reference) && grammar.takeRest(hasScheme: hasScheme)
}

/// One walk along a URI; every `take` stops before the first byte that its rule does not cover.
private struct URIGrammar {
    var reader: FormatReader
    let international: Bool

    init(_ text: UnsafeBufferPointer<UInt8>, international: Bool) {
        reader = FormatReader(text)
        self.international = international
    }

    /// `scheme ":"`; consumes nothing where there is none.
    mutating func takeScheme() -> Bool {
        guard isLetter(reader.byte) else { return false }
        let start = reader.at
        while true {
            let byte = reader.byte
            let inScheme =
                isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
            if !inScheme { break }
            reader.at += 1
        }
        if reader.take(UInt8(ascii: ":")) { return true }
        reader.at = start
        return false
    }

    mutating func takeRest(hasScheme: Bool) -> Bool {
        let isAuthority =
            reader.byte == UInt8(ascii: "/") && reader.at + 1 < reader.text.count
            && reader.text[reader.at + 1] == UInt8(ascii: "/")
        if isAuthority {
            reader.at += 2
            if !takeAuthority() { return false }
            // Only `path-abempty` may follow.
            if !reader.isAtEnd, ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(reader.byte) {
                return false
            }
        } else if !hasScheme {
            // `path-noscheme`: a colon in the first segment would make it a scheme.
            takeWhile { $0.isSegment && $0 != .colon }
            if reader.byte == UInt8(ascii: ":") { return false }
        }
        takeWhile { $0.isSegment || $0 == .slash }
        if reader.take(UInt8(ascii: "?")) {
            takeWhile { $0.isSegment || $0 == .slash || $0 == .question || $0 == .privateUse }
        }
        if reader.take(UInt8(ascii: "#")) { takeWhile { $0.isSegment || $0 == .slash || $0 == .question } }
        return reader.isAtEnd
    }

    private mutating func takeAuthority() -> Bool {
        let start = reader.at
        takeWhile { $0 == .plain || $0 == .colon }
        if !reader.take(UInt8(ascii: "@")) { reader.at = start }
        if reader.take(UInt8(ascii: "[")) {
            let literal = reader.at
            while !reader.isAtEnd, reader.byte != UInt8(ascii: "]") { reader.at += 1 }
            let address = UnsafeBufferPointer(rebasing: reader.text[literal..<reader.at])
            if !reader.take(UInt8(ascii: "]")) || !(isIPv6(address) || isFutureAddress(address)) { return false }
        } else {
            takeWhile { $0 == .plain }
        }
        if reader.take(UInt8(ascii: ":")) { _ = reader.takeDigits() }
        return true
    }

    private mutating func takeWhile(_ accepts: (URICharacter) -> Bool) {
        while let (kind, size) = character(), accepts(kind) { reader.at += size }
    }

    /// The character here; nil at the end and for what no rule takes: a lone `%`, a bracket, a space.
    private func character() -> (URICharacter, Int)? {
        let byte = reader.byte
        if byte < 0x80 {
            if byte != UInt8(ascii: "%") { return URICharacter(ascii: byte).map { ($0, 1) } }
            let isTriplet =
                reader.at + 2 < reader.text.count && isHexDigit(reader.text[reader.at + 1])
                && isHexDigit(reader.text[reader.at + 2])
            return isTriplet ? (.plain, 3) : nil
        }
        guard international, let (scalar, size) = reader.scalar() else { return nil }
        return URICharacter(beyondASCII: scalar.value).map { ($0, size) }
    }
}

/// `IPvFuture`: "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ).
private func isFutureAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = FormatReader(text)
    guard reader.byte | 0x20 == UInt8(ascii: "v") else { return false }
    reader.at += 1
    let start = reader.at
    while isHexDigit(reader.byte) { reader.at += 1 }
    if reader.at == start || !reader.take(UInt8(ascii: ".")) || reader.isAtEnd { return false }
    return text[reader.at...].allSatisfy { byte in
        let kind = URICharacter(ascii: byte)
        return kind == .plain || kind == .colon
    }
}
