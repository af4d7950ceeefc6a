import Foundation

/// Writes `folder/<input>.jsonl` for each input, unless a file of that size and seed is there already.
func writeCorpora(_ inputs: [Input], megabytes: Int, seed: UInt64, folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for input in inputs {
        let path = "\(folder)/\(input.rawValue).jsonl"
        let mark = "\(path).made"
        let wanted = "\(megabytes) MB, seed \(seed), format 1"
        if (try? String(contentsOfFile: mark, encoding: .utf8)) == wanted { continue }
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteUnknown) }
        var events = EventLines(input, seed: seed)
        var shapes = ShapeLines(input, seed: seed)
        var written = 0
        var chunk: [UInt8] = []
        while written < megabytes * 1_000_000 {
            let line = input.isEvents ? events.next() : shapes.next()
            chunk += line.utf8
            chunk.append(0x0A)
            written += line.utf8.count + 1
            if chunk.count > 1 << 20 {
                try file.write(contentsOf: chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: chunk)
        try file.close()
        try wanted.write(toFile: mark, atomically: true, encoding: .utf8)
    }
}
