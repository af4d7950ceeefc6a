/// A text cut to at most `limit` code points, on a character boundary, with `…` as its last to mark the cut.
///
/// A character of more code points than fit is left out whole, unless nothing else would be left.
func cutText(_ text: String, to limit: Int) -> (text: String, wasCut: Bool) {
    // No text has more code points than bytes.
    if text.utf8.count <= limit || text.unicodeScalars.count <= limit { return (text, false) }
    guard limit > 0 else { return ("", true) }
    var kept = ""
    var room = limit - 1
    for character in text {
        let count = character.unicodeScalars.count
        if count > room { break }
        kept.append(character)
        room -= count
    }
    if kept.isEmpty { kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) }
    return (kept + "…", true)
}
