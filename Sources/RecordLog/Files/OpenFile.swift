/// An open descriptor that is closed when nobody holds it any longer.
///
/// A class, because several iterators of one log read the same file, each at its own place.
public final class OpenFile: Sendable {
    /// Valid as long as this object lives.
    public let descriptor: Int32
    /// As it was given, for messages.
    public let path: String
    private let closes: Bool

    /// - Parameter closes: false for a descriptor that belongs to someone else, such as standard input.
    public init(adopting descriptor: Int32, path: String, closes: Bool = true) {
        self.descriptor = descriptor
        self.path = path
        self.closes = closes
    }

    deinit {
        // Nothing was written that a failure to close could lose: writers close by hand and look at the result.
        if closes { try? SystemCall.close(descriptor) }
    }

    public func status() throws(LogError) -> FileStatus {
        do {
            return try SystemCall.status(of: descriptor)
        } catch {
            throw LogError(.inspect, path, error)
        }
    }

    /// As `reading`; nil when there is nothing at the path.
    @inline(never)
    public static func readingIfThere(_ path: String) throws(LogError) -> OpenFile? {
        do throws(LogError) {
            return try reading(path)
        } catch {
            if error.systemError == .notFound { return nil }
            throw error
        }
    }

    /// Opens a regular file for reading; folders, pipes, sockets and devices are refused rather than waited for.
    // Inlined, it makes the 6.3 optimiser fail in its callers.
    @inline(never)
    public static func reading(_ path: String) throws(LogError) -> OpenFile {
        let file: OpenFile
        do {
            file = OpenFile(adopting: try SystemCall.open(path, .reading), path: path)
        } catch {
            throw LogError(.open, path, error)
        }
        let kind = try file.status().kind
        guard kind == .file else { throw LogError(.open, path, .notAFile(kind)) }
        return file
    }
}
