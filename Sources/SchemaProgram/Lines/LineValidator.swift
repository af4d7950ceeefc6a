import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Validates a stream of JSON texts, one on each line, in memory that does not grow with the stream: a block, or the
/// longest line. Blank lines are counted as lines and otherwise passed over.
public struct LineValidator: ~Copyable {
    /// A line that is not valid, or any line when all are to be reported.
    public struct Finding {
        /// From 1.
        public let number: Int
        /// Offset of the line in the stream.
        public let offset: Int
        public let verdict: Verdict
        /// The line without its end, valid during the report only; cut where it is longer than the limit.
        public let text: UnsafeBufferPointer<UInt8>
    }

    public private(set) var validCount = 0
    public private(set) var invalidCount = 0
    private var validator: Validator
    private let longestLine: Int
    private let reportsAll: Bool
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var filled = 0
    /// Bytes of the line that has begun and has no end yet, which need not be looked through again.
    private var searched = 0
    private var number = 1
    private var offset = 0
    /// The rest of a line beyond the limit is read and dropped.
    private var isSkipping = false

    private static let block = 1 << 18

    /// - Parameter reportsAll: whether lines that are valid are reported too, all in the order of the stream.
    public init(
        _ program: Program,
        limits: EvaluationLimits = .standard,
        longestLine: Int = 64 << 20,
        reportsAll: Bool = false
    ) {
        validator = Validator(program, limits: limits)
        self.longestLine = max(longestLine, 1)
        self.reportsAll = reportsAll
        capacity = Self.block
        buffer = .allocate(capacity: capacity + 1 + JSONCursor.padding)
        buffer.initialize(repeating: 0, count: capacity + 1 + JSONCursor.padding)
    }

    deinit {
        buffer.deallocate()
    }

    /// Lets `read` put bytes into memory, and validates the lines that are whole by then.
    ///
    /// - Returns: false at the end of the stream, which `read` says with 0.
    public mutating func fill<Failure: Error>(
        _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int,
        report: (Finding) -> Void
    ) throws(Failure) -> Bool {
        if capacity - filled < Self.block / 2 { grow() }
        let count = try read(UnsafeMutableRawBufferPointer(start: buffer + filled, count: capacity - filled))
        guard count > 0 else { return false }
        filled += min(count, capacity - filled)
        takeLines(report)
        return true
    }

    /// Validates the last line, which needs no line feed, and ends the stream.
    public mutating func finish(report: (Finding) -> Void) {
        if filled > 0, !isSkipping {
            buffer[filled] = 0x0A
            check(0, filled, report)
        }
        offset += filled
        (filled, searched, isSkipping) = (0, 0, false)
    }

    private mutating func takeLines(_ report: (Finding) -> Void) {
        var start = 0
        while start < filled {
            let from = max(start, searched)
            guard let found = memchr(buffer + from, 0x0A, filled - from) else { break }
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
            if !isSkipping { check(start, end, report) }
            isSkipping = false
            number += 1
            offset += end + 1 - start
            start = end + 1
        }
        if start > 0 {
            memmove(buffer, buffer + start, filled - start)
            filled -= start
        }
        if filled > longestLine {
            if !isSkipping {
                invalidCount += 1
                let text = UnsafeBufferPointer(start: UnsafePointer(buffer), count: filled)
                report(
                    Finding(
                        number: number,
                        offset: offset,
                        verdict: .unreadable(JSONFault(.tooLong, at: 0)),
                        text: text
                    )
                )
            }
            isSkipping = true
        }
        if isSkipping {
            offset += filled
            filled = 0
        }
        searched = filled
    }

    /// One line; a 0x0A stands at `end`, and the padding behind the buffer is readable.
    private mutating func check(_ start: Int, _ end: Int, _ report: (Finding) -> Void) {
        if number == 1, hasMark(start, end) { return checkText(start + 3, end, report) }
        checkText(start, end, report)
    }

    /// A byte order mark, which some writers put in front of a file.
    private func hasMark(_ start: Int, _ end: Int) -> Bool {
        end - start >= 3 && buffer[start] == 0xEF && buffer[start + 1] == 0xBB && buffer[start + 2] == 0xBF
    }

    private mutating func checkText(_ start: Int, _ end: Int, _ report: (Finding) -> Void) {
        let line = UnsafeBufferPointer(start: UnsafePointer(buffer + start), count: end - start)
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
        let verdict = validator.check(UnsafePointer(buffer + start), count: end - start)
        if verdict == .valid {
            validCount += 1
            if reportsAll { report(Finding(number: number, offset: offset, verdict: verdict, text: line)) }
        } else {
            invalidCount += 1
            report(Finding(number: number, offset: offset, verdict: verdict, text: line))
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 1 + JSONCursor.padding)
        larger.initialize(repeating: 0, count: capacity * 2 + 1 + JSONCursor.padding)
        larger.update(from: buffer, count: filled)
        buffer.deallocate()
        buffer = larger
        capacity *= 2
    }
}
