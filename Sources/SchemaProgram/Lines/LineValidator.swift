import JSONCore

/// Validates a stream of JSON texts, one on each line, on as many cores as it may use and in memory that does not grow
/// with the stream: a few blocks, or the longest line. Blank lines are counted as lines and otherwise passed over.
public struct LineValidator: Sendable {
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

    /// How many lines were decided.
    public struct Count: Sendable, Hashable {
        public var valid = 0
        public var invalid = 0

        public init(valid: Int = 0, invalid: Int = 0) {
            self.valid = valid
            self.invalid = invalid
        }
    }

    public let program: Program
    public var limits: EvaluationLimits
    /// A longer line is invalid, and is stepped over.
    public var longestLine: Int
    /// Whether lines that are valid are reported too.
    public var reportsAll: Bool
    public var cores: Int

    public init(
        _ program: Program,
        limits: EvaluationLimits = .standard,
        longestLine: Int = 64 << 20,
        reportsAll: Bool = false,
        cores: Int = 1
    ) {
        self.program = program
        self.limits = limits
        self.longestLine = longestLine
        self.reportsAll = reportsAll
        self.cores = cores
    }

    /// Validates the lines that `read` puts into memory until it says 0, which is the end of the stream. The last line
    /// needs no line feed. What a read brought is decided before the next one has to bring more.
    ///
    /// Reads and reports follow the stream, each one at a time; with several cores on any thread, and a read may happen
    /// during a report.
    ///
    /// - Parameter passed: told after each block what was decided up to there, in turn with the reports.
    /// - Throws: what `read` throws, after the lines before were reported.
    public func validate<Failure: Error>(
        _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int,
        report: (Finding) -> Void,
        passed: (Count) -> Void = { _ in }
    ) throws(Failure) -> Count {
        let blocks = LineBlocks(longestLine: longestLine)
        var failure: Failure?
        var count = Count()
        var number = 1
        var offset = 0
        inOrder(cores: cores) {
            do throws(Failure) {
                return try blocks.next(read)
            } catch {
                failure = error
                return nil
            }
        } isLarge: { block in
            block.isLarge
        } compute: { block in
            let checked = CheckedBlock(block, program, limits, reportsAll: reportsAll)
            // Back at once where there is nothing to be said about its lines.
            if checked.lines.isEmpty { blocks.giveBack(block) }
            return checked
        } take: { checked in
            number += checked.lineEndsBefore
            offset += checked.passedOver
            for line in checked.lines {
                report(
                    Finding(
                        number: number + line.linesBefore,
                        offset: offset + line.start,
                        verdict: line.verdict,
                        text: UnsafeBufferPointer(rebasing: checked.bytes[line.start..<line.end])
                    )
                )
            }
            number += checked.lineEnds
            offset += checked.bytes.count
            count.valid += checked.count.valid
            count.invalid += checked.count.invalid
            if !checked.lines.isEmpty { blocks.giveBack(checked.block) }
            passed(count)
        }
        if let failure { throw failure }
        return count
    }
}
