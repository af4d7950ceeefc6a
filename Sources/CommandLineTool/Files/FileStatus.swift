#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whether there is anything of that name, were it a link that leads nowhere.
package func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

package func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

/// What a path names, symbolic links followed.
package struct FileStatus: Hashable {
    package enum Kind: Hashable {
        case file, folder, other
    }

    package let kind: Kind
    /// Device and number tell a folder that a loop of links leads back to.
    package let device: UInt64
    package let number: UInt64

    /// Nil when there is nothing of that name.
    package init?(of path: String) throws(SystemFault) {
        var status = stat()
        if stat(path, &status) != 0 {
            let fault = SystemFault("look at", errno)
            if fault.isMissing { return nil }
            throw fault
        }
        self.init(status)
    }

    package init(of descriptor: borrowing Descriptor) throws(SystemFault) {
        var status = stat()
        if fstat(descriptor.number, &status) != 0 { throw SystemFault("look at", errno) }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}
