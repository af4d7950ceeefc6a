import Foundation
import RecordLog
import Records

/// `Codable` through Foundation's coders and through ours, on the first lines of a file: Foundation is too slow for all.
func measureCodable(path: String, rounds: Int) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    let bytes = try file.read(upToCount: 20_000_000) ?? Data()
    let lines = bytes.split(separator: 0x0A).dropLast().map { Data($0) }
    let size = lines.reduce(0) { $0 + $1.count + 1 }
    func read(_ decode: (Data) throws -> PlainEvent) -> Tally {
        var tally = Tally()
        for line in lines {
            guard let event = try? decode(line) else { continue }
            tally.records += 1
            tally.add(event.seq &+ (event.durationMs ?? 0))
            tally.add(event.toolName ?? event.model ?? "")
            tally.add(event.resultSummary ?? event.inputSummary ?? "")
        }
        tally.bytes = size
        return tally
    }
    func write(_ events: [PlainEvent], _ encode: (PlainEvent) throws -> Int) -> Tally {
        var tally = Tally()
        for event in events {
            guard let count = try? encode(event) else { continue }
            tally.bytes += count + 1
            tally.records += 1
        }
        return tally
    }
    let foundation = (JSONDecoder(), JSONEncoder())
    let ours = (RecordDecoder(), RecordEncoder())
    let events = try lines.map { try ours.0.decode(PlainEvent.self, from: Array($0)) }
    measure("Foundation JSONDecoder", "events, Codable", rounds: rounds) {
        read { try foundation.0.decode(PlainEvent.self, from: $0) }
    }
    // The generated types are Codable too: what they cost a program that leaves its decoder as it is.
    measure("Foundation JSONDecoder, generated types", "events, generated Codable", rounds: rounds) {
        var tally = Tally()
        for line in lines {
            if let event = try? foundation.0.decode(SessionEvent.Event.self, from: line) { tally.add(event) }
        }
        tally.bytes = size
        return tally
    }
    measure("ours, RecordDecoder, generated types", "events, generated Codable", rounds: rounds) {
        var tally = Tally()
        for line in lines {
            let event = line.withUnsafeBytes { try? ours.0.decode(SessionEvent.Event.self, from: $0) }
            if let event { tally.add(event) }
        }
        tally.bytes = size
        return tally
    }
    measure("ours, RecordDecoder", "events, Codable", rounds: rounds) {
        read { line in try line.withUnsafeBytes { try ours.0.decode(PlainEvent.self, from: $0) } }
    }
    measure("Foundation JSONEncoder", "events, Codable, written", rounds: rounds) {
        write(events) { try foundation.1.encode($0).count }
    }
    measure("ours, RecordEncoder", "events, Codable, written", rounds: rounds) {
        write(events) { try ours.1.encode($0).count }
    }
}
