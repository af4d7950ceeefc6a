import JSONCore

/// A file that is written aside and appears under its name when it is whole, or never.
final class FileInTheMaking {
    private static let bufferSize = 256 << 10

    private let name: String
    private let aside: String
    private let folder: Folder
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isOpen = true
    private var isPublished = false

    /// - Throws: also when the name is taken already, so that it is told before the work and not after it.
    init(_ name: String, in folder: Folder) throws(LogError) {
        try requireFree(name, in: folder)
        self.name = name
        self.folder = folder
        let aside = ".\(name).\(UInt64.random(in: .min ... .max))"
        self.aside = aside
        descriptor = try named(.create, "\(folder.path)/\(aside)") { () throws(SystemError) in
            try SystemCall.open(aside, [.writing, .create, .exclusive, .noLink], at: folder.descriptor)
        }
        // Best effort, as for any writer: retention sees that it is in use.
        _ = try? SystemCall.lock(descriptor)
        buffer.reserveCapacity(Self.bufferSize + 4096)
    }

    deinit {
        if isOpen { try? SystemCall.close(descriptor) }
        try? SystemCall.remove(aside, in: folder.descriptor)
    }

    func append(_ text: borrowing JSONWriter) throws(LogError) {
        text.withBytes { buffer += $0 }
        if buffer.count >= Self.bufferSize { try empty() }
    }

    private func empty() throws(LogError) {
        try named(.write, path) { () throws(SystemError) in try SystemCall.writeAll(descriptor, buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    private var path: String { "\(folder.path)/\(name)" }

    /// Gives the file its name, durably; a name that is taken is an error.
    func publish() throws(LogError) {
        try empty()
        try named(.create, path) { () throws(SystemError) in
            try SystemCall.setPermissions(0o600, of: descriptor)
            try SystemCall.synchronizeAll(descriptor)
            isOpen = false
            try SystemCall.close(descriptor)
            // A link, because a rename would replace what is there.
            try SystemCall.link(aside, in: folder.descriptor, as: name, in: folder.descriptor)
            isPublished = true
            try SystemCall.remove(aside, in: folder.descriptor)
        }
        try folder.synchronize()
    }

    /// Removes the file under its name, if it came to have it: for what is no use without another that failed.
    func takeBack() {
        guard isPublished else { return }
        isPublished = false
        try? SystemCall.remove(name, in: folder.descriptor)
    }
}

// Inlined, the likes of it make the 6.3 optimiser fail in their callers.
@inline(never)
private func requireFree(_ name: String, in folder: Folder) throws(LogError) {
    let path = "\(folder.path)/\(name)"
    do throws(SystemError) {
        _ = try SystemCall.status(at: name, in: folder.descriptor)
    } catch {
        if error == .notFound { return }
        throw LogError(.inspect, path, error)
    }
    throw LogError(.create, path, SystemError.exists)
}
