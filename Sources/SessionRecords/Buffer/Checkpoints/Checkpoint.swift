import JSONCore

/// The durable state of a job after a step; the authority on where a job resumes.
public struct Checkpoint: Sendable, Hashable {
    public var id: UUID128
    public var jobID: UUID128
    public var agentID: UUID128
    /// The step that it completes; the job resumes with the next one.
    public var stepIndex: Int
    /// The version of `state`, which is the agent's business.
    public var schemaVersion: Int
    public var state: [UInt8]
    /// Over everything above, as it was when the checkpoint was taken.
    public var checksum: UInt32

    /// A checkpoint with the checksum of what it holds.
    public init(
        id: UUID128 = .v7(),
        jobID: UUID128,
        agentID: UUID128,
        stepIndex: Int,
        schemaVersion: Int,
        state: [UInt8]
    ) {
        self.init(
            id: id,
            jobID: jobID,
            agentID: agentID,
            stepIndex: stepIndex,
            schemaVersion: schemaVersion,
            state: state,
            checksum: 0
        )
        checksum = computedChecksum
    }

    /// A checkpoint as a store has it, right or wrong.
    public init(
        id: UUID128,
        jobID: UUID128,
        agentID: UUID128,
        stepIndex: Int,
        schemaVersion: Int,
        state: [UInt8],
        checksum: UInt32
    ) {
        self.id = id
        self.jobID = jobID
        self.agentID = agentID
        self.stepIndex = stepIndex
        self.schemaVersion = schemaVersion
        self.state = state
        self.checksum = checksum
    }

    var computedChecksum: UInt32 {
        var crc = CRC32()
        for id in [id, jobID, agentID] {
            crc.update(id.high)
            crc.update(id.low)
        }
        crc.update(UInt64(bitPattern: Int64(stepIndex)))
        crc.update(UInt64(bitPattern: Int64(schemaVersion)))
        crc.update(state)
        return crc.value
    }
}

/// Why a checkpoint must not be resumed from: the job fails, because nothing else knows its state.
public enum CheckpointFault: Error, Sendable, Hashable {
    /// What the store has is no checkpoint at all.
    case unreadable(String)
    case checksum(stored: UInt32, computed: UInt32)
    case version(Int)
    case job(UUID128)
    case agent(UUID128)
    case stepIndex(Int)
}

extension Checkpoint {
    /// Whether a job's agent can resume from this: its checksum, its version, whose it is.
    public func validate(
        jobID: UUID128,
        agentID: UUID128,
        versions: ClosedRange<Int>
    ) throws(CheckpointFault) {
        guard checksum == computedChecksum else { throw .checksum(stored: checksum, computed: computedChecksum) }
        guard versions.contains(schemaVersion) else { throw .version(schemaVersion) }
        guard self.jobID == jobID else { throw .job(self.jobID) }
        guard self.agentID == agentID else { throw .agent(self.agentID) }
        guard stepIndex >= 0, stepIndex < .max else { throw .stepIndex(stepIndex) }
    }
}

extension CheckpointFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let why): "the checkpoint cannot be read: \(why)"
        case .checksum(let stored, let computed):
            "the checkpoint's checksum is \(String(stored, radix: 16)), its content gives \(String(computed, radix: 16))"
        case .version(let version): "the checkpoint has version \(version), which this agent does not know"
        case .job(let id): "the checkpoint belongs to job \(id)"
        case .agent(let id): "the checkpoint belongs to agent \(id)"
        case .stepIndex(let step): "the checkpoint's step is \(step)"
        }
    }
}

/// CRC-32 as in ISO 3309 and zip.
struct CRC32 {
    private var state: UInt32 = .max

    var value: UInt32 { ~state }

    mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ (state >> 8) }
    }

    mutating func update(_ word: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            update(CollectionOfOne(UInt8(truncatingIfNeeded: word >> UInt64(shift))))
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
