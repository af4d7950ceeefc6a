#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the system says about an `errno`.
package func errorText(_ code: Int32) -> String {
    String(cString: strerror(code))
}

package func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// The folder the process runs in; the root when it has been deleted meanwhile.
package func currentFolder() -> String {
    guard let text = getcwd(nil, 0) else { return "/" }
    defer { free(text) }
    return String(cString: text)
}

/// Writes everything, through short writes and interruptions. Returns the `errno` of a failure.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}

/// Reads into the buffer once, through interruptions. 0 is the end.
///
/// A result and not a throwing function, because the standard library's closures over buffers lose the error's type.
package func readSome(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, SystemFault> {
    while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return .success(count) }
        if errno != EINTR { return .failure(SystemFault("read", errno)) }
    }
}

/// Whether the text stands anywhere in the bytes.
package func bytesHold(_ bytes: [UInt8], _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return bytes.withUnsafeBytes { all in
        guard var next = all.baseAddress, count > 0 else { return count == 0 }
        let end = next + all.count
        while next + count <= end {
            guard let found = memchr(next, Int32(text.utf8Start[0]), next.distance(to: end) - count + 1) else {
                return false
            }
            if memcmp(found, text.utf8Start, count) == 0 { return true }
            next = UnsafeRawPointer(found) + 1
        }
        return false
    }
}

/// A system call that failed.
package struct SystemFault: Error, Hashable {
    package let operation: String
    package let code: Int32

    package init(_ operation: String, _ code: Int32) {
        self.operation = operation
        self.code = code
    }

    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
}
