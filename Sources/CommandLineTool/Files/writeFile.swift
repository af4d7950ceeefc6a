#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes a file so that a reader sees the old bytes or the new ones and never a part: to a new file beside it, which
/// then takes its name.
package func writeFile(_ bytes: [UInt8], to path: String) throws(SystemFault) {
    let draft = "\(path).new-\(getpid())"
    do throws(SystemFault) {
        let file = try Descriptor(creating: draft)
        if let code = writeAll(bytes, to: file.number) { throw SystemFault("write", code) }
    } catch {
        if error.code != EEXIST { unlink(draft) }
        throw error
    }
    if rename(draft, path) != 0 {
        let fault = SystemFault("write", errno)
        unlink(draft)
        throw fault
    }
}

package func removeFile(_ path: String) throws(SystemFault) {
    if unlink(path) != 0, errno != ENOENT { throw SystemFault("remove", errno) }
}

/// Makes a folder and those above it; one that is there is fine.
package func makeFolder(_ path: String) throws(SystemFault) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    switch code {
    case EEXIST:
        if try FileStatus(of: path)?.kind == .folder { return }
        throw SystemFault("make", EEXIST)
    case ENOENT:
        let above = parentFolder(path)
        if above == path { throw SystemFault("make", code) }
        try makeFolder(above)
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw SystemFault("make", errno) }
    default:
        throw SystemFault("make", code)
    }
}
