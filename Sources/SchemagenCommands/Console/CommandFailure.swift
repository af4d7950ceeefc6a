/// Why a command could not do its work; findings about schemas are `Diagnostic`s and not this.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String

    init(_ message: String, status: ExitStatus = .usage) {
        self.message = message
        self.status = status
    }
}
