import JSONCore

/// A path without `.`, `..` and doubled slashes, as text: links are not looked at.
package func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
        if part == "..", let last = parts.last, last != ".." {
            parts.removeLast()
        } else if part != ".." || !path.hasPrefix("/") {
            parts.append(part)
        }
    }
    let text = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
}

package func joined(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") { return name }
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// The folder that something lies in: of `a/b` it is `a`, of `a` it is `.`.
package func parentFolder(_ path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard !parts.isEmpty else { return path }
    parts.removeLast()
    let text = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
}

package func lastName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// An absolute path as it is typed by someone who stands in `folder`: relative when it lies below.
package func shownPath(_ path: String, from folder: String) -> String {
    if path == folder { return "." }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
}

extension Console {
    /// The path to open.
    package func absolute(_ path: String) -> String {
        normalised(joined(folder, path))
    }

    /// The path as the user would type it: relative when it lies below where the user stands.
    package func shown(_ path: String) -> String {
        shownPath(absolute(path), from: folder)
    }
}

extension Console {
    /// `shown`, for a message: nothing in a file's name reaches a terminal as it is.
    package func safe(_ path: String) -> String {
        terminalSafe(shown(path))
    }
}
