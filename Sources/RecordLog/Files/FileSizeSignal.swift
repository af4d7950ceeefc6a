#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Keeps SIGXFSZ from ending the process: a write past RLIMIT_FSIZE sends it, and its default is death.
///
/// The disposition of a signal belongs to the whole process, so a library must not set it. The signal goes to the
/// thread that writes: that thread blocks it, takes it if it came, and has its old mask back. Two calls more a write,
/// which is why they are made only where a limit is set.
package enum FileSizeSignal {
    /// Whether this process has a limit on the size of files.
    package static var canCome: Bool {
        var limit = rlimit()
        #if canImport(Glibc)
        let result = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
        let result = getrlimit(RLIMIT_FSIZE, &limit)
        #endif
        return result == 0 && limit.rlim_cur < rlim_t(Int64.max)
    }

    package static func blocked<Result>(_ body: () throws(SystemError) -> Result) throws(SystemError) -> Result {
        var wanted = sigset_t()
        var before = sigset_t()
        sigemptyset(&wanted)
        sigaddset(&wanted, SIGXFSZ)
        guard pthread_sigmask(SIG_BLOCK, &wanted, &before) == 0 else { return try body() }
        defer {
            if sigismember(&before, SIGXFSZ) == 0 {
                takePending(&wanted)
                pthread_sigmask(SIG_SETMASK, &before, nil)
            }
        }
        return try body()
    }

    private static func takePending(_ wanted: inout sigset_t) {
        var pending = sigset_t()
        sigpending(&pending)
        guard sigismember(&pending, SIGXFSZ) == 1 else { return }
        var taken: Int32 = 0
        sigwait(&wanted, &taken)
    }
}
