public import JSONCore

/// What was found in one part of a log.
///
/// Records of the newest version are looked at where they lie, which checks as much as reading them does. Older ones
/// are read, because only that tells whether they can be taken to the newest.
@usableFromInline
struct PartScan<Tally: RecordTally>: Sendable {
    @usableFromInline var report = IntegrityReport()
    @usableFromInline var tally = Tally()
    /// The version in force at the end.
    @usableFromInline var stated: Int?
    /// How many lines, empty ones included.
    @usableFromInline var lines = 0
    /// The last line that is not white space, when it is a broken one: a torn tail if nothing follows in any part.
    @usableFromInline var broken: CorruptLine?

    @usableFromInline
    init(stated: Int?) {
        self.stated = stated
    }

    /// Reads to the end of the source.
    ///
    /// - Parameter passed: told now and then up to which offset was read.
    /// - Returns: false when a line was longer than `options` allow and `endsAtLongLine` says to leave it at that.
    @inlinable
    mutating func read(
        _ source: LineSource,
        _ options: ReadingOptions,
        endsAtLongLine: Bool,
        passed: ((Int) -> Void)?
    ) -> Bool {
        var reader = LineReader<Tally.Family>(options: options)
        reader.statedVersion = stated
        var nextTelling = 0
        while true {
            let place: LinePlace
            if let seen = takeView(&reader, source) {
                place = seen
            } else if let line = source.next() {
                if endsAtLongLine, line.isPartial { return false }
                var end = line.start
                if !line.isPartial, let view = reader.newestView(source.hold(line.start), end: &end) {
                    take(view)
                } else if let read = reader.read(line, logGoesOn: source.failure != nil) {
                    take(read)
                }
                place = line.place
            } else {
                break
            }
            lines = place.number
            if let passed, place.offset >= nextTelling {
                nextTelling = place.offset &+ 1 << 20
                passed(place.offset)
            }
        }
        stated = reader.statedVersion
        report.failure = source.failure
        return true
    }

    /// The next line as a view, where it is one; with nil no line was taken.
    @inlinable
    @inline(__always)
    mutating func takeView(_ reader: inout LineReader<Tally.Family>, _ source: LineSource) -> LinePlace? {
        guard let line = source.beginningHold() else { return nil }
        let before = reader.statedVersion
        var end = line.start
        guard let view = reader.newestView(consume line, end: &end) else { return nil }
        guard let place = source.pass(to: end) else {
            reader.statedVersion = before
            return nil
        }
        take(view)
        return place
    }

    @inlinable
    @inline(__always)
    mutating func take(_ view: Tally.Family.View) {
        if broken != nil { settle() }
        report.totalLines &+= 1
        report.validLines &+= 1
        tally.take(view)
    }

    @inlinable
    mutating func take(_ line: LogLine<Tally.Family.Record>) {
        switch line {
        case .record(let record, _): tally.take(record)
        case .nonconforming, .unrecognised: tally.take(unread: line)
        case .corrupt, .tornTail: break
        }
        count(line)
    }

    @usableFromInline
    mutating func count<Record>(_ line: LogLine<Record>) {
        settle()
        if case .corrupt(let line) = line, line.mayBeTorn {
            broken = line
        } else {
            report.count(line)
        }
    }

    /// Something follows the broken line.
    @usableFromInline
    mutating func settle() {
        if let line = broken { report.count(LogLine<Never>.corrupt(line)) }
        broken = nil
    }

    @usableFromInline
    mutating func append(_ next: PartScan) {
        if next.report.totalLines > 0 || next.broken != nil { settle() }
        report.append(next.report, after: lines)
        if var line = next.broken {
            line.place.number += lines
            broken = line
        }
        tally.append(next.tally)
        stated = next.stated
        lines += next.lines
    }

    /// The report on a log that ends here.
    @usableFromInline
    var finished: IntegrityReport {
        var report = report
        if let broken { report.count(LogLine<Never>.tornTail(broken)) }
        return report
    }
}

extension LineReader where Family: ViewableFamily {
    /// A record of the newest version as a view, and where its line ends; nil for any other line, with the stated version
    /// as it was.
    @inlinable
    mutating func newestView(
        _ line: consuming LineHold,
        end: inout UnsafePointer<UInt8>
    ) -> Family.View? {
        let before = statedVersion
        var told: Int?
        let start = line.start
        var c = begin(start, version: &told)
        do throws(JSONFault) {
            if told == Family.newestVersion,
                let view = try Family.view(&c, version: Family.newestVersion, in: consume line)
            {
                c.skipWhitespace()
                // Offsets in a view have 32 bits.
                if c.p.pointee == 0x0A, c.p - start <= FieldPlace.largestOffset {
                    end = c.p
                    return view
                }
            }
        } catch {}
        statedVersion = before
        return nil
    }
}
