/// A file that whole lines are appended to.
///
/// It keeps one promise beyond `write`: two lines never merge. What a failed write left of a line is cut off again
/// where this process alone writes, and ended with a 0x0A before the next line where others write too.
///
/// One thread at a time appends; `synchronize` may run beside it.
final class LineFile {
    enum Sharing: Sendable {
        /// Nobody else writes the file. It is locked while it is open, so that retention sees that it is in use.
        case exclusive
        /// Other processes append as well, and someone may rename, replace or truncate it.
        case shared
    }

    let path: String
    private let sharing: Sharing
    private let guardsSignal: Bool
    private let descriptor: Int32
    let identity: FileStatus.Identity
    /// Why the disk may not know the names of the folders that the file lies in, and of the file in its folder. Set before
    /// others see the file. Trying again would prove nothing: what the disk refused once may be gone.
    var folderFailure: LogError?
    private var nameFailure: LogError?
    /// How many bytes the file holds, as far as nobody else writes it.
    @exclusivity(unchecked) private(set) var size: Int
    @exclusivity(unchecked) private var endsInsideLine = false
    private var isOpen = true

    private init(_ path: String, _ descriptor: Int32, _ status: FileStatus, _ sharing: Sharing) {
        self.path = path
        self.descriptor = descriptor
        self.sharing = sharing
        identity = status.identity
        size = status.size
        guardsSignal = FileSizeSignal.canCome
    }

    deinit {
        if isOpen { try? SystemCall.close(descriptor) }
    }

    /// Makes a file that must not be there yet, readable and writable for the owner alone, in a folder that is made
    /// as well where it is missing. The name is durable on return, or no `synchronize` of the file will succeed.
    @inline(never)
    static func create(
        _ path: String,
        _ sharing: Sharing = .exclusive,
        folderLinks: Folder.Links = .followed
    ) throws(LogError) -> LineFile {
        var undurable: LogError?
        return try create(path, sharing, folderLinks: folderLinks, undurable: &undurable)
    }

    /// As `create`.
    ///
    /// - Parameter undurable: why the disk may not know the names of folders on the way, also where the file could not be
    ///   made in them. Whoever tries again gives it again: the folders are there by then, and look like any others.
    @inline(never)
    static func create(
        _ path: String,
        _ sharing: Sharing,
        folderLinks: Folder.Links,
        undurable: inout LogError?
    ) throws(LogError) -> LineFile {
        let (folderPath, name) = splitPath(path)
        for _ in 0..<attempts {
            let (folder, isNew) = try Folder.make(folderPath, links: folderLinks, undurable: &undurable)
            guard let file = try openIfThere(path, name, in: folder, [.create, .exclusive], sharing) else { continue }
            file.makeNamesDurable(in: folder, isNew: isNew, undurable: &undurable)
            return file
        }
        throw LogError(.create, path, .changed)
    }

    /// As `create`; nil when the name is taken.
    @inline(never)
    static func createIfFree(
        _ path: String,
        _ sharing: Sharing,
        folderLinks: Folder.Links = .followed,
        undurable: inout LogError?
    ) throws(LogError) -> LineFile? {
        do throws(LogError) {
            return try create(path, sharing, folderLinks: folderLinks, undurable: &undurable)
        } catch {
            if error.systemError == .exists { return nil }
            throw error
        }
    }

    /// Opens a file to append to, or makes it. The name is durable on return, or no `synchronize` of the file will succeed:
    /// whoever made a file that is there may have been killed before.
    static func append(to path: String, _ sharing: Sharing) throws(LogError) -> LineFile {
        var undurable: LogError?
        return try append(to: path, sharing, undurable: &undurable)
    }

    /// As `append`; for `undurable` see `create`.
    @inline(never)
    static func append(
        to path: String,
        _ sharing: Sharing,
        undurable: inout LogError?
    ) throws(LogError) -> LineFile {
        let (folderPath, name) = splitPath(path)
        for _ in 0..<attempts {
            if let made = try createIfFree(path, sharing, undurable: &undurable) { return made }
            let folder = try Folder.open(folderPath)
            guard let file = try openIfThere(path, name, in: folder, [], sharing) else { continue }
            file.makeNamesDurable(in: folder, isNew: false, undurable: &undurable)
            if sharing == .exclusive { file.endsInsideLine = try file.lastByteIsNoLineEnd() }
            return file
        }
        throw LogError(.open, path, .changed)
    }

