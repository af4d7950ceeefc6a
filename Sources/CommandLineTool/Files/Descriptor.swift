#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An open file that closes itself.
package struct Descriptor: ~Copyable {
    package let number: Int32

    /// Takes over a descriptor that is open.
    package init(owning number: Int32) {
        self.number = number
    }

    package init(reading path: String) throws(SystemFault) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        if number < 0 { throw SystemFault("open", errno) }
        self.number = number
    }

    /// A second descriptor for an open file, such as standard input.
    package init(copyOf original: Int32) throws(SystemFault) {
        let number = fcntl(original, F_DUPFD_CLOEXEC, 0)
        if number < 0 { throw SystemFault("read", errno) }
        self.number = number
    }

    /// A new file; fails when there is one.
    package init(creating path: String) throws(SystemFault) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
        if number < 0 { throw SystemFault("create", errno) }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Everything up to the end, or up to `limit` bytes: then `nil`.
    package func contents(limit: Int) throws(SystemFault) -> [UInt8]? {
        var status = stat()
        if fstat(number, &status) != 0 { throw SystemFault("read", errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw SystemFault("read", EISDIR) }
        var bytes: [UInt8] = []
        // One more than the size, so that the end is seen without growing; sizes of pipes and /proc are 0.
        var room = min(max(Int(status.st_size), 0), limit) + 1
        while true {
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: room))
            let count = try bytes.withUnsafeMutableBytes { all in
                readSome(number, into: UnsafeMutableRawBufferPointer(rebasing: all[start...]))
            }.get()
            bytes.removeLast(room - count)
            if count == 0 { return bytes }
            if bytes.count > limit { return nil }
            room = min(max(room - count, 1 << 16), limit - bytes.count + 1)
        }
    }
}
