import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

private let slash = UInt8(ascii: "/")

/// What stands between the slashes. By bytes, because a slash and a mark that combines with it are one `Character`.
private func parts(_ path: String) -> [Substring] {
    path.utf8.split(separator: slash).map { Substring($0) }
}

private func isAbsolute(_ path: String) -> Bool {
    path.utf8.first == slash
}

/// A path without `.`, `..` and doubled slashes, as text: links are not looked at, so it may name another file than the
/// path does. For opening there is `resolved`.
package func normalised(_ path: String) -> String {
    var kept: [Substring] = []
    for part in parts(path) where part != "." {
        if part == "..", let last = kept.last, last != ".." {
            kept.removeLast()
        } else if part != ".." || !isAbsolute(path) {
            kept.append(part)
        }
    }
    let text = kept.joined(separator: "/")
    return isAbsolute(path) ? "/" + text : text.isEmpty ? "." : text
}

/// An absolute path without `.`, `..` and doubled slashes that names what the system finds under the path.
///
/// ```
/// /home/me/logs → /data/logs          a link
/// /home/me/logs/../x.jsonl            is /data/x.jsonl, and not /home/me/x.jsonl
/// ```
///
/// Links stay but where `..` leaves what they lead to. From a `..` that leaves no folder on, the path stays as it is:
/// the system says what is wrong with it.
package func resolved(_ path: String) -> String {
    let all = parts(path)
    var kept: [Substring] = []
    for (index, part) in all.enumerated() where part != "." {
        guard part == ".." else {
            kept.append(part)
            continue
        }
        // Above the root is the root.
        if kept.isEmpty { continue }
        let left = "/" + kept.joined(separator: "/")
        var status = stat()
        if lstat(left, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            kept.removeLast()
        } else if let above = realPath(left + "/..") {
            kept = parts(above)
        } else {
            return left + "/" + all[index...].joined(separator: "/")
        }
    }
    return "/" + kept.joined(separator: "/")
}

/// The path without links; nil where there is nothing, or it may not be looked at.
private func realPath(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    // A name that is not UTF-8 could not be given on as text.
    return String(validatingCString: found)
}

package func joined(_ folder: String, _ name: String) -> String {
    if isAbsolute(name) { return name }
    if folder.isEmpty || folder == "." { return name }
    return folder.utf8.last == slash ? folder + name : folder + "/" + name
}

/// The folder that something lies in: of `a/b` it is `a`, of `a` it is `.`.
package func parentFolder(_ path: String) -> String {
    let all = parts(path)
    guard !all.isEmpty else { return path }
    let text = all.dropLast().joined(separator: "/")
    return isAbsolute(path) ? "/" + text : text.isEmpty ? "." : text
}

package func lastName(_ path: String) -> String {
    parts(path).last.map(String.init) ?? path
}

/// An absolute path as it is typed by someone who stands in `folder`: relative when it lies below.
package func shownPath(_ path: String, from folder: String) -> String {
    if sameBytes(path, folder) { return "." }
    let prefix = folder.utf8.last == slash ? folder : folder + "/"
    guard path.utf8.starts(with: prefix.utf8) else { return path }
    return String(Substring(path.utf8.dropFirst(prefix.utf8.count)))
}

extension Console {
    /// The path to open: what the system finds under the path that the user typed.
    package func absolute(_ path: String) -> String {
        resolved(joined(folder, path))
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
