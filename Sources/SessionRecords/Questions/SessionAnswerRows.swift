/// What a question gives, row by row.
public enum SessionAnswerRows: Sendable {
    case sessions([SessionRow])
    case firstShotRates([FirstShotRate])
    case retryDepths([RetryDepth])
    case rejections([RejectionCount])

    public var isEmpty: Bool {
        switch self {
        case .sessions(let rows): rows.isEmpty
        case .firstShotRates(let rows): rows.isEmpty
        case .retryDepths(let rows): rows.isEmpty
        case .rejections(let rows): rows.isEmpty
        }
    }
}

/// One session, in the order of the log.
public struct SessionRow: Sendable, Hashable {
    public var sessionID: String
    public var model: String
    public var iterations: Int
    public var groundedInRoster: Bool?
    public var finalVerdict: IterateSession.FinalVerdict
    public var attempts: [IterateSession.Attempt]

    init(_ record: IterateSession.Record) {
        sessionID = record.sessionID
        model = record.model
        iterations = record.iterations
        groundedInRoster = record.groundedInRoster.value
        finalVerdict = record.finalVerdict
        attempts = record.attempts
    }
}

public struct FirstShotRate: Sendable, Hashable {
    public var model: String
    public var sessions: Int
    public var firstShot: Int

    /// To one digit after the point.
    public var percent: Double {
        sessions == 0 ? 0 : (100 * Double(firstShot) / Double(sessions) * 10).rounded() / 10
    }
}

public struct RetryDepth: Sendable, Hashable {
    public var model: String
    public var averageIterations: Double
    public var sessions: Int
}

public struct RejectionCount: Sendable, Hashable {
    public var model: String
    /// Nil for rejections that say no error.
    public var kind: String?
    public var count: Int
}
