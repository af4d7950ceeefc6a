import RecordLog

/// One line of a file, without its newline.
struct FileLine {
    /// Counted from 0.
    var number: Int
    var offset: Int
    var bytes: [UInt8]
    /// False for a last line that the file ends in the middle of.
    var isTerminated: Bool
    /// Longer than the limit; `bytes` is then its beginning.
    var isTooLong: Bool

    /// Where the next line begins.
    var end: Int
}

/// No line of more bytes is held in memory; a trail refuses to write one.
let longestLine = 64 << 20

/// Calls `body` for each line from an offset on, until it says false. Only 0x0A ends a line; memory is bounded by the
/// longest line or `limit`.
func forEachLine<Failure: Error>(
    in file: OpenFile,
    from offset: Int = 0,
    number firstNumber: Int = 0,
    limit: Int = longestLine,
    _ body: (FileLine) throws(Failure) -> Bool,
    failing: (LogError) -> Failure
) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var line: [UInt8] = []
    var isTooLong = false
    var number = firstNumber
    var lineStart = offset
    var place = offset
    while true {
        let count: Int
        do throws(SystemError) {
            count = try chunk.withUnsafeMutableBufferPointer { (room) throws(SystemError) in
                try SystemCall.read(file.descriptor, into: UnsafeMutableRawBufferPointer(room), at: place)
            }
        } catch { throw failing(LogError(.read, file.path, .system(error))) }
        if count == 0 { break }
        var rest = chunk[..<count]
        while let newline = rest.firstIndex(of: 0x0A) {
            take(rest[..<newline], into: &line, limit, &isTooLong)
            let end = place + newline + 1
            let whole = FileLine(
                number: number,
                offset: lineStart,
                bytes: line,
                isTerminated: true,
                isTooLong: isTooLong,
                end: end
            )
            guard try body(whole) else { return }
            line.removeAll(keepingCapacity: true)
            isTooLong = false
            number += 1
            lineStart = end
            rest = rest[(newline + 1)...]
        }
        take(rest, into: &line, limit, &isTooLong)
        place += count
    }
    if place > lineStart {
        _ = try body(
            FileLine(
                number: number,
                offset: lineStart,
                bytes: line,
                isTerminated: false,
                isTooLong: isTooLong,
                end: place
            )
        )
    }
}

private func take(_ bytes: ArraySlice<UInt8>, into line: inout [UInt8], _ limit: Int, _ isTooLong: inout Bool) {
    let room = limit - line.count
    if bytes.count > room { isTooLong = true }
    line += bytes.prefix(room)
}
