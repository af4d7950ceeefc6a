/// Why a command could not do its work; findings about schemas are `Diagnostic`s and not this.
package struct CommandFailure: Error {
    package var status: ExitStatus
    package var message: String

    package init(_ message: String, status: ExitStatus = .usage) {
        self.message = message
        self.status = status
    }
}
