/// Where a trail's lines are kept. A store keeps lines and knows where chains end; what the lines mean is not its
/// concern.
public protocol TrailStore: AnyObject {
    /// Runs `body` while nobody else can write.
    func exclusively<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value
    /// Runs `body` over one state of the store, whatever others write meanwhile.
    func consistently<Value>(_ body: () throws(TrailError) -> Value) throws(TrailError) -> Value

    /// The hash of a task's newest record; nil when it has none.
    func newestHash(ofTask task: String) throws(TrailError) -> String?
    func recordCount(ofTask task: String) throws(TrailError) -> Int
    /// Records of all tasks and sessions.
    func recordCount() throws(TrailError) -> Int
    func isFinalized(session: String) throws(TrailError) -> Bool
    /// How many seals there are and the hash of the last.
    func sealChain() throws(TrailError) -> SealChain

    func append(_ record: TrailRecord) throws(TrailError)
    /// When this returns, the seal and all records before it are durable.
    func append(_ seal: TrailSeal) throws(TrailError)

    /// Every record's line in the order of writing, damaged ones too.
    func forEachRecord(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError)
    func forEachSeal(_ body: (Int, StoredLine) throws(TrailError) -> Void) throws(TrailError)
}

/// The end of the chain of seals.
public struct SealChain: Sendable, Hashable {
    public var count: Int
    /// Zeros when there is no seal yet.
    public var newestHash: String

    public init(count: Int = 0, newestHash: String = TrailRecord.noPreviousHash) {
        self.count = count
        self.newestHash = newestHash
    }
}

/// A line without its newline, or why there is none to be had.
public typealias StoredLine = Result<[UInt8], TrailProblem>
