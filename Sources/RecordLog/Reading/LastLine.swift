import JSONCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A line found from the end of a file: where it is, and its bytes.
struct FoundLine {
    var offset: Int
    var bytes: [UInt8]
}

extension OpenFile {
    /// How much is read at a time, from the end towards the beginning.
    private static let window = 256 << 10

    /// The last whole line for which `accept` says yes, found without reading what lies before it.
    ///
    /// - Parameters:
    ///   - marker: bytes that such a line contains; lines without them are not looked at. It may hold no 0x0A.
    ///   - limit: where a line begins, before which it is looked for; the end of the file, if not given.
    ///   - isCancelled: asked now and then; when it says yes, no line is found.
    func lastLine(
        containing marker: [UInt8],
        before limit: Int = .max,
        maximumLineLength: Int,
        unless isCancelled: () -> Bool = { false },
        where accept: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(LogError) -> FoundLine? {
        var end = min(try status().size, limit)
        var size = Self.window
        let (most, overflow) = maximumLineLength.addingReportingOverflow(Self.window)
        let largest = overflow ? Int.max : most
        while end > 0, !isCancelled() {
            let from = max(0, end - size)
            var window = try bytes(from: from, count: end - from)
            // Truncated meanwhile: what is left is what there is.
            if window.count < end - from {
                end = from + window.count
                if window.isEmpty { continue }
            }
            var first = 0
            if from > 0 {
                // A line that begins before the window is looked at with the window before. The last byte may end a
                // line, but none begins after it.
                guard let lineEnd = window.dropLast().firstIndex(of: 0x0A) else {
                    if size >= largest {
                        // A line beyond the bound: stepped over, as forward reading does.
                        end = from
                        size = Self.window
                    } else {
                        size = min(size * 2, largest)
                    }
                    continue
                }
                first = lineEnd + 1
            }
            if let range = lastAccepted(in: window, from: first, marker, accept) {
                window = Array(window[range])
                return FoundLine(offset: from + range.lowerBound, bytes: window)
            }
            end = from + first
            size = Self.window
            if from == 0 { return nil }
        }
        return nil
    }

    private func lastAccepted(
        in window: [UInt8],
        from first: Int,
        _ marker: [UInt8],
        _ accept: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Range<Int>? {
        window.withUnsafeBufferPointer { (window) -> Range<Int>? in
            guard let base = window.baseAddress else { return nil }
            var found: Range<Int>?
            var place = first
            while let hitOffset = offset(of: marker, in: window, from: place) {
                var begin = hitOffset
                while begin > first, base[begin - 1] != 0x0A { begin -= 1 }
                let rest = memchr(base + hitOffset, 0x0A, window.count - hitOffset)
                let end = rest.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? window.count
                if accept(UnsafeBufferPointer(rebasing: window[begin..<end])) { found = begin..<end }
                place = end + 1
            }
            return found
        }
    }

    /// `memmem`, which is not everywhere. The last byte but one is looked for: the first and the last are quotes.
    private func offset(of marker: [UInt8], in window: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        guard let base = window.baseAddress, marker.count > 1 else { return nil }
        let probe = marker.count - 2
        var at = place + probe
        while at < window.count - 1, let hit = memchr(base + at, Int32(marker[probe]), window.count - 1 - at) {
            let found = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            let begin = found - probe
            if memcmp(base + begin, marker, marker.count) == 0 { return begin }
            at = found + 1
        }
        return nil
    }

    /// Up to `count` bytes; fewer only at the end of the file.
    func bytes(from offset: Int, count: Int) throws(LogError) -> [UInt8] {
        // All empty arrays are one, and the standard library would write its count from every thread.
        if count == 0 { return [] }
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                while initialized < count {
                    let room = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized...]
                    )
                    let read = try SystemCall.read(descriptor, into: room, at: offset + initialized)
                    if read == 0 { break }
                    initialized += read
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw LogError(.read, path, failure) }
        return bytes
    }
}

extension RecordLog {
    /// A record found from the end of a log.
    public struct LastRecord: Sendable {
        public var record: Family.Record
        /// Where its line begins, and where the line after it does.
        public var offset: Int
        public var nextOffset: Int
        /// The version that it was written in.
        public var version: Int
    }

    /// The last record with a tag, found from the end: what lies before it is not read, however large the file.
    ///
    /// - Parameter version: the version that the header at the beginning states, when the family has headers.
    public static func lastRecord(
        tagged tag: String,
        in file: OpenFile,
        statedVersion version: Int?,
        options: ReadingOptions = ReadingOptions()
    ) throws(LogError) -> LastRecord? {
        var found: (record: Family.Record, version: Int)?
        var marker = JSONWriter()
        marker.string(tag)
        let line = try file.lastLine(
            containing: marker.bytes,
            maximumLineLength: options.maximumLineLength
        ) { bytes in
            guard hasTag(bytes, tag) else { return false }
            var reader = LineReader<Family>(options: options)
            reader.statedVersion = version
            let place = LinePlace(number: 0, offset: 0, length: bytes.count)
            let read = PaddedBytes(bytes).withPointer { reader.read($0, place: place, isLast: false) }
            guard case .record(let record, let origin)? = read else { return false }
            found = (record, origin.version)
            return true
        }
        guard let line, let found else { return nil }
        return LastRecord(
            record: found.record,
            offset: line.offset,
            nextOffset: line.offset + line.bytes.count + 1,
            version: found.version
        )
    }

    private static func hasTag(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: String) -> Bool {
        guard let name = Family.telling.tag else { return false }
        return PaddedBytes(bytes).withPointer { pointer in
            var cursor = JSONCursor(at: pointer)
            cursor.skipWhitespace()
            guard let place = (try? cursor.find(name)) ?? nil else { return false }
            var value = cursor.moved(to: place)
            return (try? value.string()) == tag
        }
    }
}
