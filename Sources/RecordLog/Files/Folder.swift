/// An open folder, through which files are reached without trusting the names on the way to it.
public struct Folder: Sendable {
    public let file: OpenFile

    public var descriptor: Int32 { file.descriptor }
    public var path: String { file.path }

    public init(_ file: OpenFile) {
        self.file = file
    }

    /// Opens a folder. Links on the way are followed, a link in its place is not.
    // Inlined, it makes the 6.3 optimiser fail in its callers.
    @inline(never)
    public static func open(_ path: String) throws(LogError) -> Folder {
        do {
            let descriptor = try SystemCall.open(path, [.reading, .folder, .noLink])
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
    public static func make(_ path: String) throws(LogError) -> Folder {
        if let found = try openIfThere(path) { return found }
        let (parent, name) = splitPath(path)
        guard !name.isEmpty, parent != path else { throw LogError(.create, path, .notFound) }
        return try make(name, in: make(parent))
    }

    // Inlined, it makes the 6.3 optimiser fail in `make`.
    @inline(never)
    private static func openIfThere(_ path: String) throws(LogError) -> Folder? {
        do throws(LogError) {
            return try open(path)
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
            if isNew {
                try SystemCall.setPermissions(0o700, of: descriptor)
                try SystemCall.synchronizeAll(parent.descriptor)
            }
            return made
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
