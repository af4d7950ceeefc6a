/// What the process tells its caller.
package enum ExitStatus: Int32, Sendable {
    case clean = 0
    /// Findings, invalid instances, failed tests, files that differ.
    case findings = 1
    /// The command was called wrongly, or could not run.
    case usage = 2
    /// What to compare with could not be had.
    case baselineMissing = 3
}
