import Foundation
import JSONCore
import Testing

@testable import RecordLog

@Suite struct ReadingTests {
    func log(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> RecordLog<TestFamily> {
        RecordLog(reading: Array(text.utf8), options: options)
    }

    func record(_ line: TestLine) -> TestEvent? {
        if case .record(let event, _) = line { event } else { nil }
    }

    @Test func linesBecomeWhatTheyAre() {
        let text = [
            header(2), event(1), #"{"type":"EVENT","timestamp":"t","number":"x"}"#, #"{"type":"NEW","timestamp":"t"}"#,
            #"{"type":"EVENT"}"#, "[1]", "nonsense", event(2), #"{"type":"EV"#,
        ].joined(separator: "\n")
        #expect(letters(log(text)) == "rrnucccrt")
    }

    @Test(arguments: [
        ("", ""), ("\n\n \r\n\t\n", ""), ("\u{FEFF}A\n", "r"), ("\u{FEFF}", ""), ("A\r\nA\r\n", "rr"), ("A", "r"),
        ("A\n\nA", "rr"), ("A\rA\n", "t"), ("A\u{2028}A\n", "t"), ("A\nA\n\0\0\0", "rrt"), ("\0\0\0\nA\n", "cr"),
        ("A\n{\"type\"\n", "rt"), ("A\n{\"type\"\n \n\t\r\n", "rt"), ("A\n{\"type\"\n \nA\n", "rcr"),
        ("A\n[1]", "rc"), ("A\n{}\n", "rc"), ("A\nx\ny", "rct"), ("A\n\u{FEFF}A\nA", "rcr"),
    ])
    func onlyALineFeedEndsALine(text: String, expected: String) {
        #expect(letters(log(text.replacing("A", with: event(1, name: "n")))) == expected)
    }

    @Test func placesCountEveryLineAndByte() {
        let text = "\u{FEFF}\(event(1, name: "n"))\r\n\n\(event(2, name: "n"))"
        var places: [LinePlace] = []
        for case .record(_, let origin) in log(text) { places.append(origin.place) }
        let length = event(1, name: "n").utf8.count
        #expect(
            places == [
                LinePlace(number: 1, offset: 3, length: length + 1),
                LinePlace(number: 3, offset: 3 + length + 3, length: length),
            ]
        )
    }

    @Test func aHeaderStatesTheVersionOfWhatFollows() {
        let text = [event(1, name: "n"), header(2), event(2), header(1), event(3, name: "n"), header(9), event(4)]
        var numbers: [Int64] = []
        let lines = Array(log(text.joined(separator: "\n")))
        for case .record(let event, _) in lines where event.type == "EVENT" { numbers.append(event.number ?? -1) }
        #expect(numbers == [1, 2, 3])
        #expect(letters(lines) == "rrrrruu")
    }

    @Test(arguments: [2, 7, 799, 800, 801, 5_000, 262_143, 262_144, 262_145, 1_000_000])
    func aLineBeyondTheBoundIsSteppedOver(length: Int) {
        var options = ReadingOptions()
        options.maximumLineLength = length - 1
        let long = String(repeating: "x", count: length)
        let lines = Array(log("\(long)\n\(long)\n\(long)", options))
        #expect(letters(lines) == "cct")
        for line in lines {
            guard case .corrupt(let broken) = line else { continue }
            #expect(broken.reason == .tooLong)
            #expect(broken.place.length == length)
            #expect(broken.preview == String(repeating: "x", count: min(length, 200)))
        }
        options.maximumLineLength = length
        for case .corrupt(let broken) in log("\(long)\n\(long)\n", options) { #expect(broken.reason != .tooLong) }
    }

    @Test func aLongLineTakesNoMoreMemoryThanItsBound() throws {
        // A sparse file: 1 GiB of zero bytes, then a line end and a record.
        let folder = try TemporaryFolder()
        let path = try folder.write("hole.jsonl", [])
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 1 << 30)
        try handle.seekToEnd()
        try handle.write(contentsOf: Array("\n\(event(1, name: "n"))\n".utf8))
        try handle.close()
        let before = residentPeak()
        let report = try RecordLog<TestFamily>(readingFrom: path).integrity()
        #expect(report.totalLines == 2)
        #expect(report.corruptLines == 1)
        #expect(report.validLines == 1)
        #expect(residentPeak() - before < 300 << 20)
    }

