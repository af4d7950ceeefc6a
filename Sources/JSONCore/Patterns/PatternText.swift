/// The alphabet of serialised patterns: printable ASCII that means nothing inside a Swift string literal.
///
/// A number is written in base 32, most significant digit first. The last digit comes from the first half of the
/// alphabet, all before it from the second, so small numbers take one byte and no separator is needed:
/// 5 is `5`, 31 is `v`, 32 is `B0`, 1000 is `:8`.
package enum PatternText {
    package static let alphabet: StaticString = "0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ!+-*/:"
    /// First byte of a transition table.
    package static let tableTag = UInt8(ascii: "T")
    /// First byte of a simulated automaton.
    package static let simulationTag = UInt8(ascii: "S")
    /// First byte of a transition table with bounds on the number of characters.
    package static let countedTag = UInt8(ascii: "C")
    /// Above every bound of a counted table.
    package static let largestCount = 1 << 30
    /// What a table may hold, whatever its text says: 16 MiB at four bytes a cell.
    package static let largestTable = 1 << 22
}

package struct PatternTextWriter {
    private var bytes: [UInt8]

    package init(tag: UInt8) {
        bytes = [tag]
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func write(_ value: Int) {
        precondition(value >= 0)
        var shift = 5
        while value >> shift > 0 { shift += 5 }
        while shift > 0 {
            shift -= 5
            let half = shift > 0 ? 32 : 0
            bytes.append(PatternText.alphabet.utf8Start[value >> shift & 31 + half])
        }
    }

    package mutating func write(_ flag: Bool) {
        write(flag ? 1 : 0)
    }
}

/// Reads what `PatternTextWriter` wrote, and says nil to everything else.
struct PatternTextReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int

    init(after tag: UInt8, in bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        position = bytes.first == tag ? 1 : bytes.count
    }

    var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[position...]) }

    var isAtEnd: Bool { position == bytes.count }

    /// A number below `limit`.
    mutating func read(below limit: Int) -> Int? {
        var value = 0
        while position < bytes.count {
            guard let digit = Self.digit(bytes[position]) else { return nil }
            position += 1
            value = value << 5 | digit & 31
            // Six digits hold every limit in use; more would overflow sooner or later.
            if value >= 1 << 30 { return nil }
            if digit < 32 { return value < limit ? value : nil }
        }
        return nil
    }

    mutating func readFlag() -> Bool? {
        read(below: 2).map { $0 == 1 }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "v"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 32
        case UInt8(ascii: "!"): 58
        case UInt8(ascii: "+"): 59
        case UInt8(ascii: "-"): 60
        case UInt8(ascii: "*"): 61
        case UInt8(ascii: "/"): 62
        case UInt8(ascii: ":"): 63
        default: nil
        }
    }
}
