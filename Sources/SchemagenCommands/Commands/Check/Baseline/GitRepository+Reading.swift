import CommandLineTool
import JSONCore

/// What a commit holds of the schemas.
extension GitRepository {
    /// A file of a commit, by its path from the `Schemas` folder.
    private struct Entry {
        var path: String
        var object: String
    }

    /// A commit as git names it in messages, and as people do.
    private struct Named {
        var commit: String
        var name: String
    }

    func read(_ commit: String, name: String) throws(CommandFailure) -> Baseline {
        let short = try git("rev-parse", "--short=7", commit).line
        let named = Named(commit: commit, name: "\(name)@\(short)")
        var baseline = Baseline(name: named.name, files: [:])
        var place = prefix
        var entries = try self.entries(of: named, below: place, as: "", links: 0)
        if entries.isEmpty, let former = try formerPlace(in: named) {
            place = former
            baseline.name += ":\(former.isEmpty ? "." : String(former.dropLast()))"
            entries = try self.entries(of: named, below: place, as: "", links: 0)
        }
        let texts = try contents(entries.map(\.object))
        for (entry, text) in zip(entries, texts) {
            guard let text else {
                throw CommandFailure(
                    "git has no \(entry.object) (\(terminalSafe(entry.path))): 'git fetch --refetch' brings it",
                    status: .baselineMissing
                )
            }
            baseline.files[entry.path] = text
        }
        var history: [String: [String]]?
        baseline.earlierTexts = { path in
            let objects = history ?? self.earlierObjects(below: place, before: commit)
            history = objects
            let own = objects[place + path] ?? []
            return own.isEmpty ? [] : ((try? self.contents(own)) ?? []).compactMap(\.self)
        }
        return baseline
    }

    /// What the schemas' files held in commits before this one, by path from the root, the newest first, merges as one
    /// step: as far back as this clone goes, and no further than 1,000 commits that changed them.
    private func earlierObjects(below place: String, before commit: String) -> [String: [String]] {
        guard let top = try? git("rev-parse", "--show-toplevel").line else { return [:] }
        let changes = ["--raw", "--no-abbrev", "--no-renames", "-z", "--format=", "-n", "1000"]
        let words = ["-C", top, "log", "--first-parent", "-m"] + changes + [commit]
        guard let run = try? Self.git(words + (place.isEmpty ? [] : ["--", place])), run.status == 0 else { return [:] }
        var objects: [String: [String]] = [:]
        var replaced: String?
        // ":100644 100644 0123… 4567… M", the path, and so on
        for part in run.output.split(separator: 0).map({ String(decoding: $0, as: UTF8.self) }) {
            if part.hasPrefix(":") {
                let words = part.split(separator: " ")
                replaced = words.count == 5 ? String(words[2]) : nil
            } else if let object = replaced {
                replaced = nil
                let isNew = object.contains { $0 != "0" } && !(objects[part] ?? []).contains(object)
                if isNew { objects[part, default: []].append(object) }
            }
        }
        return objects
    }

    /// The files below a place of the repository that are schemas or fixtures, links followed as in a checkout.
    private func entries(
        of named: Named,
        below place: String,
        as shown: String,
        links: Int
    ) throws(CommandFailure) -> [Entry] {
        let words = ["-C", schemas, "ls-tree", "-r", "-z", "--full-tree", named.commit]
        let listing = try Self.git(words + (place.isEmpty ? [] : ["--", place]))
        guard listing.status == 0 else {
            throw CommandFailure(
                "git cannot list \(terminalSafe(named.name)): \(terminalSafe(listing.complaint))",
                status: .baselineMissing
            )
        }
        var found: [Entry] = []
        for entry in listing.output.split(separator: 0) {
            let text = String(decoding: entry, as: UTF8.self)
            // "100644 blob 0123abcd\tpath"
            guard let tab = text.firstIndex(of: "\t") else { continue }
            let full = String(text[text.index(after: tab)...])
            let path = shown + String(decoding: full.utf8.dropFirst(place.utf8.count), as: UTF8.self)
            let words = text[..<tab].split(separator: " ")
            guard words.count == 3, isOfInterest(path) else { continue }
            switch words[0] {
            case "160000":
                throw unreachable(path, named, "is a submodule")
            case "120000":
                if lastName(path).contains("."), !path.hasSuffix(".json"), !RecordedMigrations.tells(path) { continue }
                guard let target = try contents([String(words[2])])[0], links < 8,
                    let goal = resolved(String(decoding: target, as: UTF8.self), from: full)
                else { throw unreachable(path, named, "is a symbolic link that leads out of the repository") }
                let beyond = try entries(of: named, below: goal, as: path, links: links + 1)
                if beyond.isEmpty { throw unreachable(path, named, "is a symbolic link to what is not in that commit") }
                found += beyond
            default:
                if words[1] == "blob", path.hasSuffix(".json") || RecordedMigrations.tells(path) {
                    found.append(Entry(path: path, object: String(words[2])))
                }
            }
        }
        return found
    }

