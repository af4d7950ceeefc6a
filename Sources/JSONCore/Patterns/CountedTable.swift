/// `^[…]{least,most}$`: the table says which characters, the bounds how many.
///
/// Written out as states, `^.{1,5000}$` would be a table of a megabyte; counting code points costs next to nothing.
struct CountedTable: Sendable {
    private let table: TransitionTable
    private let least: Int
    private let most: Int

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // A code point has at most four bytes, so most texts that are too long are known by their size alone.
        if text.count < least || text.count / 4 > most { return false }
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count &+= 1 }
        return count >= least && count <= most && table.matches(text)
    }
}

extension CountedTable {
    /// Reads the bounds, and the table of any number of these characters; nil when either is malformed.
    init?(_ text: UnsafeBufferPointer<UInt8>, storage: inout PatternStorage?) {
        var reader = PatternTextReader(after: PatternText.countedTag, in: text)
        guard let least = reader.read(below: PatternText.largestCount), let isBounded = reader.readFlag(),
            let most = isBounded ? reader.read(below: PatternText.largestCount) : Int.max,
            let table = TransitionTable(reader.rest, storage: &storage)
        else { return nil }
        self.table = table
        self.least = least
        self.most = most
    }
}
