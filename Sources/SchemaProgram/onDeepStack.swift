#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Runs `body` on a thread with room for `EvaluationLimits.schemaDepth` open subschemas, and waits for it; nil when the
/// system has no thread to give.
///
/// Only the addresses are taken at once: memory is what `body` really uses.
func onDeepStack<Result>(_ body: () -> Result) -> Result? {
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { (work: @escaping () -> Void) in
        let box = Work(work)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 256 << 20)
        defer { pthread_attr_destroy(&attributes) }
        let pointer = Unmanaged.passUnretained(box).toOpaque()
        #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, &attributes, run(_:), pointer)
        if status == 0, let thread { pthread_join(thread, nil) }
        #else
        var thread = pthread_t()
        let status = pthread_create(&thread, &attributes, run(_:), pointer)
        if status == 0 { pthread_join(thread, nil) }
        #endif
        withExtendedLifetime(box) {}
    }
    return result
}

private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) {
        self.body = body
    }
}

#if canImport(Darwin)
private func run(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().body()
    return nil
}
#else
private func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().body() }
    return nil
}
#endif