    private func unreachable(_ path: String, _ named: Named, _ what: String) -> CommandFailure {
        CommandFailure(
            "\(joined(shownSchemas, terminalSafe(path))) \(what) in \(terminalSafe(named.name)), which git's object store "
                + "cannot follow: compare with a folder, as in 'schemagen check --against DIR', or commit a lock file with "
                + "'schemagen check --write-lock'",
            status: .baselineMissing
        )
    }

    /// Where a link in a repository leads, as a path from its root; nil when that is out of it.
    private func resolved(_ target: String, from link: String) -> String? {
        if target.hasPrefix("/") || target.isEmpty { return nil }
        var parts = link.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") where step != "." {
            if step != ".." {
                parts.append(String(step))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// Where schemas that were moved in this work lay before: a folder of the commit that holds the first version of one
    /// of our families, and that is not there any more. A move must not hide what else changed.
    private func formerPlace(in named: Named) throws(CommandFailure) -> String? {
        let families = try console.names(in: schemas)
        let top = try git("rev-parse", "--show-toplevel").line
        var gone: [String] = []
        var described: Set<String> = []
        let listing = try git("ls-tree", "-r", "-z", "--full-tree", "--name-only", named.commit)
        for bytes in listing.output.split(separator: 0) {
            let path = String(decoding: bytes, as: UTF8.self)
            if lastName(path) == "family.json" { described.insert(parentFolder(path)) }
            if lastName(path) == "v1.json", !lies(path, in: top) { gone.append(path) }
        }
        for path in gone {
            for family in families where path == "\(family)/v1.json" || path.hasSuffix("/\(family)/v1.json") {
                return String(path.dropLast("\(family)/v1.json".count))
            }
        }
        // The families were renamed as well.
        for path in gone where described.contains(parentFolder(path)) {
            return String(path.dropLast(lastName(parentFolder(path)).count + "/v1.json".count))
        }
        return nil
    }

    /// Whether a file lies where its path says, and not somewhere to which a link leads from there.
    private func lies(_ path: String, in top: String) -> Bool {
        var place = top
        for name in path.split(separator: "/") {
            place = joined(place, String(name))
            if !isThere(place) || isLink(place) { return false }
        }
        return true
    }

    private func isOfInterest(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[1] == "fixtures" else { return true }
        if parts[2] == "migrated" { return parts.count == 3 || RecordedMigrations.tells(path) }
        return parts.count <= 4 && versionInName(parts[2] + ".json") != nil
    }

    /// Objects by their ids; nil for those that git does not have.
    private func contents(_ objects: [String]) throws(CommandFailure) -> [[UInt8]?] {
        let request = objects.map { "\($0)\n" }.joined()
        let run = try Self.git(["-C", schemas, "cat-file", "--batch"], input: Array(request.utf8))
        var rest = run.output[...]
        return objects.map { _ in nextObject(&rest) }
    }

    /// One answer of `cat-file --batch`: `<name> blob <size>`, the bytes, a line break; or `<name> missing`.
    private func nextObject(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
        rest = rest[(end + 1)...]
        guard header.count == 3, header[1] == "blob", let size = Int(header[2]), size >= 0, rest.count > size
        else { return nil }
        let bytes = Array(rest.prefix(size))
        rest = rest.dropFirst(size + 1)
        return bytes
    }
}
