#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An error number of the operating system.
public struct SystemError: Error, Sendable, Hashable {
    public var number: Int32

    public init(_ number: Int32) {
        self.number = number
    }

    /// The number that the last failed call of this thread left behind.
    static var last: SystemError { SystemError(errno) }

    public static let noSpace = SystemError(ENOSPC)
    public static let interrupted = SystemError(EINTR)
    public static let tryAgain = SystemError(EAGAIN)
    public static let exists = SystemError(EEXIST)
    public static let notFound = SystemError(ENOENT)
    public static let denied = SystemError(EACCES)
    public static let notAFolder = SystemError(ENOTDIR)
    public static let notEmpty = SystemError(ENOTEMPTY)
    public static let symbolicLink = SystemError(ELOOP)
    public static let notSupported = SystemError(ENOTSUP)
    public static let invalid = SystemError(EINVAL)
    public static let io = SystemError(EIO)
    public static let tooManyFiles = SystemError(EMFILE)
}

extension SystemError: CustomStringConvertible {
    /// `No space left on device (ENOSPC)`.
    public var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        _ = strerror_r(number, &buffer, buffer.count)
        let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let text = bytes.isEmpty ? "error" : String(decoding: bytes, as: UTF8.self)
        return "\(text) (\(symbol ?? String(number)))"
    }

    /// The name of the number for the errors that files give.
    public var symbol: String? {
        switch number {
        case EACCES: "EACCES"
        case EAGAIN: "EAGAIN"
        case EBADF: "EBADF"
        case EDQUOT: "EDQUOT"
        case EEXIST: "EEXIST"
        case EFBIG: "EFBIG"
        case EINTR: "EINTR"
        case EINVAL: "EINVAL"
        case EIO: "EIO"
        case EISDIR: "EISDIR"
        case ELOOP: "ELOOP"
        case EMFILE: "EMFILE"
        case ENAMETOOLONG: "ENAMETOOLONG"
        case ENFILE: "ENFILE"
        case ENOENT: "ENOENT"
        case ENOMEM: "ENOMEM"
        case ENOSPC: "ENOSPC"
        case ENOTDIR: "ENOTDIR"
        case ENOTEMPTY: "ENOTEMPTY"
        case ENXIO: "ENXIO"
        case EPERM: "EPERM"
        case EPIPE: "EPIPE"
        case EROFS: "EROFS"
        case ESTALE: "ESTALE"
        default: nil
        }
    }
}
