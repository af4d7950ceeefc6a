import JSONCore

/// Whether a last line without its newline is what a crash leaves of a line that was being written: its beginning, and
/// after a power cut zeros where bytes never came. Anything else at the end of a trail was put there by somebody.
func isTornLine(_ bytes: [UInt8]) -> Bool {
    let written = bytes.prefix(bytes.count - bytes.reversed().prefix { $0 == 0 }.count)
    guard let first = written.first else { return true }
    guard first == UInt8(ascii: "{") else { return false }
    // The whole line but for its newline.
    if (try? readCanonicalObject(Array(written))) != nil { return true }
    // What the parser may take for damage because its second half is not there yet is looked at here.
    for count in 0...min(5, written.count - 1) where isBeginning(written.suffix(count)) {
        let whole = Array(written.dropLast(count))
        do { _ = try JSONValue(parsing: whole) } catch {
            // A text without its end is not looked into by the parser.
            let isText = String(decoding: whole, as: UTF8.self).utf8.elementsEqual(whole)
            if error.kind == .unexpectedEnd, isText { return true }
        }
    }
    return false
}

/// Of an escape, of a character of several bytes, or of the word null; nothing is the beginning of everything.
private func isBeginning(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    let rest = bytes.dropFirst()
    switch first {
    case UInt8(ascii: "\\"):
        guard let letter = rest.first else { return true }
        return letter == UInt8(ascii: "u") && rest.count < 5
            && rest.dropFirst().allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    case UInt8(ascii: "n"): return Array("null".utf8).starts(with: bytes)
    case 0xC2...0xF4:
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        return bytes.count < length && rest.allSatisfy { (0x80...0xBF).contains($0) }
    default: return false
    }
}
