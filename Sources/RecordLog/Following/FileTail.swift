/// The growing end of a file that may be truncated in place, renamed away and made anew.
///
/// Looked at again and again rather than watched: watching sees no change on network file systems, and nothing that
/// has to hold here may depend on a change being seen.
final class FileTail {
    enum Step {
        case line(BufferedLine)
        /// Something was read of a line that has no end yet.
        case more
        /// All that is there was handed out.
        case idle
        /// The file was truncated or written over; its lines are read from the beginning.
        case truncated
        /// The path names another file by now; its lines are read from the beginning.
        case replaced
    }

    /// As many bytes at the beginning of the file, and before the place of reading, are compared to tell a file that
    /// grew from one that was truncated and grew past that place again. One that is the same in both has to be taken
    /// for the old one: nothing that a file says of itself tells them apart. What is here of a line without its end is
    /// compared whole, before it is gone on with: halves of two lines may make a record that nobody wrote.
    private static let fingerprintLength = 64

    let path: String
    private let maximumLineLength: Int
    private var file: OpenFile?
    private var identity: FileStatus.Identity?
    private var buffer: LineBuffer
    private var offset: Int
    private var fingerprint: [UInt8] = []
    private var beginning: [UInt8] = []
    /// The fingerprint of the place where the last whole line ends.
    private var settled: [UInt8] = []
    /// A step that follows the torn line that was handed out before it.
    private var announced: Step?
    private var replacementSeen = false

    init(path: String, file: OpenFile?, offset: Int, maximumLineLength: Int) throws(LogError) {
        self.path = path
        self.maximumLineLength = maximumLineLength
        self.offset = offset
        buffer = LineBuffer(offset: offset, maximumLineLength: maximumLineLength)
        guard let file else { return }
        self.file = file
        identity = try file.status().identity
        let length = min(offset, Self.fingerprintLength)
        fingerprint = try file.bytes(from: offset - length, count: length)
        beginning = try file.bytes(from: 0, count: length)
        settled = fingerprint
    }

    func next() throws(LogError) -> Step {
        while true {
            if let line = buffer.next(ended: false) { return .line(line) }
            if let step = announced {
                announced = nil
                return step
            }
            guard let file else {
                guard try openAnew() else { return .idle }
                continue
            }
            let filling = try wasTruncated(file) ? .changed : try fill(from: file)
            switch filling {
            case .changed:
                guard try wasTakenBack(file) else { return restart(announcing: .truncated) }
                takeBack()
                continue
            case .some:
                replacementSeen = false
                if let line = buffer.next(ended: false) { return .line(line) }
                return .more
            case .none: break
            }
            guard try isReplaced() else {
                replacementSeen = false
                return .idle
            }
            // A writer may have looked at the path just before the rename: its line is given one more look.
            guard replacementSeen else {
                replacementSeen = true
                return .idle
            }
            guard try openAnew() else { return .idle }
            return restart(announcing: .replaced)
        }
    }

    /// The last line, as far as it is there, when it has no end yet; nil when that is white space only.
    var unfinished: LinePlace? {
        guard buffer.unfinished.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
        return LinePlace(number: buffer.nextLineNumber, offset: buffer.position, length: buffer.pending)
    }

    private func wasTruncated(_ file: OpenFile) throws(LogError) -> Bool {
        if try file.status().size < offset { return true }
        if try file.bytes(from: 0, count: beginning.count) != beginning { return true }
        return try file.bytes(from: offset - fingerprint.count, count: fingerprint.count) != fingerprint
    }

    /// Whether only the line that has no end yet is another one now: a writer that could not finish a line takes it back.
    private func wasTakenBack(_ file: OpenFile) throws(LogError) -> Bool {
        let place = buffer.position
        guard buffer.pending > 0, place > 0, try file.status().size >= place else { return false }
        let before = beginning.prefix(place)
        guard try file.bytes(from: 0, count: before.count).elementsEqual(before) else { return false }
        return try file.bytes(from: place - settled.count, count: settled.count) == settled
    }

    /// Goes back to the end of the last whole line.
    private func takeBack() {
        buffer.dropUnfinished()
        offset = buffer.position
        fingerprint = settled
        beginning = Array(beginning.prefix(offset))
    }

    private enum Filling {
        /// There is nothing new.
        case none
        case some
        /// The line that has no end yet is another one now.
        case changed
    }

    private func fill(from file: OpenFile) throws(LogError) -> Filling {
        let room = buffer.space()
        let count = try named(.read, path) { () throws(SystemError) in
            try SystemCall.read(file.descriptor, into: room, at: offset)
        }
        guard count > 0 else { return .none }
        // After the reading: what changed the line before it is seen then as well.
        guard try isUnfinishedLineThere(file) else { return .changed }
        buffer.commit(count)
        offset += count
        let last = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count])
        if let lineEnd = last.lastIndex(of: 0x0A) {
            settled = Array(
                (fingerprint + last[...lineEnd].suffix(Self.fingerprintLength)).suffix(Self.fingerprintLength)
            )
        }
        fingerprint = Array((fingerprint + last.suffix(Self.fingerprintLength)).suffix(Self.fingerprintLength))
        // What was read from the beginning is all there is so far, so nothing of it is missing here.
        if beginning.count < Self.fingerprintLength {
            beginning += last.prefix(Self.fingerprintLength - beginning.count)
        }
        return .some
    }

    /// Whether what is here of a line without its end still stands in the file.
    private func isUnfinishedLineThere(_ file: OpenFile) throws(LogError) -> Bool {
        let held = buffer.unfinished
        var compared = 0
        while compared < held.count {
            let part = held[compared...].prefix(LineBuffer.standardCapacity)
            let bytes = try file.bytes(from: buffer.position + compared, count: part.count)
            guard bytes.elementsEqual(part) else { return false }
            compared += part.count
        }
        return true
    }

    private func isReplaced() throws(LogError) -> Bool {
        do {
            return try SystemCall.status(at: path, followingLinks: true).identity != identity
        } catch {
            // Renamed away and not made anew yet: the old file may still grow.
            if error == .notFound { return false }
            throw LogError(.inspect, path, error)
        }
    }

    /// Opens what the path names now; false when it names nothing.
    private func openAnew() throws(LogError) -> Bool {
        guard let opened = try OpenFile.readingIfThere(path) else { return false }
        identity = try opened.status().identity
        file = opened
        return true
    }

    /// Hands out what was left of a line, then tells, then begins at the beginning.
    private func restart(announcing step: Step) -> Step {
        let torn = buffer.next(ended: true)
        let old = buffer
        buffer = LineBuffer(maximumLineLength: maximumLineLength)
        offset = 0
        fingerprint = []
        beginning = []
        settled = []
        replacementSeen = false
        guard let torn else { return step }
        announced = step
        tornHolder = old
        return .line(torn)
    }

    /// Keeps the memory of a torn line until the next step.
    private var tornHolder: LineBuffer?
}
