import JSONCore

/// Files that this process alone writes, the first made for it, further ones when the disk lets the first down.
///
/// A file that could not be made is tried again at each line: disks fill up and are emptied again. Where the log has
/// a header line, the first line, it begins each of the files, so that each can be read on its own.
public final class ExclusiveDestination: LineDestination {
    /// After so many names that are taken the last error stands.
    private static let attempts = 1000

    private let pathOf: @Sendable (Int) -> String
    private let keepsHeader: Bool
    private let folderLinks: Folder.Links
    private let lock = Lock()
    @exclusivity(unchecked) private var file: LineFile?
    @exclusivity(unchecked) private var header: [UInt8]?
    @exclusivity(unchecked) private var headerIsWritten = false
    private var nextIndex = 0
    private var lastPath: String?
    /// Of the folder that all files lie in, so that neither a fresh file nor another attempt makes good for it.
    private var folderFailure: LogError?
    @exclusivity(unchecked) private var headerWasLost = false
    /// The header begins a fresh file already, and may be among the lines that are written into it once more.
    @exclusivity(unchecked) private var expectsHeaderAgain = false
    @exclusivity(unchecked) public private(set) var lateLines = 0
    public var lateBytes: Int { lateLines > 0 ? header?.count ?? 0 : 0 }
    public var pendingLines: Int { headerWasLost ? 1 : 0 }

    /// - Parameters:
    ///   - pathOf: the path of the n-th file; further ones are asked for while names are taken.
    ///   - keepsHeader: whether the first line is a header that every file must begin with.
    ///   - folderLinks: refused where only this process and its like make the folder of the files.
    public init(
        keepsHeader: Bool,
        folderLinks: Folder.Links = .followed,
        pathOf: @escaping @Sendable (Int) -> String
    ) {
        self.pathOf = pathOf
        self.keepsHeader = keepsHeader
        self.folderLinks = folderLinks
    }

    /// Goes on in a file that is there already.
    ///
    /// - Parameter header: the one in the file, if there is one and further files must have it; nil for a new file.
    init(
        continuing file: LineFile,
        keepsHeader: Bool,
        header: [UInt8]? = nil,
        pathOf: @escaping @Sendable (Int) -> String
    ) {
        self.header = header
        headerIsWritten = header != nil
        self.file = file
        lastPath = file.path
        folderFailure = file.folderFailure
        folderLinks = .followed
        self.pathOf = pathOf
        self.keepsHeader = keepsHeader
        nextIndex = 1
    }

    /// The file that is written at the moment, or was last, or would be.
    public var path: String { lock.withLock { lastPath ?? pathOf(nextIndex) } }

    public func open() throws(LogError) {
        _ = try current()
    }

    public func append(_ line: UnsafeRawBufferPointer) throws(LogError) {
        // What there is to do for all lines but the first few.
        if let file, headerIsWritten || !keepsHeader, !expectsHeaderAgain { return try file.append(line) }
        let isHeader = keepsHeader && header == nil
        if isHeader {
            header = Array(line)
            headerWasLost = true
        }
        if expectsHeaderAgain {
            expectsHeaderAgain = false
            if let header, header.elementsEqual(line) { return }
        }
        let file = try current()
        if keepsHeader, !headerIsWritten, !isHeader { try repeatHeader(in: file) }
        try file.append(line)
        if isHeader {
            headerIsWritten = true
            headerWasLost = false
        }
    }

    public var plainFile: Int32? {
        guard let file, headerIsWritten || !keepsHeader, !expectsHeaderAgain else { return nil }
        return file.plainFile
    }

    public func tookWhole(_ bytes: Int) {
        file?.tookWhole(bytes)
    }

    public func finish(_ line: UnsafeRawBufferPointer, after result: Result<Int, SystemError>) throws(LogError) {
        guard let file else { return try append(line) }
        try file.finish(line, after: result)
    }

    private func repeatHeader(in file: LineFile) throws(LogError) {
        guard let header else { return }
        try header.withUnsafeBufferPointer { (bytes) throws(LogError) in try file.append(UnsafeRawBufferPointer(bytes))
        }
        headerIsWritten = true
        if headerWasLost { lateLines += 1 }
        headerWasLost = false
    }

    private func current() throws(LogError) -> LineFile {
        if let file { return file }
        let made = try makeNext()
        lock.withLock { file = made }
        headerIsWritten = false
        return made
    }

    private func makeNext() throws(LogError) -> LineFile {
        for _ in 0..<Self.attempts {
            let path = pathOf(nextIndex)
            let made = try LineFile.createIfFree(
                path,
                .exclusive,
                folderLinks: folderLinks,
                undurable: &folderFailure
            )
            lock.withLock {
                nextIndex += 1
                if made != nil { lastPath = path }
            }
            if let made { return made }
        }
        throw LogError(.create, pathOf(nextIndex), .exists)
    }

    public func synchronize() throws(LogError) -> Bool {
        guard let file = lock.withLock({ file }) else { return false }
        try file.synchronize()
        return true
    }

    public func moveToFreshFile() throws(LogError) -> String? {
        let before = lock.withLock { lastPath }
        let made = try makeNext()
        do throws(LogError) {
            if keepsHeader { try repeatHeader(in: made) }
        } catch {
            // Left empty it would be the log's latest file, and hold nothing. The old one is written on.
            made.remove()
            lock.withLock { lastPath = before }
            throw error
        }
        let old = lock.withLock {
            let old = file
            file = made
            return old
        }
        expectsHeaderAgain = keepsHeader && header != nil
        // It failed to flush; what its close says cannot make that better or worse.
        try? old?.close()
        return made.path
    }

    public func close() throws(LogError) {
        let last = lock.withLock {
            let last = file
            file = nil
            return last
        }
        try last?.close()
    }
}