    /// Zeros that a crash left, fewer than a line may have, and what a program wrote by mistake.
    @Test(arguments: [0x00, 0x78] as [UInt8])
    func whatNoRecordBeginsLikeIsNotHeld(byte: UInt8) throws {
        let length = 20 << 20
        let buffer = LineBuffer(maximumLineLength: 64 << 20)
        var left = length
        while left > 0 {
            let room = buffer.space()
            #expect(room.count <= LineBuffer.standardCapacity)
            let count = min(room.count, left)
            if let base = room.baseAddress { memset(base, Int32(byte), count) }
            buffer.commit(count)
            #expect(buffer.next(ended: false) == nil)
            left -= count
        }
        for byte in Array("\nshort\n".utf8) { withUnsafeBytes(of: byte) { buffer.append($0) } }
        let line = buffer.next(ended: false)
        #expect(line?.place.length == length)
        #expect(line?.isPartial == true)
        #expect(buffer.next(ended: false)?.place.length == 5)
    }

    @Test(arguments: ["x", "\u{0}", "\u{7F}", "}", "é"])
    func whatNoRecordBeginsLikeIsTold(_ character: String) {
        let long = String(repeating: character, count: 1 << 20)
        let text = "\(event(1, name: "n"))\n\(long)\n\(event(2, name: "n"))\n"
        let lines = Array(log(text))
        #expect(letters(lines) == "rcr")
        guard case .corrupt(let broken) = lines[1] else { return }
        #expect(broken.place.length == long.utf8.count)
        #expect(broken.reason == .notJSON(offset: 0, message: JSONFault.Kind.unexpectedByte.message))
        // As a short one.
        guard case .corrupt(let short) = Array(log("\(character)\n\(event(1, name: "n"))\n"))[0] else {
            Issue.record("\(character)")
            return
        }
        #expect(broken.reason == short.reason)
        #expect(letters(Array(log(text).lines())) == "rcr")
        #expect(log(text).count() == LineCount(lines: 3, passing: 3, tooLong: 0))
        #expect(letters(Array(log("\(event(1, name: "n"))\n\(long)"))) == "rt")
    }

    /// The bound and what is read at a time, whatever the length of the line; and afterwards little again.
    @Test(arguments: [1 << 20, 3 << 20, 100 << 20])
    func theBufferGrowsToTheBoundAndBack(length: Int) {
        let bound = 2 << 20
        let buffer = LineBuffer(maximumLineLength: bound)
        var largest = 0
        var left = length
        while left > 0 {
            let room = buffer.space()
            largest = max(largest, room.count + (buffer.pending > bound ? 0 : buffer.pending))
            let count = min(room.count, left)
            if let base = room.baseAddress { memset(base, 0x7B, count) }
            buffer.commit(count)
            #expect(buffer.next(ended: false) == nil)
            left -= count
        }
        #expect(largest <= bound + LineBuffer.standardCapacity)
        for byte in Array("\nshort\n".utf8) { withUnsafeBytes(of: byte) { buffer.append($0) } }
        let line = buffer.next(ended: false)
        #expect(line?.place.length == length)
        #expect(line?.isPartial == (length > bound))
        #expect(buffer.next(ended: false)?.place.length == 5)
        #expect(buffer.next(ended: false) == nil)
        #expect(buffer.space().count <= LineBuffer.standardCapacity)
    }

    /// No end would make a record of it, so a crash is no excuse for it, and its reason is told.
    @Test(arguments: ["", "\n", "\nA\n"])
    func aLineThatIsNestedTooDeeplyIsCorrupt(end: String) {
        let closed = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        for deep in [
            closed, String(repeating: "[", count: 100_000), #"{"type":"EVENT","timestamp":"t","x":\#(closed)}"#,
        ] {
            let text = "A\n\(deep)\(end)".replacing("A", with: event(1, name: "n"))
            let lines = Array(log(text))
            #expect(letters(lines) == (end.hasSuffix("A\n") ? "rcr" : "rc"))
            guard case .corrupt(let broken) = lines[1], case .tooDeep(let offset) = broken.reason else {
                Issue.record("\(lines[1])")
                continue
            }
            #expect(offset >= 512 && offset < 600)
            #expect(broken.reason.description.contains("nested"))
            let report = log(text).integrity()
            #expect(report.corruptLines == 1 && !report.tailTruncated && report.severity == .corruptInterior)
        }
    }

