import JSONCore

// The system's calls with failures that name the path as the user would type it.
extension Console {
    package func status(of path: String) throws(CommandFailure) -> FileStatus? {
        try telling(path) { () throws(SystemFault) in try FileStatus(of: absolute(path)) }
    }

    package func names(in folder: String) throws(CommandFailure) -> [String] {
        try telling(folder) { () throws(SystemFault) in try CommandLineTool.names(in: absolute(folder)) }
    }

    package func listing(of folder: String) throws(CommandFailure) -> FolderListing {
        try telling(folder) { () throws(SystemFault) in try FolderListing(of: absolute(folder)) }
    }

    package func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        let bytes = try telling(path) { () throws(SystemFault) in
            try Descriptor(reading: absolute(path)).contents(limit: limit)
        }
        guard let bytes else {
            throw CommandFailure("\(safe(path)) is larger than \(limit >> 20) MB")
        }
        return bytes
    }

    package func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        try telling(path) { () throws(SystemFault) in try writeFile(bytes, to: absolute(path)) }
    }

    package func remove(_ path: String) throws(CommandFailure) {
        try telling(path) { () throws(SystemFault) in try removeFile(absolute(path)) }
    }

    package func makeFolder(_ path: String) throws(CommandFailure) {
        try telling(path) { () throws(SystemFault) in try CommandLineTool.makeFolder(absolute(path)) }
    }

    package func telling<Result: ~Copyable>(
        _ path: String,
        _ body: () throws(SystemFault) -> Result
    ) throws(CommandFailure) -> Result {
        do {
            return try body()
        } catch {
            throw CommandFailure(
                "cannot \(error.operation) \(safe(path)): \(errorText(error.code))"
            )
        }
    }
}
