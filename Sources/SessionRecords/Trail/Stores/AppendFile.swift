import RecordLog

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file to which whole lines are added at the end, by one process at a time.
final class AppendFile {
    let file: OpenFile
    private(set) var size: Int
    /// A write or sync failed and could not be undone: what is on the disk is not known.
    private var isInDoubt = false
    private let guardsSignal = FileSizeSignal.canCome
    /// Called before what a failed write left is cut off; a process that ends there leaves a torn line.
    var willTakeBack: () -> Void = {}

    /// Opens or makes the file, readable by its owner alone, and locks it against other writers.
    ///
    /// - Parameter lock: waits for the lock; another writer may add lines until it has it.
    init(
        path: String,
        lock: (Int32) throws(SystemError) -> Bool = SystemCall.lockPatiently
    ) throws(TrailError) {
        do {
            let descriptor = try SystemCall.open(path, [.both, .create, .append, .noLink])
            file = OpenFile(adopting: descriptor, path: path)
        } catch {
            if error == .symbolicLink { throw .isLink(path: path) }
            throw .file(LogError(.open, path, .system(error)))
        }
        _ = try fileSize(file)
        guard (try? lock(file.descriptor)) == true else { throw .inUse(path: path) }
        // Not what it was before: whatever another writer added meanwhile must not be cut off later.
        size = try fileSize(file)
        try synchronizeFolder()
    }

    /// Adds the line and its newline with one write where the system allows. What a failed write left is cut off
    /// again, so that the next line does not run into it.
    func append(_ line: [UInt8]) throws(TrailError) {
        guard !isInDoubt else { throw .durabilityLost(path: file.path) }
        let bytes = line + [0x0A]
        var written = 0
        while written < bytes.count {
            do throws(SystemError) {
                written += try bytes.withUnsafeBufferPointer { (all) throws(SystemError) in
                    try write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[written...])))
                }
            } catch {
                if written > 0 {
                    willTakeBack()
                    do { try SystemCall.truncate(file.descriptor, to: size) } catch { isInDoubt = true }
                }
                throw .file(LogError(.write, file.path, .system(error)))
            }
        }
        size += bytes.count
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        guard guardsSignal else { return try SystemCall.write(file.descriptor, bytes) }
        return try FileSizeSignal.blocked { () throws(SystemError) in try SystemCall.write(file.descriptor, bytes) }
    }

    /// Makes all lines durable. A sync that failed is not tried again: the system may have dropped the pages and
    /// would say that all is well.
    func synchronize() throws(TrailError) {
        guard !isInDoubt else { throw .durabilityLost(path: file.path) }
        do { try SystemCall.synchronize(file.descriptor) } catch {
            isInDoubt = true
            throw .file(LogError(.flush, file.path, .system(error)))
        }
    }

    func truncate(to size: Int) throws(TrailError) {
        do { try SystemCall.truncate(file.descriptor, to: size) } catch {
            throw .file(LogError(.write, file.path, .system(error)))
        }
        self.size = size
    }

    /// A new file's name is durable only when its folder is.
    private func synchronizeFolder() throws(TrailError) {
        let slash = file.path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let path = slash.map { String(file.path[...$0]) } ?? "."
        do throws(SystemError) {
            let folder = OpenFile(adopting: try SystemCall.open(path, [.reading, .folder]), path: path)
            try SystemCall.synchronize(folder.descriptor)
        } catch { throw .file(LogError(.flush, path, .system(error))) }
    }
}

private func fileSize(_ file: OpenFile) throws(TrailError) -> Int {
    do throws(LogError) {
        let status = try file.status()
        guard status.kind == .file else { throw LogError(.open, file.path, .notAFile(status.kind)) }
        return status.size
    } catch { throw .file(error) }
}
