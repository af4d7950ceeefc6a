import Foundation
import JSONCore
import RecordLog

/// The fixtures of one family in `Schemas/<family>/fixtures`.
struct FixtureFolder {
    struct Fixture: CustomStringConvertible {
        var name: String
        var bytes: [UInt8]

        var description: String { name }
    }

    let url: URL

    init(family: String) {
        url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Schemas/\(family)/fixtures")
    }

    /// The files of a subfolder with this ending, sorted by name.
    func files(_ folder: String, ending: String) throws -> [Fixture] {
        let path = url.appending(path: folder)
        return try FileManager.default.contentsOfDirectory(atPath: path.path).filter { $0.hasSuffix(ending) }.sorted()
            .map { Fixture(name: "\(folder)/\($0)", bytes: Array(try Data(contentsOf: path.appending(path: $0)))) }
    }
}

extension LineReader {
    /// Reads one line that is all of `bytes`, its line end not counted.
    mutating func read(_ bytes: [UInt8]) -> LogLine<Family.Record>? {
        var line = bytes
        while line.last == 0x0A || line.last == 0x0D { line.removeLast() }
        let padded = PaddedBytes(line)
        return padded.withPointer {
            read($0, place: LinePlace(number: 1, offset: 0, length: line.count), isLast: false)
        }
    }
}
