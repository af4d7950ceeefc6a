/// Names by the Swift API guidelines, ASCII letters and digits only.

/// `job_id` → `jobID`, `URLPath` → `urlPath`, `end_turn` → `endTurn`.
func fieldName(_ jsonName: String) -> String {
    var name = ""
    for (index, word) in words(of: jsonName).enumerated() {
        name += index == 0 ? word : capitalised(word)
    }
    if name.utf8.first.map({ (0x30...0x39).contains($0) }) ?? true { name = "n" + name }
    return isReservedMemberName(name) ? name + "Value" : name
}

/// `SESSION_START` → `SessionStart`, `json_log` → `JSONLog`. May be a reserved name: the naming pass decides then.
func typeName(_ jsonName: String) -> String {
    let name = words(of: jsonName).map(capitalised).joined()
    return name.utf8.first.map { (0x30...0x39).contains($0) } ?? true ? "N" + name : name
}

private func capitalised(_ word: String) -> String {
    let digits = word.reversed().prefix { ("0"..."9").contains($0) }.count
    if acronyms.contains(word) || acronyms.contains(String(word.dropLast(digits))) { return word.uppercased() }
    if word.hasSuffix("s"), acronyms.contains(String(word.dropLast())) {
        return word.dropLast().uppercased() + "s"
    }
    return word.prefix(1).uppercased() + word.dropFirst()
}

private let acronyms: Set<String> = [
    "api", "ascii", "cli", "cpu", "css", "csv", "db", "dns", "gpu", "html", "http", "https", "id", "io", "ip", "ipv4",
    "ipv6", "json", "jsonl", "jwt", "llm", "mcp", "os", "pdf", "pid", "png", "ram", "rpc", "sdk", "sha", "sql", "ssh",
    "ssl", "tcp", "tls", "tty", "ttl", "udp", "ui", "uri", "url", "urn", "utc", "utf8", "uuid", "vm", "xml", "yaml",
]

func isSwiftIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    } && text != "_"
}

/// "nodes" → "node": what one element of a list is called.
func singular(_ name: String) -> String {
    if name.hasSuffix("ies"), name.utf8.count > 4 { return name.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where name.hasSuffix(ending) { return String(name.dropLast(2)) }
    if name.hasSuffix("s"), !name.hasSuffix("ss"), !name.hasSuffix("us"), !name.hasSuffix("is"), name.utf8.count > 2 {
        return String(name.dropLast())
    }
    return name
}
