#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Memory behind which nothing can be read: a byte too far ends the test run.
final class GuardedMemory {
    private let base: UnsafeMutableRawPointer
    private let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    /// How many bytes there are.
    let count: Int

    init?(pages: Int = 2) {
        count = pages * page
        let size = count + page
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED, mprotect(memory + count, page, PROT_NONE) == 0
        else { return nil }
        base = memory
    }

    deinit {
        munmap(base, count + page)
    }

    /// The bytes, so that the last of them is the last that can be read.
    func place(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
        let start = base + (count - bytes.count)
        start.copyMemory(from: bytes, byteCount: bytes.count)
        return UnsafePointer(start.assumingMemoryBound(to: UInt8.self))
    }

    /// A line with its end and the padding that a cursor may read, and nothing behind.
    func place(line: [UInt8], padding: Int = 64) -> UnsafePointer<UInt8> {
        place(line + [0x0A] + (0..<padding).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    }
}
