import CommandLineTool

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The date in UTC, `2026-12-31`, so that a waiver runs out everywhere at once. `SCHEMAGEN_TODAY` overrides it, for
/// runs that are to be repeated.
func today() -> String {
    if let stated = environment("SCHEMAGEN_TODAY"), !stated.isEmpty { return stated }
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func digits(_ value: Int32, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
}
