/// Bytes followed by the 0x0A sentinel and the padding that `JSONCursor` needs.
public struct PaddedBytes: Sendable {
    private let storage: [UInt8]
    /// How many bytes there are, sentinel and padding not counted.
    public let count: Int

    public init(_ bytes: some Collection<UInt8>) {
        count = bytes.count
        var storage: [UInt8] = []
        storage.reserveCapacity(count + 1 + JSONCursor.padding)
        storage.append(contentsOf: bytes)
        storage.append(0x0A)
        storage.append(contentsOf: repeatElement(0, count: JSONCursor.padding))
        self.storage = storage
    }

    /// The memory is valid inside `body` only.
    public func withPointer<Result, Failure: Error>(
        _ body: (UnsafePointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
            // Never nil: the storage holds the sentinel at least.
            guard let base = buffer.baseAddress else { return try body(Self.lonelySentinel) }
            return try body(base)
        }
    }

    nonisolated(unsafe) private static let lonelySentinel: UnsafePointer<UInt8> = {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 + JSONCursor.padding)
        memory.initialize(repeating: 0x0A, count: 1 + JSONCursor.padding)
        return UnsafePointer(memory)
    }()
}
