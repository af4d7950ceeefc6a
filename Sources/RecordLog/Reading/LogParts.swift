import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file taken apart so that several cores can read it: each line belongs to the part in which it begins.
@usableFromInline
struct LogParts: Sendable {
    private static let length = 8 << 20
    /// A longer line is read by one core alone, so that cores do not multiply the memory that lines may take.
    @usableFromInline static let longLine = 1 << 20

    private let file: OpenFile
    private let from: Int
    private let size: Int
    @usableFromInline let count: Int

    /// Nil where taking apart cannot help.
    @usableFromInline
    init?(_ origin: ByteOrigin, cores: Int, options: ReadingOptions) {
        guard cores > 1, case .file(let file, let from, .max) = origin, let status = try? file.status() else {
            return nil
        }
        self.init(file, from: from, size: status.size)
    }

    /// - Parameter size: any at all: a file with holes may be as large as a number can say.
    init?(_ file: OpenFile, from: Int, size: Int) {
        guard size > from else { return nil }
        self.file = file
        self.from = from
        self.size = size
        count = (size - from - 1) / Self.length + 1
        if count < 2 { return nil }
    }

    /// Where the part ends, unless it is the last and the file has grown.
    @usableFromInline
    func end(of index: Int) -> Int {
        index < count - 1 ? from + (index + 1) * Self.length : size
    }

    /// The lines that begin in the part; nil when none does.
    @usableFromInline
    func source(of index: Int, maximumLineLength: Int) -> Result<LineSource?, LogError> {
        // The last part goes to the end of the file as it is then, not as it was when we looked.
        let limit = index == count - 1 ? Int.max : end(of: index)
        do throws(LogError) {
            guard let start = index == 0 ? from : try lineStart(from + index * Self.length, limit) else {
                return .success(nil)
            }
            return .success(LineSource(.file(file, from: start, until: limit), maximumLineLength: maximumLineLength))
        } catch {
            return .failure(error)
        }
    }

    /// The offset of the first line that begins at or after an offset and before a limit.
    private func lineStart(_ offset: Int, _ limit: Int) throws(LogError) -> Int? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        // From one byte before: a line end right there means that a line begins exactly at the offset.
        var position = offset - 1
        while position < limit {
            let count = try named(.read, file.path) { () throws(SystemError) in
                try SystemCall.read(file.descriptor, into: buffer, at: position)
            }
            guard count > 0, let base = buffer.baseAddress else { return nil }
            if let found = memchr(base, 0x0A, count) {
                let start = position + (UnsafeMutableRawPointer(found) - base) + 1
                return start < limit ? start : nil
            }
            position += count
        }
        return nil
    }
}

/// What version the parts that are read next are assumed to begin with.
@usableFromInline
final class AssumedVersion: @unchecked Sendable {
    private let lock = Lock()
    private var version: Int?

    @usableFromInline
    init(_ version: Int?) {
        self.version = version
    }

    @usableFromInline var value: Int? {
        get { lock.withLock { version } }
        set { lock.withLock { version = newValue } }
    }
}

/// How many cores this process can use.
public var availableCores: Int { coreCount }

/// Computes `count` values on up to `cores` threads and takes them in their order, one at a time, on any of the threads.
@usableFromInline
func inOrder<Value: Sendable>(
    count: Int,
    cores: Int,
    compute: @Sendable (Int) -> Value,
    take: (Int, Value) -> Void
) {
    var indices = (0..<count).makeIterator()
    JSONCore.inOrder(
        cores: min(cores, count),
        next: { indices.next() },
        compute: { ($0, compute($0)) },
        take: { take($0.0, $0.1) }
    )
}
