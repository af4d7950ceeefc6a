import Dispatch
import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Calls a function instead of ending the process when it is interrupted or terminated. The second signal ends it as
/// signals do: what waits for a disk or a reader may never see that it was asked to end.
///
/// A handler of the signal writes into a pipe. So none is lost, whenever it comes, as it could be while it is ignored
/// and not watched for yet.
final class Interruption {
    private let reading: Int32
    private let writing: Int32
    private let source: (any DispatchSourceRead)?
    private var before: [(signal: Int32, action: sigaction)] = []

    /// From here on the signals do nothing but wait for `call`.
    init() {
        guard let pipe = takePipe() else {
            reading = -1
            writing = -1
            source = nil
            return
        }
        (reading, writing) = pipe
        source = DispatchSource.makeReadSource(fileDescriptor: reading, queue: .global())
        // A parent's thread that takes no signals hands that on to what it starts.
        var watched = sigset_t()
        sigemptyset(&watched)
        for number in [SIGINT, SIGTERM] { sigaddset(&watched, number) }
        pthread_sigmask(SIG_UNBLOCK, &watched, nil)
        for number in [SIGINT, SIGTERM] {
            var old = sigaction()
            // What the process was told to ignore, as by `nohup` and by shells in the background, stays ignored.
            guard sigaction(number, nil, &old) == 0, !isIgnoring(old) else { continue }
            var new = sigaction()
            setWaking(&new)
            guard sigaction(number, &new, nil) == 0 else { continue }
            before.append((number, old))
        }
    }

    /// Not at once: `timeout` sends each signal twice, and one was enough for a process that ends by itself.
    private static let patience = DispatchTimeInterval.milliseconds(500)

    /// Calls the function at each signal, also at those that have come already.
    func call(_ body: @escaping @Sendable () -> Void) {
        // A source calls its handler for one event after the other.
        nonisolated(unsafe) var isSecond = false
        source?.setEventHandler { [reading] in
            var number: UInt8 = 0
            guard read(reading, &number, 1) == 1 else { return }
            body()
            if isSecond {
                let number = Int32(number)
                DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { endProcess(by: number) }
            }
            isSecond = true
        }
        source?.setCancelHandler { [reading, writing] in
            close(reading)
            close(writing)
        }
        source?.resume()
    }

    /// From now on signals do what they did before.
    func end() {
        guard let source else { return }
        for (number, action) in before {
            var action = action
            sigaction(number, &action, nil)
        }
        before = []
        lock.withLock { wakingDescriptor = -1 }
        source.cancel()
    }
}

/// Guards who may change the descriptor.
private let lock = Lock()
/// A signal handler has nothing else to go by.
nonisolated(unsafe) private var wakingDescriptor: Int32 = -1

/// Nil where there is one already, and where none can be had: then signals do what they do to any program.
private func takePipe() -> (reading: Int32, writing: Int32)? {
    lock.withLock { () -> (reading: Int32, writing: Int32)? in
        var ends: [Int32] = [-1, -1]
        guard wakingDescriptor < 0, pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        wakingDescriptor = ends[1]
        return (ends[0], ends[1])
    }
}

private func wake(_ signal: Int32) {
    let before = errno
    var number = UInt8(truncatingIfNeeded: signal)
    _ = write(wakingDescriptor, &number, 1)
    errno = before
}

private func endProcess(by number: Int32) {
    // It may be ending by now as it should.
    guard lock.withLock({ wakingDescriptor >= 0 }) else { return }
    // All zero is the default action.
    var action = sigaction()
    sigaction(number, &action, nil)
    // To the process, because the threads of queues take no signals.
    kill(getpid(), number)
}

private func isIgnoring(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
    unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #elseif canImport(Musl)
    unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self) == 1
    #else
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
}

private func setWaking(_ action: inout sigaction) {
    #if canImport(Darwin)
    action.__sigaction_u.__sa_handler = wake
    #elseif canImport(Musl)
    action.__sa_handler.sa_handler = wake
    #else
    action.__sigaction_handler.sa_handler = wake
    #endif
    // A call that was under way is made again: nobody else need know.
    action.sa_flags = numericCast(SA_RESTART)
}