    @Test func everyCutOfALogIsReadable() {
        let text = Array([header(2), event(1), event(2, text: "é\\n"), event(3)].joined(separator: "\n").utf8)
        for count in 0...text.count {
            let pieces = text.prefix(count).split(separator: 0x0A)
            let report = RecordLog<TestFamily>(reading: Array(text.prefix(count))).integrity()
            #expect(report.totalLines == pieces.count)
            #expect(report.corruptLines == 0)
            #expect(report.validLines + (report.tailTruncated ? 1 : 0) == pieces.count)
        }
    }

    @Test func everyFlippedBitTouchesTwoLinesAtMost() {
        let lines = (0..<12).map { $0 == 0 ? header(2) : event($0, text: "abc") }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        let original = Set(RecordLog<TestFamily>(reading: text).compactMap { record($0) })
        for index in text.indices {
            for bit in 0..<8 {
                var flipped = text
                flipped[index] ^= 1 << bit
                let found = Set(RecordLog<TestFamily>(reading: flipped).compactMap { record($0) })
                // The header's version is special: a flip in it makes every line one of another version.
                if index > header(2).utf8.count { #expect(original.subtracting(found).count <= 2) }
            }
        }
    }

    @Test func whatIsNoFileIsRefused() throws {
        let folder = try TemporaryFolder()
        func cause(_ path: String) -> LogError.Cause? {
            do throws(LogError) {
                _ = try RecordLog<TestFamily>(readingFrom: path)
                return nil
            } catch {
                return error.cause
            }
        }
        #expect(cause(folder.path) == .notAFile(.folder))
        #expect(cause(folder.file("none")) == .system(.notFound))
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(cause(folder.file("pipe")) == .notAFile(.pipe))
        #expect(cause("/dev/null") == .notAFile(.device))
    }

    @Test func aPipeIsReadToItsEnd() throws {
        let pipe = Pipe()
        let text = (1...2000).map { event($0, name: "n") }.joined(separator: "\n")
        let writer = pipe.fileHandleForWriting
        Thread.detachNewThread {
            try? writer.write(contentsOf: Array(text.utf8))
            try? writer.close()
        }
        let log = try RecordLog<TestFamily>(
            readingDescriptor: pipe.fileHandleForReading.fileDescriptor,
            name: "pipe"
        )
        #expect(log.integrity().validLines == 2000)
    }

    /// The bytes are read where they lie, those of a file in a buffer: both have to say the same of every line.
    @Test(arguments: UInt64(0)..<24) func bytesAndFilesReadAlike(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var bytes = Array((seed % 3 == 0 ? "\u{FEFF}" : "").utf8)
        bytes += Array((header(2) + "\n").utf8)
        while bytes.count < 900_000 {
            switch Int.random(in: 0..<300, using: &random) {
            case 0: bytes += Array(repeating: 0, count: Int.random(in: 1...300_000, using: &random)) + [0x0A]
            case 1: bytes += Array(repeating: 0x78, count: Int.random(in: 100_000...300_000, using: &random)) + [0x0A]
            case 2:
                let text = String(repeating: "é", count: Int.random(in: 1...100_000, using: &random))
                bytes += Array((event(1, text: text) + "\n").utf8)
            case 3: bytes += Array("nonsense\n\n".utf8)
            case 4: bytes += Array((header(Int.random(in: 1...3, using: &random)) + "\n").utf8)
            default: bytes += Array((event(Int.random(in: 0..<1_000, using: &random)) + "\n").utf8)
            }
        }
        // An end inside the padding of the last lines, in a line, in front of a line feed and behind it.
        switch seed % 4 {
        case 0: break
        case 1: bytes.removeLast(Int.random(in: 1...200, using: &random))
        case 2: bytes += Array(repeating: 0x0A, count: Int.random(in: 0...130, using: &random))
        default: bytes += Array(repeating: 0x7B, count: Int.random(in: 1...400_000, using: &random))
        }
        var options = ReadingOptions()
        if seed % 5 == 0 { options.maximumLineLength = 150_000 }
        let folder = try TemporaryFolder()
        let file = try RecordLog<TestFamily>(readingFrom: folder.write("log", bytes), options: options)
        let lent = RecordLog<TestFamily>(reading: bytes, options: options)
        /// What is different first.
        func difference(_ lent: [String], _ file: [String]) -> String? {
            if lent.count != file.count { return "\(lent.count) lines, \(file.count) lines" }
            return zip(lent, file).first { $0 != $1 }.map { "\($0.prefix(300)) | \($1.prefix(300))" }
        }
        #expect(difference(lent.map(described), file.map(described)) == nil)
        #expect(difference(lent.views.map(described), file.views.map(described)) == nil)
        #expect(lent.integrity() == file.integrity())
    }

    @Test func bytesThatChangeLaterAreNotWhatIsRead() {
        var bytes = Array((header(2) + "\n" + String(repeating: event(7) + "\n", count: 20_000)).utf8)
        let lines = RecordLog<TestFamily>(reading: bytes)
        var read = 0
        for line in lines {
            // The log keeps what it was given; this array becomes another one.
            if read == 0 { for index in bytes.indices { bytes[index] = 0 } }
            #expect(read == 0 || record(line)?.number == 7)
            read += 1
        }
        #expect(read == 20_001 && bytes[0] == 0)
    }

    @Test func aReadErrorEndsTheSequenceAndIsTold() throws {
        // A descriptor that is open for writing only: every read of it fails.
        let folder = try TemporaryFolder()
        let path = try folder.write("x", Array("abc".utf8))
        let handle = try #require(FileHandle(forWritingAtPath: path))
        let log = try RecordLog<TestFamily>(readingDescriptor: handle.fileDescriptor, name: path)
        var iterator = log.makeIterator()
        #expect(iterator.next() == nil)
        #expect(iterator.failure?.action == .read)
        #expect(iterator.report.severity == .unreadable)
        #expect(iterator.report.trust == .refused(.unreadable))
        try handle.close()
    }

    @Test func aCorruptLineIsNotLostWhereTheSourceThrowsBehindIt() async throws {
        struct Broken: Error {}
        let chunks = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(Array("\(header(2))\nbad\n".utf8))
            continuation.finish(throwing: Broken())
        }
        var iterator = RecordLog<TestFamily>.lines(of: chunks).makeAsyncIterator()
        var lines: [TestLine] = []
        await #expect(throws: Broken.self) {
            while let line = try await iterator.next() { lines.append(line) }
        }
        #expect(letters(lines) == "rc")
        #expect(iterator.report.corruptLines == 1)
    }

    @Test(arguments: [1, 3, 17, 4096])
    func chunksMayEndAnywhere(size: Int) async throws {
        let text = Array("\u{FEFF}\(header(2))\r\n\(event(1))\n\nbad\n\(event(2))\n\(event(3).dropLast())".utf8)
        let chunks = AsyncStream { continuation in
            for start in stride(from: 0, to: text.count, by: size) {
                continuation.yield(text[start..<min(start + size, text.count)])
            }
            continuation.finish()
        }
        var lines: [TestLine] = []
        var iterator = RecordLog<TestFamily>.lines(of: chunks).makeAsyncIterator()
        while let line = try await iterator.next() { lines.append(line) }
        #expect(letters(lines) == "rrcrt")
        #expect(iterator.report == RecordLog<TestFamily>(reading: text).integrity())

        let bytes = AsyncStream { continuation in
            for byte in text { continuation.yield(byte) }
            continuation.finish()
        }
        lines = []
        for try await line in RecordLog<TestFamily>.lines(of: bytes) { lines.append(line) }
        #expect(letters(lines) == "rrcrt")
    }
}

/// The most memory that the process has held so far, in bytes.
func residentPeak() -> Int {
    var usage = rusage()
    #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
    #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
    #endif
}
