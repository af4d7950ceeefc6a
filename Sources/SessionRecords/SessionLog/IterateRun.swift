import JSONCore
import RecordLog

/// One run of the iterate loop as its caller knows it, from which a record is built whatever came of it.
public struct IterateRun: Sendable {
    /// What came of the run.
    public enum Outcome: Sendable {
        case accepted(artifact: JSONValue)
        /// No attempt passed validation within the cap.
        case exhausted
        /// The chat hop or something else below the loop failed.
        case failed(error: String)
    }

    public var sessionID: String
    public var daemon: String
    public var kind: IterateSession.Kind
    public var model: String
    public var provider: String
    /// Of any length; the record has its first 4000 characters.
    public var prompt: String
    public var maxIterations: Int
    public var attempts: [IterateSession.Attempt]
    public var outcome: Outcome
    public var durationMilliseconds: Int
    public var timestamp: Timestamp

    public init(
        sessionID: String,
        daemon: String,
        kind: IterateSession.Kind,
        model: String,
        provider: String,
        prompt: String,
        maxIterations: Int,
        attempts: [IterateSession.Attempt],
        outcome: Outcome,
        durationMilliseconds: Int,
        timestamp: Timestamp = .now(fractionDigits: 6)
    ) {
        self.sessionID = sessionID
        self.daemon = daemon
        self.kind = kind
        self.model = model
        self.provider = provider
        self.prompt = prompt
        self.maxIterations = maxIterations
        self.attempts = attempts
        self.outcome = outcome
        self.durationMilliseconds = durationMilliseconds
        self.timestamp = timestamp
    }
}

extension IterateSession.V1.Record {
    /// How many code points of the prompt are kept, as the schema allows.
    static let promptLimit = 4000

    /// The record of a run.
    ///
    /// - Parameter isInRoster: whether every worker that an artifact names exists. Asked only for an accepted `fill`;
    ///   for all else the record says null. Nil when it cannot be told.
    public init(of run: IterateRun, isInRoster: (JSONValue) -> Bool? = { _ in nil }) {
        var attempts = run.attempts
        var artifact: JSONValue?
        var grounded: Presence<Bool> = .null
        let verdict: IterateSession.FinalVerdict
        switch run.outcome {
        case .accepted(let accepted):
            verdict = .accepted
            artifact = accepted
            if run.kind == .fill, let isGrounded = isInRoster(accepted) { grounded = .value(isGrounded) }
        case .exhausted:
            verdict = .maxIterExhausted
        case .failed(let error):
            verdict = .infraError
            // The failure is an attempt as well: a record without one would say that nothing was tried.
            if attempts.last?.verdictKind != .infraError {
                attempts.append(
                    IterateSession.Attempt(iteration: attempts.count, verdictKind: .infraError, error: error)
                )
            }
        }
        self.init(
            sessionID: run.sessionID,
            timestamp: run.timestamp,
            daemon: run.daemon,
            kind: run.kind,
            model: run.model,
            provider: run.provider,
            prompt: cutPrompt(run.prompt),
            iterations: max(1, attempts.count),
            maxIterations: max(1, run.maxIterations),
            finalVerdict: verdict,
            attempts: attempts,
            artifact: artifact,
            groundedInRoster: grounded,
            durationMs: max(0, run.durationMilliseconds)
        )
    }
}

/// The beginning of a prompt, cut without a mark: the log's readers expect the prompt's own characters.
private func cutPrompt(_ prompt: String) -> String {
    let limit = IterateSession.Record.promptLimit
    if prompt.utf8.count <= limit || prompt.unicodeScalars.count <= limit { return prompt }
    var kept = ""
    var room = limit
    for character in prompt {
        let count = character.unicodeScalars.count
        if count > room { break }
        kept.append(character)
        room -= count
    }
    return kept
}
