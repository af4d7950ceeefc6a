/// Where a `LineWriter`'s lines go: one file, or one file after the other.
///
/// Used by one thread at a time, except `synchronize`, which may run beside `append`.
public protocol LineDestination: AnyObject {
    /// The file that is written at the moment, or would be.
    var path: String { get }
    /// Appends a line that ends with a 0x0A.
    func append(_ line: UnsafeRawBufferPointer) throws(LogError)
    /// The file that the next line may go to by one plain `write`, because nothing has to be looked at or put before it;
    /// nil where `append` is the only way.
    ///
    /// Each return after a call into the kernel costs some ten nanoseconds (processors forget where the calls came from),
    /// so the writer makes the call itself, and not at the bottom of a chain.
    var openForOneWrite: Int32? { get }
    /// What became of that `write`: all of the line is in the file.
    func tookWhole(_ line: Int)
    /// Or a part of it, or none: does the rest as `append` would have.
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
    public var openForOneWrite: Int32? { nil }
    public func tookWhole(_ line: Int) {}

    public func finish(_ line: UnsafeRawBufferPointer, after result: Result<Int, SystemError>) throws(LogError) {
        try append(line)
    }
}
