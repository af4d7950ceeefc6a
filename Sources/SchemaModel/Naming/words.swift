/// The words that a JSON name consists of: `job_id`, `jobId` and `JOB-ID` are all "job", "id".
///
/// Whatever is no ASCII letter or digit separates words; a scalar beyond ASCII becomes a word such as `u1F389`, and a
/// name of punctuation alone is spelt out, so that every name has words and different names rarely share them.
func words(of name: String) -> [String] {
    if name.isEmpty { return ["empty"] }
    var words: [String] = []
    var word = ""
    var previous: Unicode.Scalar?
    func finish() {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
    }
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
        defer { previous = scalar }
        switch scalar {
        case "A"..."Z":
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            // A capital begins a word after a small letter or a digit (`jobId`), and before one (`URLPath`). In
            // `MD5` and `IDs` it does not.
            let afterSmall = previous.map { isSmall($0) || isDigit($0) } ?? false
            let beforeSmall = next.map(isSmall) ?? false
            let endsPlural = next == "s" && (index + 2 == scalars.count || !isSmall(scalars[index + 2]))
            if afterSmall || beforeSmall && !endsPlural { finish() }
            word.unicodeScalars.append(scalar)
        case "a"..."z", "0"..."9":
            word.unicodeScalars.append(scalar)
        case _ where scalar.isASCII:
            finish()
            let isSign = (scalar == "-" || scalar == "+") && index == 0
            if isSign, index + 1 < scalars.count, isDigit(scalars[index + 1]) {
                words.append(scalar == "-" ? "minus" : "plus")
            }
        default:
            finish()
            words.append("u" + String(scalar.value, radix: 16, uppercase: true))
        }
    }
    finish()
    return words.isEmpty ? scalars.map(spelling) : words
}

private func isSmall(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }
private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

private func spelling(_ scalar: Unicode.Scalar) -> String {
    spellings[scalar] ?? "u" + String(scalar.value, radix: 16, uppercase: true)
}

private let spellings: [Unicode.Scalar: String] = [
    " ": "space", "!": "bang", "\"": "quote", "#": "hash", "$": "dollar", "%": "percent", "&": "ampersand",
    "'": "apostrophe", "(": "open", ")": "close", "*": "star", "+": "plus", ",": "comma", "-": "minus", ".": "dot",
    "/": "slash", ":": "colon", ";": "semicolon", "<": "less", "=": "equal", ">": "greater", "?": "question",
    "@": "at", "[": "bracket", "\\": "backslash", "]": "unbracket", "^": "caret", "_": "underscore",
    "`": "backtick", "{": "brace", "|": "bar", "}": "unbrace", "~": "tilde",
]
