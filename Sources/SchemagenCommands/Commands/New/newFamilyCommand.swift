import CommandLineTool
import JSONCore

let newFamilyCommand = Command(
    "family",
    "Start a family: its folder, family.json, version 1 and a fixture.",
    discussion: """
        NAME is lower case with hyphens, such as order-placed. The version of a record is told by its field "schema";
        edit family.json to tell it in another way.
        """,
    operands: .one("NAME"),
    flags: [schemasFlag],
    run: newFamily
)

@Sendable
private func newFamily(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ExitStatus {
    let name = arguments.operands[0]
    if let complaint = complaintAboutFamily(name) {
        throw CommandFailure("a family cannot be called '\(terminalSafe(name))': \(complaint)")
    }
    var schemas = arguments[schemasFlag] ?? "Schemas"
    if arguments[schemasFlag] == nil, let found = try soleSchemas(console) { schemas = found }
    let folder = joined(schemas, name)
    if try console.status(of: folder) != nil {
        throw CommandFailure(
            "\(console.safe(folder)) is there already ('schemagen new version \(name)' adds a version)"
        )
    }
    let files = NewFamily(name: name)
    try console.makeFolder(joined(folder, "fixtures/v1"))
    for (path, text) in files.texts {
        let path = joined(folder, path)
        try console.write(Array(text.utf8), to: path)
        console.print("wrote \(console.safe(path))")
    }
    console.print("Describe the records in v1.json; the next build generates \(files.swiftName).")
    return .clean
}

/// Nil when the name can be a folder, a part of file names and the root of a Swift name.
func complaintAboutFamily(_ name: String) -> String? {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    let isLower: (UInt8) -> Bool = { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard name.utf8.count <= 64, words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isLower($0) || isDigit($0) } }),
        name.utf8.first.map(isLower) ?? false
    else { return "use up to 64 lower case letters, digits and single hyphens, a letter first" }
    return ["shared", "fixtures"].contains(name) ? "that folder is for something else" : nil
}
