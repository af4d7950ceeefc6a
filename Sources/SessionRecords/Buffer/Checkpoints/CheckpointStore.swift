import JSONCore

/// Where checkpoints are kept; the newest of a job replaces the one before it.
public protocol CheckpointStore: Sendable {
    /// The job's checkpoint as it is stored, nil when the job has none.
    ///
    /// - Throws: `CheckpointFault.unreadable` for something stored that is no checkpoint; anything else when the
    ///   store cannot be asked.
    func load(jobID: UUID128) throws -> Checkpoint?

    /// Keeps the checkpoint durably, whole or not at all.
    func save(_ checkpoint: Checkpoint) throws
}
