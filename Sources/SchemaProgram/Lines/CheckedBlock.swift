import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What was found in a block. Places count from its first byte, because another thread may still be at the blocks before.
struct CheckedBlock {
    struct Line {
        /// How many lines of the block stand before it.
        let linesBefore: Int
        let start: Int
        let end: Int
        let verdict: Verdict
    }

    /// Somebody else's as soon as it is given back; what stands here is not read from it.
    let block: LineBlock
    /// Its lines.
    let bytes: UnsafeBufferPointer<UInt8>
    /// What was stepped over before them.
    let passedOver: Int
    let lineEndsBefore: Int
    /// The lines that are to be reported.
    private(set) var lines: [Line] = []
    private(set) var count = LineValidator.Count()
    /// How many lines end in it.
    private(set) var lineEnds = 0

    init(_ block: LineBlock, _ program: Program, _ limits: EvaluationLimits, reportsAll: Bool) {
        self.block = block
        bytes = UnsafeBufferPointer(start: block.bytes, count: block.whole)
        passedOver = block.passedOver
        lineEndsBefore = block.endsCutLine ? 1 : 0
        guard let memory = program.memory else {
            read(reportsAll) { _, _ in .invalid }
            return
        }
        let box = memory.scratch.take()
        defer { memory.scratch.put(box) }
        check(&box.scratch, memory, limits, program.duplicateNames, reportsAll)
    }

    private mutating func check(
        _ scratch: inout ValidatorScratch,
        _ memory: ProgramMemory,
        _ limits: EvaluationLimits,
        _ duplicateNames: DuplicateNames,
        _ reportsAll: Bool
    ) {
        read(reportsAll) { start, count in scratch.check(start, count: count, memory, limits, duplicateNames) }
    }

    /// Line by line; a 0x0A stands behind each, and the padding behind the last.
    @inline(__always)
    private mutating func read(_ reportsAll: Bool, _ verdict: (UnsafePointer<UInt8>, Int) -> Verdict) {
        let bytes = UnsafePointer(block.bytes)
        if block.isCut {
            count.invalid += 1
            let fault = Verdict.unreadable(JSONFault(.tooLong, at: 0))
            lines.append(Line(linesBefore: 0, start: 0, end: block.whole, verdict: fault))
            return
        }
        var start = 0
        while start < block.whole {
            let found = memchr(bytes + start, 0x0A, block.whole - start)
            let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? block.whole
            let text = block.isFirst && start == 0 && hasMark(bytes, end) ? 3 : start
            if !isBlank(bytes + text, end - text) {
                let verdict = verdict(bytes + text, end - text)
                if verdict == .valid { count.valid += 1 } else { count.invalid += 1 }
                if reportsAll || verdict != .valid {
                    lines.append(Line(linesBefore: lineEnds, start: text, end: end, verdict: verdict))
                }
            }
            if found != nil { lineEnds += 1 }
            start = end + 1
        }
    }
}

/// A byte order mark, which some writers put in front of a file.
private func hasMark(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
}

private func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for index in 0..<count {
        let byte = bytes[index]
        if byte != 0x20, byte != 0x09, byte != 0x0D { return false }
    }
    return true
}
