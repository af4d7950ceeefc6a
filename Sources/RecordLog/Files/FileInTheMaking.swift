import JSONCore

/// A file that is written aside and appears under its name when it is whole, or never.
final class FileInTheMaking {
    private static let bufferSize = 256 << 10

    private let name: String
    private let aside: String
    private let folder: Folder
    private let descriptor: Int32
    private var buffer: [UInt8] = []
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
        try? SystemCall.remove(aside, in: folder.descriptor)
        // Last, because the lock says until then that nobody was killed.
        try? SystemCall.close(descriptor)
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

    /// Makes the content durable, so that nothing but the name is missing.
    func finish() throws(LogError) {
        try empty()
        try named(.write, path) { () throws(SystemError) in
            try SystemCall.setPermissions(0o600, of: descriptor)
            try SystemCall.synchronizeAll(descriptor)
        }
    }

    /// Gives the file its name, durably; a name that is taken is an error.
    ///
    /// The name that it was written under stays until this object goes away, and tells later what a killed process
    /// left: see `leftOvers`.
    func publish() throws(LogError) {
        try named(.create, path) { () throws(SystemError) in
            // A link, because a rename would replace what is there.
            try SystemCall.link(aside, in: folder.descriptor, as: name, in: folder.descriptor)
            isPublished = true
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

/// What processes that were killed left of a file.
struct LeftOvers {
    /// The names that it was written under.
    var names: [String] = []
    /// Whether the name of the file itself is another name of one of these.
    var wasPublished = false
}

extension FileInTheMaking {
    /// What is still being written is locked, and not among them. Best effort: what cannot be told stays.
    static func leftOvers(of name: String, in folder: Folder) -> LeftOvers {
        var found = LeftOvers()
        let published = try? SystemCall.status(at: name, in: folder.descriptor).identity
        for candidate in (try? SystemCall.names(in: folder.descriptor)) ?? [] {
            guard candidate.hasPrefix(".\(name)."), UInt64(candidate.dropFirst(name.utf8.count + 2)) != nil,
                let descriptor = try? SystemCall.open(candidate, [.reading, .noLink], at: folder.descriptor)
            else { continue }
            let file = OpenFile(adopting: descriptor, path: candidate)
            guard (try? SystemCall.lock(descriptor)) == true, let identity = try? file.status().identity else {
                continue
            }
            found.names.append(candidate)
            if identity == published { found.wasPublished = true }
        }
        return found
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
