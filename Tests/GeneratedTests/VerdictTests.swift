import FoundationEssentials
import JSONCore
import RecordLog
import Testing

/// Beside each golden lie records that it takes and texts that it refuses, one a line; all engines must say so.
struct VerdictTests {
    @Test(arguments: subjects)
    func `All engines give the verdict`(_ engines: Engines) throws {
        let taken = try #require(try lines("\(engines.name).taken.jsonl"))
        let refused = try #require(try lines("\(engines.name).refused.jsonl"))
        for text in taken {
            let bytes = Array(text.utf8)
            #expect(engines.owned(bytes, true) == nil, "\(engines.name) must take \(text)")
            #expect(bytes.withUnsafeBufferPointer { engines.program.isValid($0) }, "the program must take \(text)")
            #expect(engines.disagreement(on: bytes) == nil, "\(text)")
            let plain = try? JSONValue(parsing: bytes)
            let recoded = (try? engines.recoded(bytes)).flatMap { try? JSONValue(parsing: $0) }
            // Other decoders hand numbers over as Double.
            if bytes.count(where: { (0x30...0x39).contains($0) }) < 15, !text.contains("e") {
                #expect(recoded?.inSmallLetters == plain?.inSmallLetters, "Codable on \(text)")
            }
        }
        for text in refused {
            let bytes = Array(text.utf8)
            #expect(engines.takes(bytes) == false, "\(engines.name) must refuse \(text)")
            #expect(engines.disagreement(on: bytes) == nil, "\(text)")
        }
    }

    /// A writer that runs out of room at any place of a record: generated code makes room for its fixed parts and then
    /// puts them there unchecked, but for an assertion here.
    @Test(arguments: subjects)
    func `Room is made for all that is put`(_ engines: Engines) throws {
        for text in try #require(try lines("\(engines.name).taken.jsonl")) {
            let bytes = Array(text.utf8)
            let expected = try engines.rewritten(bytes)
            for capacity in 64...max(64, expected.count) {
                #expect(try engines.written(bytes, capacity) == expected)
            }
        }
    }
}

private func lines(_ name: String) throws -> [String]? {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "SwiftEmitterTests/Cases")
    for folder in try FileManager.default.contentsOfDirectory(atPath: cases.path) {
        let path = cases.appending(path: "\(folder)/records/\(name)").path
        guard let bytes = FileManager.default.contents(atPath: path) else { continue }
        return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
    return nil
}
