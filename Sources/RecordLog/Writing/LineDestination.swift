/// Where a `LineWriter`'s lines go: one file, or one file after the other.
///
/// Used by one thread at a time, except `synchronize`, which may run beside `append`.
public protocol LineDestination: AnyObject {
    /// The file that is written at the moment, or would be.
    var path: String { get }
    /// Appends a line that ends with a 0x0A.
    func append(_ line: UnsafeRawBufferPointer) throws(LogError)
    /// The file that the next lines may go to by one plain `write` each, because nothing has to be looked at or put before
    /// them; nil where `append` is the only way. It stays so until something else is asked of the destination.
    var plainFile: Int32? { get }
    /// So many bytes of whole lines have gone there.
    func tookWhole(_ bytes: Int)
    /// What became of a last such `write` that did not take all of its line, or none: does the rest as `append` would
    /// have.
    func finish(_ line: UnsafeRawBufferPointer, after result: Result<Int, SystemError>) throws(LogError)
    /// How many lines that could not be appended at first are in a file by now after all, and their bytes.
    var lateLines: Int { get }
    var lateBytes: Int { get }
    /// How many that could not be appended will be in the file before the next line that can.
    var pendingLines: Int { get }
    /// Makes what was appended durable.
    ///
    /// - Returns: false when there was nothing to ask the disk for, because nothing was ever appended.
    func synchronize() throws(LogError) -> Bool
    func close() throws(LogError)
    /// A new file for what the old one did not keep; nothing appends or synchronizes meanwhile.
    ///
    /// - Returns: nil where there can be none.
    func moveToFreshFile() throws(LogError) -> String?
}

extension LineDestination {
    public var plainFile: Int32? { nil }
    public func tookWhole(_ bytes: Int) {}

    public func finish(_ line: UnsafeRawBufferPointer, after result: Result<Int, SystemError>) throws(LogError) {
        try append(line)
    }
}