    /// - Parameter isNew: whether the folder's own name was made durable with it.
    private func makeNamesDurable(in folder: Folder, isNew: Bool, undurable: inout LogError?) {
        nameFailure = folder.failureToSynchronize()
        if !isNew { undurable = undurable ?? folder.failureToSynchronizeName() }
        folderFailure = undurable
    }

    /// How often someone may remove the file, or its folder, between two looks at it.
    private static let attempts = 20

    /// Nil when the file, or the folder, is gone.
    @inline(never)
    private static func openIfThere(
        _ path: String,
        _ name: String,
        in folder: Folder,
        _ mode: SystemCall.OpenMode,
        _ sharing: Sharing
    ) throws(LogError) -> LineFile? {
        do throws(LogError) {
            return try open(path, name, in: folder, mode, sharing)
        } catch {
            if error.systemError == .notFound { return nil }
            throw error
        }
    }

    // Inlined, it makes the 6.3 optimiser fail in its callers; so do those that catch some of its errors.
    @inline(never)
    private static func open(
        _ path: String,
        _ name: String,
        in folder: Folder,
        _ mode: SystemCall.OpenMode,
        _ sharing: Sharing
    ) throws(LogError) -> LineFile? {
        let descriptor: Int32
        do {
            // Reading as well, to look at the last byte.
            descriptor = try SystemCall.open(name, mode.union([.both, .append, .noLink]), at: folder.descriptor)
        } catch {
            throw LogError(mode.contains(.create) ? .create : .open, path, error)
        }
        do throws(LogError) {
            var status = try named(.inspect, path) { () throws(SystemError) in try SystemCall.status(of: descriptor) }
            guard status.kind == .file else { throw LogError(.open, path, .notAFile(status.kind)) }
            // The umask can only take away, and it took away what the owner needs.
            if mode.contains(.create), status.permissions != 0o600 {
                try named(.create, path) { () throws(SystemError) in
                    try SystemCall.setPermissions(0o600, of: descriptor)
                }
            }
            // Best effort: some file systems know no locks, and then only ages protect the file. But two that take lines
            // back would cut off each other's.
            if sharing == .exclusive, (try? SystemCall.lockPatiently(descriptor)) == false {
                throw LogError(.open, path, .tryAgain)
            }
            // Whoever had the lock may have appended while we waited for it. Or it was retention, and removed the file:
            // a lock is on the file, not on its name.
            if sharing == .exclusive {
                let opened = status.identity
                status = try named(.inspect, path) { () throws(SystemError) in
                    try SystemCall.status(at: name, in: folder.descriptor)
                }
                guard status.identity == opened else {
                    try? SystemCall.close(descriptor)
                    return nil
                }
            }
            return LineFile(path, descriptor, status, sharing)
        } catch {
            // It would stay for ever, empty, and there would be one more with each line.
            if mode.contains(.create) { remove(name, in: folder, ifItIs: descriptor) }
            try? SystemCall.close(descriptor)
            throw error
        }
    }

    private static func remove(_ name: String, in folder: Folder, ifItIs descriptor: Int32) {
        guard let made = try? SystemCall.status(of: descriptor).identity,
            let found = try? SystemCall.status(at: name, in: folder.descriptor).identity, found == made
        else { return }
        try? SystemCall.remove(name, in: folder.descriptor)
    }

    /// Appends a line, which ends with a 0x0A, by one `write` unless the system takes less at once.
    func append(_ line: UnsafeRawBufferPointer) throws(LogError) {
        if sharing == .shared { endsInsideLine = try lastByteIsNoLineEnd() }
        if endsInsideLine {
            try put(UnsafeRawBufferPointer(lineEnd))
            endsInsideLine = false
        }
        try put(line)
    }

    /// Its descriptor, where lines may go to it by one plain `write` each.
    var plainFile: Int32? {
        sharing == .exclusive && !endsInsideLine && !guardsSignal ? descriptor : nil
    }

    func tookWhole(_ bytes: Int) {
        size += bytes
    }

