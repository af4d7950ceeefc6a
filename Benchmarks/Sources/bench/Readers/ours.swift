import Foundation
import JSONCore
import RecordLog
import Records

/// Ours on one input, through the API that a program uses: line by line, out of memory, where the peers find theirs. What
/// a file costs besides is in rows of its own.
func measureOurs(_ input: Input, path: String, rounds: Int) throws {
    let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let bytes = text.count
    let name = input.rawValue
    switch input {
    case .events, .shuffled, .spaced, .escaped, .unicode, .unknown:
        let log = RecordLog<SessionEvent>(reading: text)
        measure("ours, owned", name, rounds: rounds) { owned(log, bytes) { $0.add($1) } }
        measure("ours, views", name, rounds: rounds) {
            views(log, bytes) { $0.add($1) }
        }
        if input == .events {
            measure("ours, verdict", name + ", verdict only", rounds: rounds) { verdicts(log, bytes) }
            let file = try RecordLog<SessionEvent>(readingFrom: path)
            measure("ours, owned, out of the file", name, rounds: rounds) { owned(file, bytes) { $0.add($1) } }
            measure("ours, views, out of the file", name, rounds: rounds) { views(file, bytes) { $0.add($1) } }
            measureCounting(log, "", bytes, rounds)
            measureCounting(file, ", out of the file", bytes, rounds)
            try measureEncoding(path, rounds: rounds)
        }
    case .wide:
        let log = RecordLog<Wide>(reading: text)
        measure("ours, owned", name, rounds: rounds) {
            owned(log, bytes) { tally, record in
                tally.add(record.count0 &+ record.count19 &+ (record.extra19 ?? 0))
                tally.add(record.name0)
                tally.add(record.name19)
                tally.records += 1
            }
        }
    case .deep:
        let log = RecordLog<Deep>(reading: text)
        measure("ours, owned", name, rounds: rounds) {
            owned(log, bytes) { tally, record in
                let last = record.level.inner.inner.inner.inner.inner.inner.inner
                tally.add(record.level.index &+ last.index)
                tally.add(last.label)
                tally.records += 1
            }
        }
    case .numbers:
        let log = RecordLog<Numbers>(reading: text)
        measure("ours, owned", name, rounds: rounds) {
            owned(log, bytes) { tally, record in
                for value in record.values { tally.checksum &+= value.double.bitPattern }
                tally.records += 1
            }
        }
    case .strings:
        let log = RecordLog<Strings>(reading: text)
        measure("ours, owned", name, rounds: rounds) {
            owned(log, bytes) { tally, record in
                for text in record.texts { tally.add(text) }
                tally.records += 1
            }
        }
    }
}

@inline(__always)
private func owned<Family: RecordFamily>(
    _ log: RecordLog<Family>,
    _ bytes: Int,
    _ add: (inout Tally, consuming Family.Record) -> Void
) -> Tally {
    var tally = Tally()
    for line in log {
        if case .record(let record, _) = consume line { add(&tally, record) }
    }
    tally.bytes = bytes
    return tally
}

@inline(__always)
private func views<Family: ViewableFamily>(
    _ log: RecordLog<Family>,
    _ bytes: Int,
    _ add: (inout Tally, consuming Family.View) -> Void
) -> Tally {
    var tally = Tally()
    for line in log.views {
        if case .view(let view, _) = consume line { add(&tally, view) }
    }
    tally.bytes = bytes
    return tally
}

/// Lines that conform, and nothing else about them.
@inline(__always)
private func verdicts<Family: ViewableFamily>(_ log: RecordLog<Family>, _ bytes: Int) -> Tally {
    var tally = Tally()
    for line in log.views {
        if case .view = line { tally.records += 1 }
    }
    tally.bytes = bytes
    return tally
}

/// Lines of one variant, and of one span of time, with nothing else of them looked at.
private func measureCounting(_ log: RecordLog<SessionEvent>, _ origin: String, _ bytes: Int, _ rounds: Int) {
    let day = Timestamp("2026-02-23T00:00:00Z")
    let questions: [(String, LineFilter)] = [
        ("ours, one variant", .member("type", isOneOf: ["TOOL_RESULT"])),
        ("ours, a span of time", .member("timestamp", from: day)),
    ]
    for (name, filter) in questions {
        measure(name + origin, "events, counted", rounds: rounds) {
            let count = log.count(where: filter)
            return Tally(records: count.passing, bytes: bytes)
        }
    }
}

private func measureEncoding(_ path: String, rounds: Int) throws {
    var events: [SessionEvent.Event] = []
    for line in try RecordLog<SessionEvent>(readingFrom: path) {
        if case .record(let event, _) = line { events.append(event) }
        if events.count == 100_000 { break }
    }
    measure("ours, write", "events, written", rounds: rounds) {
        var tally = Tally()
        var writer = JSONWriter()
        for event in events {
            writer.removeAll()
            do { try event.write(to: &writer) } catch { continue }
            writer.newline()
            tally.bytes += writer.count
            tally.records += 1
        }
        return tally
    }
}
