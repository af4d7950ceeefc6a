#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Makes the file for its owner alone, unless it is there. SQLite would let in whomever the umask lets in; the files that
/// it makes beside this one get this one's mode.
///
/// What keeps it from that is not said here: SQLite says it when it opens the file.
func makePrivateFile(_ path: String) {
    // Databases without a file, and names that SQLite may take for more than a path.
    if path.isEmpty || path == ":memory:" || path.hasPrefix("file:") { return }
    // Closing a file takes the locks with it that other connections of this process have on it. None can have any yet:
    // the file is new, and whoever opens it comes by here first and waits.
    pthread_mutex_lock(makingFile.mutex)
    defer { pthread_mutex_unlock(makingFile.mutex) }
    let descriptor = openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, mode_t(0o600))
    if descriptor >= 0 { close(descriptor) }
}

private let makingFile = MakingFile()

/// A POSIX mutex, because the standard library's `Mutex` asks for a newer macOS than this package does.
private final class MakingFile: @unchecked Sendable {
    /// Lives as long as the process.
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }
}
