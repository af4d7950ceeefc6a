import JSONCore

/// A program and an instance side by side, as pointers: what both evaluators read from.
struct ProgramReader {
    let code: UnsafePointer<UInt32>
    let text: UnsafePointer<UInt8>
    let patterns: UnsafePointer<Pattern>
    let tables: UnsafePointer<PatternTable?>
    let formats: UnsafePointer<ProgramFormat?>
    let constants: UnsafePointer<Int>
    let numbers: UnsafePointer<JSONNumber>
    let doubles: UnsafePointer<Double>
    let powersOfTen: UnsafePointer<Double>
    let constantView: JSONTape.View
    let view: JSONTape.View

    /// The memory has to outlive the reader.
    init(_ memory: ProgramMemory, _ code: UnsafePointer<UInt32>, _ view: JSONTape.View) {
        self.code = code
        text = UnsafePointer(memory.text)
        patterns = UnsafePointer(memory.patterns)
        tables = UnsafePointer(memory.tables)
        formats = UnsafePointer(memory.formats)
        constants = UnsafePointer(memory.constants)
        numbers = UnsafePointer(memory.numbers)
        doubles = UnsafePointer(memory.doubles)
        powersOfTen = UnsafePointer(memory.powersOfTen)
        constantView = memory.constantView
        self.view = view
    }

    @inline(__always)
    func word(_ at: Int) -> Int { Int(code[at]) }

    /// The text of a `name` operand.
    func name(_ at: Int) -> String {
        string(offset: word(at + 1), count: word(at + 2))
    }

    func string(offset: Int, count: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: text + offset, count: count), as: UTF8.self)
    }

    /// Ordinal of the name, from 1, in the table that begins at `slots`; 0 when it is not there.
    @inline(__always)
    func ordinal(of index: Int, hash: UInt32, slots: Int, names: Int, stride: Int) -> Int {
        let mask = code[slots]
        let table = code + (slots &+ 1)
        // Ordinals begin at 1.
        let names = code + (names &- stride)
        var slot = hash & mask
        while true {
            let ordinal = Int(table[Int(slot)])
            if ordinal == 0 { return 0 }
            let name = names + ordinal &* stride
            if name[0] == hash, view.isText(index, text + Int(name[1]), Int(name[2])) { return ordinal }
            slot = (slot &+ 1) & mask
        }
    }

    /// Index of the member's name in an object.
    @inline(__always)
    func member(_ object: Int, name: Int) -> Int? {
        view.member(object, text + word(name &+ 1), word(name &+ 2), hash: code[name])
    }

    @inline(__always)
    func hash(of index: Int) -> UInt32 {
        let entry = view[index]
        if entry.rawKind == TapeKind.string.rawValue { return textHash(view.text + entry.offset, entry.length) }
        return view.hashOfEscaped(index)
    }
}
