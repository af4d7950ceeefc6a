import FoundationEssentials
import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram
import Testing

/// The public test data beside the checkout, or where SCHEMAGEN_TEST_DATA says.
func testData(_ folder: String) -> String? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"]
        ?? root.deletingLastPathComponent().appending(path: "shared").path
    let path = data + "/" + folder
    return FileManager.default.fileExists(atPath: path) ? path : nil
}

let schemaSuite = testData("json-schema-test-suite/remotes").map { String($0.dropLast("/remotes".count)) }
let parsingSuite = testData("json-parsing-suite/test_parsing")

func read(_ path: String) -> JSONSource? {
    FileManager.default.contents(atPath: path).map { JSONSource(path: path, bytes: Array($0)) }
}

/// The suite's remote documents by URI.
@Sendable
func remote(_ uri: String) -> JSONSource? {
    let base = "http://localhost:1234/"
    guard let schemaSuite, uri.hasPrefix(base) else { return nil }
    return read("\(schemaSuite)/remotes/\(uri.dropFirst(base.count))")
}

func jsonFiles(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
}

func compile(
    _ schema: String,
    _ options: CompileOptions = CompileOptions(assertsFormats: true),
    dialect: Dialect = .draft2020
) throws -> Program {
    var registry = SchemaRegistry(defaultDialect: dialect)
    let source = JSONSource(path: "schema.json", bytes: Array(schema.utf8))
    let document = try registry.add(source, as: "file:///schema.json")
    return try compileProgram(document.rootPosition, in: &registry, options)
}

extension Program {
    func isValid(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isValid($0) }
    }

    func violations(_ text: String) -> [Violation] {
        var text = text
        return text.withUTF8 { violations($0) }
    }

    func output(_ text: String, _ format: OutputFormat) -> JSONValue {
        var text = text
        return text.withUTF8 { output($0, format) }
    }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A few bytes of a text changed, taken away, doubled or put in.
func mutated(_ bytes: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("{}[]\",:\\u0019.-+eE tfn\n\u{e9}".utf8) + [0x00, 0xFF, 0xED, 0xC0]
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let at = Int.random(in: 0...bytes.count, using: &numbers)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0 where at < bytes.count: bytes[at] = byte
        case 1 where at < bytes.count: bytes.remove(at: at)
        case 2:
            let end = min(bytes.count, at + Int.random(in: 0...8, using: &numbers))
            bytes.insert(contentsOf: bytes[at..<end], at: at)
        default: bytes.insert(byte, at: at)
        }
    }
    return bytes
}
