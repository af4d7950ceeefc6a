import JSONCore

/// The name of one session's file: `session_20260223T143022Z_agent-worker-7b9f4-xk2n3.jsonl`.
///
/// A second file of the same second and pod, or one that continues a session whose disk let it down, is told by a
/// number that no pod name can contain: `session_20260223T143022Z_pod+1.jsonl`.
public struct SessionFileName: Sendable, Hashable {
    /// `20260223T143022Z`, in UTC; sorts as time does.
    public var start: String
    /// As it stands in the name, escaped.
    public var pod: String
    public var index: Int

    public init(start: Timestamp, podName: String, index: Int = 0) {
        // At offset zero the text begins `2026-02-23T14:30:22`.
        let utc = Timestamp(secondsSinceEpoch: start.secondsSinceEpoch)?.description ?? ""
        self.start = String(utc.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
        pod = escapedName(podName)
        self.index = index
    }

    /// Nil for any other name: what is not surely a session's file is nobody's to delete.
    public init?(parsing name: String) {
        guard name.hasPrefix("session_"), name.hasSuffix(".jsonl") else { return nil }
        let middle = name.dropFirst(8).dropLast(6)
        guard let separator = middle.firstIndex(of: "_") else { return nil }
        let time = middle[..<separator]
        let shape = time.utf8.map { (48...57).contains($0) ? UInt8(ascii: "0") : $0 }
        guard String(decoding: shape, as: UTF8.self) == "00000000T000000Z" else { return nil }
        let parts = middle[middle.index(after: separator)...].split(
            separator: "+",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        start = String(time)
        pod = String(parts[0])
        index = 0
        if parts.count == 2 {
            guard let number = Int(parts[1]), number > 0, String(number) == parts[1] else { return nil }
            index = number
        }
        guard !pod.isEmpty, pod.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
            return nil
        }
    }

    /// Whether a name is that of a session's file or of what an upgrade made of one: `…+v2.jsonl`,
    /// `…+v2-rejects.jsonl`, the same of these, and what it leaves when it is killed, `.…+v2.jsonl.1729382256910270464`.
    static func isOfSession(_ name: String) -> Bool {
        if SessionFileName(parsing: name) != nil || isUpgraded(name[...]) { return true }
        guard name.hasPrefix("."), let dot = name.lastIndex(of: "."), UInt64(name[name.index(after: dot)...]) != nil,
            dot > name.startIndex
        else { return false }
        return isUpgraded(name[..<dot].dropFirst())
    }

    private static func isUpgraded(_ name: Substring) -> Bool {
        guard let plus = name.lastIndex(of: "+"), name.hasSuffix(".jsonl") else { return false }
        var mark = name[name.index(after: plus)...].dropLast(6)
        if mark.hasSuffix("-rejects") { mark = mark.dropLast(8) }
        guard mark.first == "v", let version = Int(mark.dropFirst()), version > 0, "v\(version)" == mark else {
            return false
        }
        let original = "\(name[..<plus]).jsonl"
        return SessionFileName(parsing: original) != nil || isUpgraded(original[...])
    }

    public var text: String {
        "session_\(start)_\(pod)\(index == 0 ? "" : "+\(index)").jsonl"
    }
}
