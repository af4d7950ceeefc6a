import JSONCore
import RecordLog

/// A question that people ask of a log of iterate sessions.
public enum SessionQuestion: String, Sendable, Hashable, CaseIterable {
    /// Accepted sessions of more than one attempt, one of which was rejected for a phantom or for consistency: the
    /// validator caught it and the model recovered.
    case recoveredAfterRejection = "recovered-after-rejection"
    /// How often fills are accepted at the first attempt, by model.
    case firstShotRate = "first-shot-rate"
    /// Accepted fills that name somebody who is not in the roster. Any is an alarm.
    case neverGrounded = "never-grounded"
    /// How many attempts an accepted fill takes on average, by model.
    case retryDepth = "retry-depth"
    /// What validation rejected, by model and by the error's part before the first colon.
    case rejections
}

/// Answers one question from the records as they come.
public struct SessionAnswer: Sendable {
    public let question: SessionQuestion
    private var sessions: [SessionRow] = []
    private var models: [ByteKey: ModelCount] = [:]
    private var rejections: [RejectionKey: Int] = [:]

    public init(to question: SessionQuestion) {
        self.question = question
    }

    public mutating func take(_ record: IterateSession.Record) {
        switch question {
        case .recoveredAfterRejection:
            guard record.finalVerdict == .accepted, record.iterations > 1,
                record.attempts.contains(where: \.isCaughtRejection)
            else { return }
            sessions.append(SessionRow(record))
        case .neverGrounded:
            guard record.kind == .fill, record.finalVerdict == .accepted, record.groundedInRoster.value == false else {
                return
            }
            sessions.append(SessionRow(record))
        case .firstShotRate:
            guard record.kind == .fill else { return }
            let isFirstShot = record.iterations == 1 && record.finalVerdict == .accepted
            models[ByteKey(record.model), default: ModelCount()].add(isFirstShot ? 1 : 0)
        case .retryDepth:
            guard record.kind == .fill, record.finalVerdict == .accepted else { return }
            models[ByteKey(record.model), default: ModelCount()].add(record.iterations)
        case .rejections:
            for attempt in record.attempts where attempt.verdictKind == .validationFailed {
                let key = RejectionKey(model: ByteKey(record.model), kind: attempt.errorKind.map(ByteKey.init))
                rejections[key, default: 0] += 1
            }
        }
    }

    /// The rows, in the question's order; equals are ordered by model and kind.
    public var rows: SessionAnswerRows {
        switch question {
        case .recoveredAfterRejection, .neverGrounded: .sessions(sessions)
        case .firstShotRate: .firstShotRates(firstShotRates)
        case .retryDepth: .retryDepths(retryDepths)
        case .rejections: .rejections(rejectionCounts)
        }
    }

    private var firstShotRates: [FirstShotRate] {
        models.map { FirstShotRate(model: $0.key.text, sessions: $0.value.count, firstShot: $0.value.sum) }
            .sorted { $0.percent == $1.percent ? before($0.model, $1.model) : $0.percent > $1.percent }
    }

    private var retryDepths: [RetryDepth] {
        models.map {
            RetryDepth(
                model: $0.key.text,
                averageIterations: Double($0.value.sum) / Double($0.value.count),
                sessions: $0.value.count
            )
        }.sorted {
            $0.averageIterations == $1.averageIterations
                ? before($0.model, $1.model) : $0.averageIterations < $1.averageIterations
        }
    }

    private var rejectionCounts: [RejectionCount] {
        rejections.map { RejectionCount(model: $0.key.model.text, kind: $0.key.kind?.text, count: $0.value) }.sorted {
            if $0.count != $1.count { return $0.count > $1.count }
            if !sameBytes($0.model, $1.model) { return before($0.model, $1.model) }
            // None comes before the empty one.
            guard let right = $1.kind else { return false }
            return $0.kind.map { before($0, right) } ?? true
        }
    }
}

/// As bytes order, which is how database engines order text by default.
private func before(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}

private struct RejectionKey: Hashable {
    var model: ByteKey
    var kind: ByteKey?
}

private struct ModelCount {
    var count = 0
    var sum = 0

    mutating func add(_ value: Int) {
        count += 1
        let (total, overflow) = sum.addingReportingOverflow(value)
        sum = overflow ? .max : total
    }
}

extension IterateSession.Attempt {
    fileprivate var isCaughtRejection: Bool {
        guard let error else { return false }
        return error.utf8Contains("consistency") || error.utf8Contains("phantom")
    }

    /// What stands before the first colon; nil without an error.
    fileprivate var errorKind: String? {
        error.map { String(decoding: $0.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self) }
    }
}

extension String {
    /// Bytes and not characters, which is what engines compare; a combining mark after the word hides nothing.
    fileprivate func utf8Contains(_ word: StaticString) -> Bool {
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        var rest = utf8[...]
        while rest.count >= word.count {
            if rest.starts(with: word) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
