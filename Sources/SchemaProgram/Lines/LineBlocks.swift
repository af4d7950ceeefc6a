import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Cuts a stream into blocks of whole lines, as they come: a block is what one read brought, or the longest line.
// Unchecked: `next` is called by one thread at a time, and `shelf` guards what `giveBack` changes.
final class LineBlocks: @unchecked Sendable {
    private let longestLine: Int
    /// The beginning of a line whose end is still to come, less than what one read brings.
    private var begun: [UInt8] = []
    private var isAtStart = true
    private var isInCutLine = false
    private var hasEnded = false
    /// Blocks that nobody needs any more, for the next bytes. Threads give them back.
    private let shelf = Lock()
    private var idle: [LineBlock] = []

    init(longestLine: Int) {
        self.longestLine = max(longestLine, 1)
    }

    /// The next block; nil at the end of the stream, which `read` says with 0.
    func next<Failure: Error>(
        _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> LineBlock? {
        if hasEnded { return nil }
        // A block that this thread gave back last, most often: its bytes are in the caches of this core.
        let block = shelf.withLock { idle.popLast() } ?? LineBlock()
        block.isFirst = isAtStart
        isAtStart = false
        block.begin(with: begun)
        begun.removeAll(keepingCapacity: true)
        while true {
            guard block.makeRoom() else { return cutOff(block) }
            let room = UnsafeMutableRawBufferPointer(rebasing: block.room.prefix(LineBlock.standardCapacity))
            let count = min(try read(room), room.count)
            guard count > 0 else {
                hasEnded = true
                block.end(at: block.filled)
                return block
            }
            let from = block.filled
            block.filled += count
            if isInCutLine {
                guard let found = memchr(block.bytes, 0x0A, block.filled) else {
                    block.passOver(block.filled)
                    continue
                }
                block.passOver(UnsafeRawPointer(found) - UnsafeRawPointer(block.bytes) + 1)
                block.endsCutLine = true
                isInCutLine = false
                if let end = endOfLastLine(block, from: 0) { return cut(block, at: end) }
            } else if let end = endOfLastLine(block, from: from) {
                return cut(block, at: end)
            }
            if block.filled > longestLine {
                return cutOff(block)
            }
        }
    }

    /// Hands out the beginning of a line that is too long; the rest of it is stepped over.
    private func cutOff(_ block: LineBlock) -> LineBlock {
        block.end(at: block.filled)
        block.isCut = true
        isInCutLine = true
        return block
    }

    /// A block that nobody looks at any more.
    func giveBack(_ block: LineBlock) {
        if block.isLarge { return }
        block.clear()
        shelf.withLock { idle.append(block) }
    }

    /// Behind the last line feed of the bytes from there on.
    private func endOfLastLine(_ block: LineBlock, from: Int) -> Int? {
        // From the front first: nearly every byte of a long line would be asked for nothing on the way from the end.
        guard memchr(block.bytes + from, 0x0A, block.filled - from) != nil else { return nil }
        var end = block.filled
        while block.bytes[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// Leaves the beginning of a line to the block after this one.
    private func cut(_ block: LineBlock, at end: Int) -> LineBlock {
        block.end(at: end)
        begun.append(contentsOf: UnsafeBufferPointer(start: block.bytes + end, count: block.filled - end))
        return block
    }
}
