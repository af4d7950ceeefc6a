import CommandLineTool

/// The steps between versions that people have written in the sources of a package.
struct WrittenSteps {
    private struct Step: Hashable {
        /// The type that is extended: the family's, or the protocol that asks for the step.
        let owner: String
        /// `V1`, and the type's own name.
        let version: String
        let type: String
    }

    private var steps: Set<Step> = []
    /// Whether there are any sources that a step could stand in.
    private(set) var hasSources = false

    init(for schemas: String, _ console: Console) throws(CommandFailure) {
        var open: [String] = []
        if let package = try packageFolder(of: schemas, console) {
            open = [package]
        } else if try console.status(of: "Sources")?.kind == .folder {
            open = ["Sources"]
        }
        // A link may lead back to a folder that it lies in.
        var seen: Set<FileStatus> = []
        var isFirst = true
        while let folder = open.popLast() {
            guard let status = try console.status(of: folder), seen.insert(status).inserted else { continue }
            let names = try console.names(in: folder)
            // A package inside of this one compiles none of its sources.
            if names.contains("Package.swift"), !isFirst { continue }
            isFirst = false
            for name in names where !name.hasPrefix(".") && name != "Package.swift" {
                let path = joined(folder, name)
                switch try console.status(of: path)?.kind {
                case .folder where name != "Schemas" && name != "fixtures": open.append(path)
                case .file where name.hasSuffix(".swift"):
                    read(try console.read(path, limit: SchemaTexts.largestFile))
                case .folder, .file, .other, nil: break
                }
            }
        }
    }

    func holds(_ family: String, from version: Int, _ type: String) -> Bool {
        [family, family + "Upgrades"].contains { owner in
            steps.contains(Step(owner: owner, version: "V\(version)", type: type))
        }
    }

    private mutating func read(_ source: [UInt8]) {
        // What was generated calls the steps and does not write them.
        if source.starts(with: Mirror.mark) { return }
        hasSources = true
        // Most files need not be taken apart.
        if !bytesHold(source, "upgrade") { return }
        var scanner = SwiftScanner(source)
        let tokens = scanner.tokens()
        var index = 0
        while index < tokens.count {
            index += 1
            if tokens[index - 1] == .word("extension") { readExtension(tokens, &index) }
        }
    }

    /// `App.Order: Named where … { … }`, of which the name and the functions right in the body are of interest.
    private mutating func readExtension(_ tokens: [SwiftToken], _ index: inout Int) {
        var owner = ""
        while index < tokens.count, case .word(let name) = tokens[index] {
            owner = name
            index += 1
            guard index < tokens.count, tokens[index] == "." else { break }
            index += 1
        }
        while index < tokens.count, tokens[index] != "{" { index += 1 }
        var depth = 0
        while index < tokens.count {
            switch tokens[index] {
            case "{": depth += 1
            case "}": depth -= 1
            case .word("upgrade") where depth == 1 && isStaticFunction(tokens[..<index]):
                if let type = parameterType(tokens[(index + 1)...]), type.count > 1 {
                    steps.insert(Step(owner: owner, version: type[type.count - 2], type: type[type.count - 1]))
                }
            case .word, .mark: break
            }
            index += 1
            if depth == 0 { return }
        }
    }

    private func isStaticFunction(_ before: ArraySlice<SwiftToken>) -> Bool {
        guard before.last == .word("func") else { return false }
        for token in before.dropLast().reversed() {
            guard case .word(let modifier) = token else { return false }
            if modifier == "static" { return true }
        }
        return false
    }

    /// The name of the type of the one parameter of `(_ old: Order.V1.Record)`, by its parts.
    private func parameterType(_ tokens: ArraySlice<SwiftToken>) -> [String]? {
        guard let end = tokens.firstIndex(of: ")") else { return nil }
        let list = tokens[..<end]
        guard list.starts(with: ["(", .word("_")]), let colon = list.firstIndex(of: ":"), !list.contains(",") else {
            return nil
        }
        var parts: [String] = []
        var rest = list[(colon + 1)...]
        while case .word(let name)? = rest.popLast() {
            parts.insert(name, at: 0)
            if rest.popLast() != "." { break }
        }
        return parts
    }
}

/// The nearest folder above the schemas that is a package, else the nearest above where the user stands.
private func packageFolder(of schemas: String, _ console: Console) throws(CommandFailure) -> String? {
    for start in [console.absolute(schemas), console.folder] {
        var folder = start
        while true {
            if try console.status(of: joined(folder, "Package.swift"))?.kind == .file { return folder }
            let above = parentFolder(folder)
            if above == folder { break }
            folder = above
        }
    }
    return nil
}

extension SwiftToken: ExpressibleByUnicodeScalarLiteral {
    /// A mark.
    init(unicodeScalarLiteral scalar: Unicode.Scalar) {
        self = .mark(UInt8(ascii: scalar))
    }
}
