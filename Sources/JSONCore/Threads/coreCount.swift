#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How many cores the system has for this process.
package var coreCount: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
