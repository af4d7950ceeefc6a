#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The calls of the operating system that the log runtime makes, all of them, with errors as Swift errors.
///
/// A call that a signal interrupted is made again, except `close`, after which the descriptor may be gone already. One
/// that is interrupted for ever is given up: a caller must not hang because a timer fires faster than a disk answers.
public enum SystemCall {
    /// How a file is opened; always closed on exec, never a controlling terminal, never waiting for a peer.
    public struct OpenMode: OptionSet, Sendable {
        public let rawValue: Int32

        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        public static let reading = OpenMode(rawValue: O_RDONLY)
        public static let writing = OpenMode(rawValue: O_WRONLY)
        public static let both = OpenMode(rawValue: O_RDWR)
        public static let create = OpenMode(rawValue: O_CREAT)
        public static let exclusive = OpenMode(rawValue: O_EXCL)
        public static let append = OpenMode(rawValue: O_APPEND)
        public static let noLink = OpenMode(rawValue: O_NOFOLLOW)
        public static let folder = OpenMode(rawValue: O_DIRECTORY)

        var flags: Int32 { rawValue | O_CLOEXEC | O_NOCTTY | O_NONBLOCK }
    }

    /// The folder that relative paths start at.
    public static var workingFolder: Int32 { AT_FDCWD }

    public static func open(
        _ path: String,
        _ mode: OpenMode,
        permissions: UInt32 = 0o600,
        at folder: Int32 = workingFolder
    ) throws(SystemError) -> Int32 {
        try retrying { openat(folder, path, mode.flags, mode_t(permissions)) }
    }

    /// Closes once, whatever it returns: the descriptor's number may belong to someone else the moment after.
    public static func close(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
        let result = Darwin.close(descriptor)
        #elseif canImport(Glibc)
        let result = Glibc.close(descriptor)
        #else
        let result = Musl.close(descriptor)
        #endif
        if result != 0, errno != EINTR { throw .last }
    }

    public static func read(
        _ descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int? = nil
    ) throws(SystemError) -> Int {
        try retrying {
            if let offset { return pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
            #if canImport(Darwin)
            return Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Glibc)
            return Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
            return Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
        }
    }

    /// One write; fewer bytes than given may have been taken.
    @inline(__always)
    public static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        #if canImport(Darwin)
        try retrying { Darwin.write(descriptor, bytes.baseAddress, bytes.count) }
        #elseif canImport(Glibc)
        try retrying { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
        #else
        try retrying { Musl.write(descriptor, bytes.baseAddress, bytes.count) }
        #endif
    }

    /// One call, whatever comes of it; -1 leaves the reason in `SystemError.last`.
    @inline(__always)
    static func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Makes the content durable. On Darwin `fsync` leaves it in the drive's cache, so the drive is asked as well.
    public static func synchronize(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
        do {
            _ = try retrying { fcntl(descriptor, F_FULLFSYNC) }
        } catch {
            // Not every file system knows it; those that do not say so with one of these.
            guard error == .notSupported || error == .invalid || error.number == ENOTTY else { throw error }
            _ = try retrying { fsync(descriptor) }
        }
        #else
        _ = try retrying { fdatasync(descriptor) }
        #endif
    }

    /// Makes content and metadata durable; for a folder, the names in it.
    public static func synchronizeAll(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
        try synchronize(descriptor)
        #else
        _ = try retrying { fsync(descriptor) }
        #endif
    }

    public static func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try retrying { fstat(descriptor, &raw) }
        return FileStatus(raw)
    }

    /// The status of what a path names; of a symbolic link itself unless links are followed.
    public static func status(
        at path: String,
        in folder: Int32 = workingFolder,
        followingLinks: Bool = false
    ) throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try retrying { fstatat(folder, path, &raw, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) }
        return FileStatus(raw)
    }

    public static func setPermissions(_ permissions: UInt32, of descriptor: Int32) throws(SystemError) {
        _ = try retrying { fchmod(descriptor, mode_t(permissions)) }
    }

    public static func truncate(_ descriptor: Int32, to size: Int) throws(SystemError) {
        _ = try retrying { ftruncate(descriptor, off_t(size)) }
    }

    public static func makeFolder(
        _ path: String,
        permissions: UInt32,
        in folder: Int32 = workingFolder
    ) throws(SystemError) {
        _ = try retrying { mkdirat(folder, path, mode_t(permissions)) }
    }

    public static func rename(
        _ old: String,
        in oldFolder: Int32,
        to new: String,
        in newFolder: Int32
    ) throws(SystemError) {
        _ = try retrying { renameat(oldFolder, old, newFolder, new) }
    }

    /// Gives a file a second name; fails when the name is taken, which `rename` would not.
    public static func link(
        _ old: String,
        in oldFolder: Int32,
        as new: String,
        in newFolder: Int32
    ) throws(SystemError) {
        _ = try retrying { linkat(oldFolder, old, newFolder, new, 0) }
    }

    public static func remove(_ name: String, in folder: Int32) throws(SystemError) {
        _ = try retrying { unlinkat(folder, name, 0) }
    }

    public static func removeFolder(_ name: String, in folder: Int32) throws(SystemError) {
        _ = try retrying { unlinkat(folder, name, AT_REMOVEDIR) }
    }

    /// Waits until the descriptor takes bytes again, at most so many milliseconds.
    static func waitUntilWritable(_ descriptor: Int32, milliseconds: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, milliseconds)
    }

    /// As `lock`, with patience: a process that was forked a moment ago has copies of all descriptors, locks included,
    /// until it runs its own program.
    public static func lockPatiently(_ descriptor: Int32) throws(SystemError) -> Bool {
        for _ in 0..<25 {
            if try lock(descriptor) { return true }
            _ = poll(nil, 0, 10)
        }
        return try lock(descriptor)
    }

    /// Takes the lock that says "somebody writes this file", without waiting; the system gives it back when the
    /// descriptor is closed, also by a crash. False when another holds it.
    public static func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error == .tryAgain { return false }
            throw error
        }
    }

    /// The names in a folder, `.` and `..` left out, in no order.
    public static func names(in folder: Int32) throws(SystemError) -> [String] {
        // A descriptor of its own: reading a folder moves the place that all copies of a descriptor share.
        let copy = try open(".", [.reading, .folder], at: folder)
        guard let stream = fdopendir(copy) else {
            let error = SystemError.last
            try? close(copy)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .last }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    static func waitUntilReadable(_ descriptor: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, -1)
    }

    /// How often a call that is interrupted is made, before that counts as an error.
    public static let interruptionPatience = 1_000

    @inline(__always)
    private static func retrying<N: FixedWidthInteger & SignedInteger>(_ call: () -> N) throws(SystemError) -> N {
        var patience = interruptionPatience
        while true {
            let result = call()
            if result >= 0 { return result }
            let error = SystemError.last
            patience -= 1
            if error != .interrupted || patience == 0 { throw error }
        }
    }
}
