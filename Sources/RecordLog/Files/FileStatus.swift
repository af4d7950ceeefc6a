#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the file system says of a file.
public struct FileStatus: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case file, folder, link = "symbolic link", pipe, socket, device
    }

    /// Tells files apart, whatever their names.
    public struct Identity: Sendable, Hashable {
        public var device: UInt64
        public var inode: UInt64
    }

    public var identity: Identity
    public var kind: Kind
    /// The lowest twelve bits: who may do what.
    public var permissions: UInt32
    public var size: Int
    /// Seconds since 1970 of the last change of the content.
    public var modified: Int64

    init(_ raw: stat) {
        identity = Identity(device: UInt64(truncatingIfNeeded: raw.st_dev), inode: UInt64(raw.st_ino))
        kind =
            switch UInt32(raw.st_mode) & UInt32(S_IFMT) {
            case UInt32(S_IFREG): .file
            case UInt32(S_IFDIR): .folder
            case UInt32(S_IFLNK): .link
            case UInt32(S_IFIFO): .pipe
            case UInt32(S_IFSOCK): .socket
            default: .device
            }
        permissions = UInt32(raw.st_mode) & 0o7777
        size = Int(raw.st_size)
        #if canImport(Darwin)
        modified = Int64(raw.st_mtimespec.tv_sec)
        #else
        modified = Int64(raw.st_mtim.tv_sec)
        #endif
    }
}