    /// Goes on after a `write` to `plainFile` that did not take all of a line.
    func finish(_ line: UnsafeRawBufferPointer, after result: Result<Int, SystemError>) throws(LogError) {
        switch result {
        case .success(let taken): try put(line, taken)
        case .failure(.interrupted), .failure(.tryAgain): try put(line)
        case .failure(let error): throw LogError(.write, path, error)
        }
    }

    /// - Parameter first: how much of it a `write` has taken already.
    private func put(_ bytes: UnsafeRawBufferPointer, _ first: Int? = nil) throws(LogError) {
        var rest = bytes
        do throws(SystemError) {
            // The system takes it all as good as always.
            let taken = if let first { first } else { try write(bytes) }
            if taken == bytes.count {
                size += taken
                return
            }
            if taken == 0 { throw .io }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
            while !rest.isEmpty {
                let count = try write(rest)
                // Would go on for ever.
                if count == 0 { throw .io }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            size += bytes.count
        } catch {
            if rest.count < bytes.count { takeBack(bytes.count - rest.count) }
            throw LogError(.write, path, error)
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        var patience = 3
        while true {
            do throws(SystemError) {
                guard guardsSignal else { return try SystemCall.write(descriptor, bytes) }
                return try FileSizeSignal.blocked { () throws(SystemError) in try SystemCall.write(descriptor, bytes) }
            } catch {
                // Regular files do not say this, but network and user-space file systems have been seen to.
                guard error == .tryAgain, patience > 0 else { throw error }
                patience -= 1
                SystemCall.waitUntilWritable(descriptor, milliseconds: 10)
            }
        }
    }

    /// So many bytes of a line are in the file.
    private func takeBack(_ count: Int) {
        // Where others append, the part may not be the end any more.
        if sharing == .exclusive, (try? SystemCall.truncate(descriptor, to: size)) != nil { return }
        // They stay, and what is taken back another time ends behind them.
        size += count
        endsInsideLine = true
    }

    private func lastByteIsNoLineEnd() throws(LogError) -> Bool {
        try named(.inspect, path) { () throws(SystemError) in
            let size = try SystemCall.status(of: descriptor).size
            guard size > 0 else { return false }
            var byte: UInt8 = 0
            let count = try withUnsafeMutableBytes(of: &byte) { (buffer) throws(SystemError) in
                try SystemCall.read(descriptor, into: buffer, at: size - 1)
            }
            // Nothing there: someone truncated it just now.
            return count == 1 && byte != 0x0A
        }
    }

    /// The same file, to look for something in it; not longer than this object lives.
    var reading: OpenFile { OpenFile(adopting: descriptor, path: path, closes: false) }

    /// Whether the path names another file by now, or none.
    func wasReplaced() throws(LogError) -> Bool {
        do {
            return try SystemCall.status(at: path).identity != identity
        } catch {
            if error == .notFound { return true }
            throw LogError(.inspect, path, error)
        }
    }

    /// Makes what was appended durable. When this fails the bytes may be gone although they can still be read, and
    /// a later success says nothing about them.
    func synchronize() throws(LogError) {
        try named(.flush, path) { () throws(SystemError) in try SystemCall.synchronize(descriptor) }
        if let failure = nameFailure ?? folderFailure { throw failure }
    }

    /// Takes the file away again that was just made, if its name is still its own.
    func remove() {
        let (folderPath, name) = splitPath(path)
        guard let folder = try? Folder.open(folderPath),
            (try? SystemCall.status(at: name, in: folder.descriptor).identity) == identity
        else { return }
        try? SystemCall.remove(name, in: folder.descriptor)
    }

    func close() throws(LogError) {
        guard isOpen else { return }
        isOpen = false
        try named(.close, path) { () throws(SystemError) in try SystemCall.close(descriptor) }
    }
}

nonisolated(unsafe) private let lineEnd: UnsafeMutableRawBufferPointer = {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    memory[0] = 0x0A
    return memory
}()

/// Gives an error of the operating system its action and path.
@inline(__always)
func named<Result>(
    _ action: LogError.Action,
    _ path: String,
    _ body: () throws(SystemError) -> Result
) throws(LogError) -> Result {
    do {
        return try body()
    } catch {
        throw LogError(action, path, error)
    }
}
