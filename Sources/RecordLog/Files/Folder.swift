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
    /// there keep their permissions. Each new name is made durable.
    public static func make(_ path: String, links: Links = .followed) throws(LogError) -> Folder {
        var undurable: LogError?
        let folder = try make(path, links: links, undurable: &undurable)
        if let undurable { throw undurable }
        return folder
    }

    /// As `make`, but a new name that the disk refuses to make durable is used all the same, and why is told.
    static func make(_ path: String, links: Links, undurable: inout LogError?) throws(LogError) -> Folder {
        if let found = try openIfThere(path, links) { return found }
        let (parentPath, name) = splitPath(path)
        guard !name.isEmpty, parentPath != path else { throw LogError(.create, path, .notFound) }
        let parent = try make(parentPath, links: .followed, undurable: &undurable)
        let (folder, isNew) = try make(name, in: parent)
        if isNew { undurable = undurable ?? parent.failureToSynchronize() }
        return folder
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

    private static func make(_ name: String, in parent: Folder) throws(LogError) -> (Folder, isNew: Bool) {
        let path = "\(parent.path)/\(name)"
        return try named(.create, path) { () throws(SystemError) in
            let isNew = try makeName(name, in: parent.descriptor)
            let descriptor = try SystemCall.open(name, [.reading, .folder, .noLink], at: parent.descriptor)
            let made = Folder(OpenFile(adopting: descriptor, path: path))
            if isNew { try SystemCall.setPermissions(0o700, of: descriptor) }
            return (made, isNew)
        }
    }

    /// False when another process made it in the meantime, which is as good.
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
        do {
            try SystemCall.synchronizeAll(descriptor)
        } catch {
            throw LogError(.flush, path, error)
        }
    }

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
