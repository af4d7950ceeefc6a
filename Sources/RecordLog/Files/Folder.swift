/// An open folder, through which files are reached without trusting the names on the way to it.
public struct Folder: Sendable {
    public let file: OpenFile

    public var descriptor: Int32 { file.descriptor }
    public var path: String { file.path }

    /// What a symbolic link in the place of a folder is; links on the way to it are always followed.
    public enum Links: Sendable {
        /// The folder that it leads to: for folders that the operator named, which may lie on another volume.
        case followed
        /// An error: for folders that only this code makes, where somebody else must have put it.
        case refused
    }

    public init(_ file: OpenFile) {
        self.file = file
    }

    // Inlined, it makes the 6.3 optimiser fail in its callers.
    @inline(never)
    public static func open(_ path: String, links: Links = .followed) throws(LogError) -> Folder {
        do {
            let mode: SystemCall.OpenMode = [.reading, .folder]
            let descriptor = try SystemCall.open(path, links == .refused ? mode.union(.noLink) : mode)
            return Folder(OpenFile(adopting: descriptor, path: path))
        } catch {
            if error == .notAFolder || error == .symbolicLink {
                throw LogError(.open, path, LogError.Cause.notAFolder)
            }
            throw LogError(.open, path, error)
        }
    }

    /// Opens a folder and makes what is missing of it, for the owner alone whatever the umask says; folders that are
    /// there keep their permissions. Its name is made durable, and each new one above it.
    public static func make(_ path: String, links: Links = .followed) throws(LogError) -> Folder {
        var undurable: LogError?
        let (folder, isNew) = try make(path, links: links, undurable: &undurable)
        if !isNew { undurable = folder.failureToSynchronizeName() }
        if let undurable { throw undurable }
        return folder
    }

    /// As `make`, but a new name that the disk refuses to make durable is used all the same, and why is told. The name of
    /// a folder that was there is left to the caller, who asks for it when something in the folder was made: a disk that
    /// is full should not be made to flush at each attempt.
    static func make(
        _ path: String,
        links: Links,
        undurable: inout LogError?
    ) throws(LogError) -> (folder: Folder, isNew: Bool) {
        if let found = try openIfThere(path, links) { return (found, false) }
        let (parentPath, name) = splitPath(path)
        guard !name.isEmpty, parentPath != path else { throw LogError(.create, path, .notFound) }
        let (parent, parentIsNew) = try make(parentPath, links: .followed, undurable: &undurable)
        let folder = try make(name, in: parent)
        undurable = undurable ?? parent.failureToSynchronize()
        if !parentIsNew { undurable = undurable ?? parent.failureToSynchronizeName() }
        return (folder, true)
    }

    // Inlined, it makes the 6.3 optimiser fail in `make`.
    @inline(never)
    private static func openIfThere(_ path: String, _ links: Links) throws(LogError) -> Folder? {
        do throws(LogError) {
            return try open(path, links: links)
        } catch {
            if error.systemError == .notFound { return nil }
            throw error
        }
    }

    private static func make(_ name: String, in parent: Folder) throws(LogError) -> Folder {
        let path = "\(parent.path)/\(name)"
        return try named(.create, path) { () throws(SystemError) in
            let isNew = try makeName(name, in: parent.descriptor)
            let descriptor = try SystemCall.open(name, [.reading, .folder, .noLink], at: parent.descriptor)
            let made = Folder(OpenFile(adopting: descriptor, path: path))
            if isNew { try SystemCall.setPermissions(0o700, of: descriptor) }
            return made
        }
    }

    /// False when another process made it in the meantime, which is as good; but that one may be killed before the name
    /// is durable.
    private static func makeName(_ name: String, in parent: Int32) throws(SystemError) -> Bool {
        do throws(SystemError) {
            try SystemCall.makeFolder(name, permissions: 0o700, in: parent)
            return true
        } catch {
            if error == .exists { return false }
            throw error
        }
    }

    /// Makes the names in the folder durable: after a creation, a rename, a removal.
    public func synchronize() throws(LogError) {
        do throws(SystemError) {
            if let refused = Self.refusal?(path) { throw refused }
            try SystemCall.synchronizeAll(descriptor)
        } catch {
            throw LogError(.flush, path, error)
        }
    }

    /// The disk that refuses to make the names in a folder durable, or sees that it is asked: for tests, because no file
    /// system does so on demand.
    @TaskLocal static var refusal: (@Sendable (_ folder: String) -> SystemError?)?

    /// As `synchronize`, for those who go on without.
    @inline(never)
    func failureToSynchronize() -> LogError? {
        do throws(LogError) {
            try synchronize()
            return nil
        } catch {
            return error
        }
    }

    /// Makes the folder's own name durable, which whoever made it may have been killed before.
    @inline(never)
    func failureToSynchronizeName() -> LogError? {
        let above: Int32
        do throws(SystemError) {
            // Not by the path: where that is a link, the folder's name lies elsewhere.
            above = try SystemCall.open("..", [.reading, .folder], at: descriptor)
        } catch {
            // To make a folder here takes the right to open the one above: this one is the operator's.
            return error == .denied ? nil : LogError(.flush, path, error)
        }
        return Folder(OpenFile(adopting: above, path: "\(path)/..")).failureToSynchronize()
    }
}

/// `/a/b/c` into `/a/b` and `c`; a bare name lies in `.`.
public func splitPath(_ path: String) -> (folder: String, name: String) {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
        return (".", String(decoding: bytes, as: UTF8.self))
    }
    let folder = slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    return (folder, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
}
