/// Gives a file new content, durably: whoever opens it sees the old content or the new, also after a power cut.
public func replaceFile(_ name: String, in folder: Folder, with bytes: [UInt8]) throws(LogError) {
    let path = "\(folder.path)/\(name)"
    try named(.write, path) { () throws(SystemError) in
        let aside = try writeAside(name, in: folder, bytes)
        do throws(SystemError) {
            try SystemCall.rename(aside, in: folder.descriptor, to: name, in: folder.descriptor)
        } catch {
            try? SystemCall.remove(aside, in: folder.descriptor)
            throw error
        }
    }
    try folder.synchronize()
}

private func writeAside(_ name: String, in folder: Folder, _ bytes: [UInt8]) throws(SystemError) -> String {
    // Another process may be writing one of its own.
    let aside = ".\(name).\(UInt64.random(in: .min ... .max))"
    let descriptor = try SystemCall.open(
        aside,
        [.writing, .create, .exclusive, .noLink],
        at: folder.descriptor
    )
    do throws(SystemError) {
        do throws(SystemError) {
            try SystemCall.setPermissions(0o600, of: descriptor)
            try SystemCall.writeAll(descriptor, bytes)
            try SystemCall.synchronizeAll(descriptor)
        } catch {
            try? SystemCall.close(descriptor)
            throw error
        }
        try SystemCall.close(descriptor)
        return aside
    } catch {
        try? SystemCall.remove(aside, in: folder.descriptor)
        throw error
    }
}

extension SystemCall {
    static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = try bytes.withUnsafeBufferPointer { (buffer) throws(SystemError) in
                let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[done...])
                return try FileSizeSignal.canCome
                    ? FileSizeSignal.blocked { () throws(SystemError) in try write(descriptor, rest) }
                    : write(descriptor, rest)
            }
            if count == 0 { throw .io }
            done += count
        }
    }
}

extension OpenFile {
    /// The whole content of a file that is not large.
    public func allBytes(limit: Int) throws(LogError) -> [UInt8] {
        let size = try status().size
        guard size <= limit else { throw LogError(.read, path, .other("it has \(size) bytes, more than \(limit)")) }
        return try bytes(from: 0, count: size)
    }
}
