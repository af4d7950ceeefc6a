import CJSONScan
import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where the places of a record's fields lie while somebody looks at it, and what keeps the record's text in memory.
///
/// So a view is three words however many fields its record has, and handing it on copies no more. Most views are gone
/// when the next record is read: then the same bytes, which the caches hold, are used once more. Where one is kept, its
/// places stay where they are, and the next go behind them.
// Only who makes views takes room, one at a time, and clears it while no view is there; a view never asks the room itself.
// Its state is touched for every line, and so is not checked for exclusive access at run time.
@usableFromInline
final class ViewRoom: @unchecked Sendable {
    /// Some twenty records' worth: a view that is kept keeps this much besides its text.
    static let standardSize = 4096
    /// Zeros are put down in pieces of this size, which most objects need one of. The first piece of a block of memory says
    /// where the block before it is.
    private static let pieceSize = MemoryLayout<cjson_zeros128>.size

    @exclusivity(unchecked) var text: LineMemory
    @exclusivity(unchecked) private var block: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var size: Int
    @exclusivity(unchecked) private var used = ViewRoom.pieceSize

    init(for text: LineMemory, size: Int = ViewRoom.standardSize) {
        self.text = text
        self.size = size
        block = Self.memory(size, after: nil)
    }

    deinit {
        freeEarlier()
        free(block)
    }

    /// Makes `room` one for the next record: the same, unless views that somebody keeps have filled much of it.
    @inline(__always)
    static func renew(_ room: inout ViewRoom) {
        if isKnownUniquelyReferenced(&room) {
            room.used = pieceSize
            if room.earlier != nil { room.freeEarlier() }
        } else if room.used > room.size / 2 {
            room = ViewRoom(for: room.text, size: standardSize)
        }
    }

    /// Places for so many fields, all absent.
    @inline(__always)
    func take(_ count: Int) -> UnsafeMutablePointer<FieldPlace> {
        // One piece at least, which is written at once.
        let bytes = (max(count, 1) &* MemoryLayout<FieldPlace>.stride &+ Self.pieceSize &- 1) & ~(Self.pieceSize &- 1)
        if size &- used < bytes { enlarge(by: bytes) }
        let places = block + used
        used &+= bytes
        places.storeBytes(of: cjson_zeros128(), as: cjson_zeros128.self)
        if bytes > Self.pieceSize {
            memset(places + Self.pieceSize, 0, bytes - Self.pieceSize)
        }
        return places.assumingMemoryBound(to: FieldPlace.self)
    }

    /// Looks at what nobody keeps, and takes no room for it.
    func passing<Failure: Error>(_ look: () throws(Failure) -> Void) throws(Failure) {
        let (block, used) = (block, used)
        defer {
            // Where a larger block was needed, what comes next finds room in that one.
            if block == self.block { self.used = used }
        }
        try look()
    }

    /// More room; places that were taken stay where they are.
    @inline(never)
    private func enlarge(by bytes: Int) {
        size = max(2 * size, bytes + Self.pieceSize)
        block = Self.memory(size, after: block)
        used = Self.pieceSize
    }

    private var earlier: UnsafeMutableRawPointer? { block.load(as: UnsafeMutableRawPointer?.self) }

    @inline(never)
    private func freeEarlier() {
        while let earlier {
            block.storeBytes(of: earlier.load(as: UnsafeMutableRawPointer?.self), as: UnsafeMutableRawPointer?.self)
            free(earlier)
        }
    }

    private static func memory(_ size: Int, after earlier: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
        // As Swift's own collections do: a view can not be made without its places.
        guard let block = malloc(size) else { fatalError("there is no memory for a view") }
        block.storeBytes(of: earlier, as: UnsafeMutableRawPointer?.self)
        return block
    }
}
