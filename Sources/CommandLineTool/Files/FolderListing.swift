#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The names in a folder, ascending by their bytes: the order in which a system lists them means nothing.
package struct FolderListing {
    package private(set) var names: [String] = []
    /// With U+FFFD for what is not UTF-8: nothing can be opened under these.
    package private(set) var notUTF8: [String] = []

    package init(of folder: String) throws(SystemFault) {
        guard let stream = opendir(folder) else { throw SystemFault("list", errno) }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemFault("list", errno) }
                break
            }
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    if let name = String(validatingCString: $0) {
                        if name != "." && name != ".." { names.append(name) }
                    } else {
                        notUTF8.append(String(cString: $0))
                    }
                }
            }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        notUTF8.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// The names in a folder, ascending by their bytes.
package func names(in folder: String) throws(SystemFault) -> [String] {
    let listing = try FolderListing(of: folder)
    if listing.notUTF8.isEmpty { return listing.names }
    return (listing.names + listing.notUTF8).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
