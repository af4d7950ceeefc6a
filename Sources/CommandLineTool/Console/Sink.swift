import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where text goes: an open descriptor, or memory in tests.
package final class Sink {
    package let isTerminal: Bool
    /// The first failure to write: a full disk, a closed pipe. What was to be said is not said then.
    package private(set) var failure: Int32?
    package private(set) var bytes: [UInt8] = []
    private let descriptor: Int32?

    package init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    package init(memoryAsTerminal: Bool = false) {
        descriptor = nil
        isTerminal = memoryAsTerminal
    }

    package func write(_ text: String) {
        // What nobody can be told is not kept either: a run may go on for as long as its log grows.
        if failure != nil { return }
        bytes.append(contentsOf: text.utf8)
        if isTerminal || bytes.count >= 1 << 16 { flush() }
    }

    package func flush() {
        guard let descriptor, failure == nil else { return }
        failure = writeAll(bytes, to: descriptor)
        bytes.removeAll(keepingCapacity: true)
    }
}
