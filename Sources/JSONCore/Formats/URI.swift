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
            let next = reader.byte
            let mayFollow =
                reader.isAtEnd || next == UInt8(ascii: "/") || next == UInt8(ascii: "?") || next == UInt8(ascii: "#")
            if !mayFollow { return false }
        } else if !hasScheme {
            // `path-noscheme`: a colon in the first segment would make it a scheme.
            takeWhile(.segmentWithoutColon)
            if reader.byte == UInt8(ascii: ":") { return false }
        }
        takeWhile(.path)
        if reader.take(UInt8(ascii: "?")) {
            takeWhile(.query)
        }
        if reader.take(UInt8(ascii: "#")) { takeWhile(.fragment) }
        return reader.isAtEnd
    }

    private mutating func takeAuthority() -> Bool {
        let start = reader.at
        takeWhile(.userInfo)
        if !reader.take(UInt8(ascii: "@")) { reader.at = start }
        if reader.take(UInt8(ascii: "[")) {
            let literal = reader.at
            while !reader.isAtEnd, reader.byte != UInt8(ascii: "]") { reader.at += 1 }
            let address = UnsafeBufferPointer(rebasing: reader.text[literal..<reader.at])
            if !reader.take(UInt8(ascii: "]")) || !(isIPv6(address) || isFutureAddress(address)) { return false }
        } else {
            takeWhile(.host)
        }
        if reader.take(UInt8(ascii: ":")) { _ = reader.takeDigits() }
        return true
    }

    private mutating func takeWhile(_ characters: URICharacters) {
        while true {
            // Nearly all are ASCII and stand for themselves.
            while reader.at < reader.text.count, characters.containsASCII(reader.text[reader.at]) { reader.at += 1 }
            guard let (kind, size) = character(), characters.contains(kind) else { return }
            reader.at += size
        }
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
