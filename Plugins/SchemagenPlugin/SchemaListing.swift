import Foundation

/// What lies below a `Schemas` folder, by name: the plugin reads no contents.
struct SchemaListing {
    /// Every file, named through the folder as the target sees it: SwiftPM watches these paths and no others.
    private(set) var inputs: [URL] = []
    /// Names of the Swift files that come out.
    private(set) var outputs: [String] = []

    struct Fault: Error {
        let path: String
        let message: String
    }

    /// The tool's own bound: a link back to a folder above ends here.
    private static let deepest = 8

    init(of folder: URL) throws(Fault) {
        // A package that is about to get its first schemas has no folder for them.
        guard Self.isFolder(folder) else { return }
        for name in try Self.names(in: folder) {
            let path = folder.appendingPathComponent(name)
            if Self.isFolder(path) { outputs += outputNames(family: name, files: try Self.names(in: path)) }
        }
        try collect(folder, depth: 0)
    }

    private mutating func collect(_ folder: URL, depth: Int) throws(Fault) {
        if depth > Self.deepest {
            throw Fault(path: folder.path, message: "more than \(Self.deepest) folders deep: is there a loop of links?")
        }
        for name in try Self.names(in: folder) {
            let path = folder.appendingPathComponent(name)
            if Self.isFolder(path) {
                try collect(path, depth: depth + 1)
            } else {
                inputs.append(path)
            }
        }
    }

    /// Sorted because the order in which a system lists them means nothing, and hidden ones left out.
    private static func names(in folder: URL) throws(Fault) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
                .sorted()
        } catch {
            throw Fault(path: folder.path, message: "cannot be listed: \(error)")
        }
    }

    private static func isFolder(_ path: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
