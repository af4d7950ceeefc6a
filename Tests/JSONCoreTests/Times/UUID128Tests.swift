import Testing

@testable import JSONCore

/// Byte by byte: what the fast parser is compared with.
private func plainUUID(_ text: [UInt8]) -> UUID128? {
    guard text.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (at, byte) in text.enumerated() {
        if [8, 13, 18, 23].contains(at) {
            if byte != UInt8(ascii: "-") { return nil }
            continue
        }
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
        default: return nil
        }
        words = (words.0 << 4 | words.1 >> 60, words.1 << 4 | UInt64(digit))
    }
    return UUID128(high: words.0, low: words.1)
}

@Suite struct UUID128Tests {
    @Test func textForms() throws {
        let id = try #require(UUID128("98D80576-482E-427f-8434-7f86890ab222"))
        #expect(id.high == 0x98D8_0576_482E_427F)
        #expect(id.low == 0x8434_7F86_890A_B222)
        #expect(id.description == "98d80576-482e-427f-8434-7f86890ab222")
        #expect(id.version == 4)
        #expect(UUID128("") == nil)
        #expect(UUID128("{98d80576-482e-427f-8434-7f86890ab22}") == nil)
    }

    /// Every byte value at every place.
    @Test func everyByteAtEveryPlace() {
        let text = Array("98d80576-482e-427f-8434-7f86890AB222".utf8)
        var failures: [(Int, UInt8)] = []
        for at in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[at] = byte
                let fast = changed.withUnsafeBufferPointer { $0.baseAddress.flatMap { UUID128.parse($0, count: 36) } }
                if fast != plainUUID(changed) { failures.append((at, byte)) }
            }
        }
        #expect(failures.isEmpty, "\(failures.prefix(5))")
    }

    @Test func agreesWithThePlainParser() {
        let seed: UInt64 = 55
        var random = RandomSource(seed: seed)
        var failures = 0
        var accepted = 0
        for _ in 0..<randomRounds {
            let id = UUID128(high: random.next(), low: random.next())
            var text = [UInt8](repeating: 0, count: 36)
            text.withUnsafeMutableBufferPointer { buffer in
                if let start = buffer.baseAddress { id.write(to: start) }
            }
            let damage = random.next() % 3
            for _ in 0..<damage {
                let at = Int(random.next() % 36)
                text[at] = random.next() % 2 == 0 ? text[at] ^ 0x20 : UInt8(truncatingIfNeeded: random.next())
            }
            let fast = text.withUnsafeBufferPointer { $0.baseAddress.flatMap { UUID128.parse($0, count: 36) } }
            if fast != plainUUID(text) || (damage == 0 && fast != id) { failures += 1 }
            if fast != nil { accepted += 1 }
        }
        #expect(failures == 0, "seed \(seed)")
        #expect(accepted > randomRounds * 3 / 10)
    }

    /// A clock that goes back a minute at every call.
    @Test func strictlyIncreasingUnderASteppingClock() {
        var random = RandomSource(seed: 1)
        var generator = UUIDv7Generator()
        var clock: UInt64 = 1_700_000_000_000
        var last = UUID128(high: 0, low: 0)
        var failures = 0
        for _ in 0..<1_000_000 {
            let id = generator.next(millisecondsSinceEpoch: clock, using: &random)
            if id <= last || id.version != 7 || id.low >> 62 != 2 { failures += 1 }
            last = id
            clock -= 60_000
        }
        #expect(failures == 0)
        // Nearly all of the sequence stays in the first millisecond: the counter, not the clock, carries it.
        #expect(last.high >> 16 == 1_700_000_000_000)
    }

    @Test func millisecondsMoveOnWhenTheBitsRunOver() {
        struct Ones: RandomNumberGenerator {
            mutating func next() -> UInt64 { .max }
        }
        var ones = Ones()
        var generator = UUIDv7Generator()
        let first = generator.next(millisecondsSinceEpoch: 5, using: &ones)
        #expect(first.high == 5 << 16 | 0x77FF)
        let second = generator.next(millisecondsSinceEpoch: 4, using: &ones)
        #expect(second > first && second.high == 5 << 16 | 0x7800)
        let end = generator.next(millisecondsSinceEpoch: .max, using: &ones)
        #expect(end.high >> 16 == 1 << 48 - 1)
    }

    @Test func sharedAmongThreads() async {
        let generator = SharedUUIDv7Generator()
        let runs = await withTaskGroup(of: [UUID128].self) { group in
            for task in 0..<4 {
                group.addTask {
                    (0..<20_000).map { generator.next(millisecondsSinceEpoch: UInt64(100_000 - task * $0)) }
                }
            }
            return await group.reduce(into: [[UUID128]]()) { $0.append($1) }
        }
        for run in runs { #expect(zip(run, run.dropFirst()).allSatisfy { $0 < $1 }) }
        #expect(Set(runs.joined()).count == 80_000)
        let now = UUID128.v7()
        #expect(now < UUID128.v7())
        #expect(now.high >> 16 > 1_700_000_000_000)
    }
}
