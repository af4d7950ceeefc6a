import Testing

@testable import JSONCore

@Suite struct TimestampTests {
    /// The usual writing with any byte at any place: read as the other initialiser reads it, or left to it.
    @Test func `The usual writing is read as any other`() {
        func same(_ bytes: [UInt8]) -> Bool {
            bytes.withUnsafeBufferPointer { bytes in
                guard let p = bytes.baseAddress else { return false }
                let other = TimestampFields(p, count: 24)
                guard let usual = UsualTime(p) else {
                    return other == nil || other?.tail.spelling != .zulu || other?.tail.fractionDigits != 3
                }
                let time = Timestamp(TimestampFields(usual))
                return other.map { Timestamp($0) } == time && FieldPlace(usual).heldTimestamp == time
            }
        }
        let texts = [
            "2026-02-23T14:30:22.123Z", "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
            "2024-02-29T00:00:00.001Z", "1900-02-28T09:08:07.065Z", "2016-12-31T23:59:60.000Z",
        ]
        for text in texts {
            let bytes = Array(text.utf8)
            for place in bytes.indices {
                for byte in UInt8.min...UInt8.max {
                    var changed = bytes
                    changed[place] = byte
                    #expect(same(changed), "\(String(decoding: changed, as: UTF8.self))")
                }
            }
        }
    }

    @Test(arguments: [
        "1970-01-01T00:00:00Z", "1963-06-19T08:30:06.283185Z", "1937-01-01T12:00:27.87+00:20",
        "1990-12-31T15:59:50.123-08:00", "1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00",
        "1963-06-19t08:30:06.283185z", "1985-04-12T00:59:59.999999999999999Z", "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59", "2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00+00:00",
        "2024-02-29T12:00:00.0Z", "2024-02-29T12:00:00.00000000Z", "2024-02-29T12:00:00.000000000Z",
        "2024-02-29T12:00:00.0000000000Z", "2024-02-29t12:00:00.123456789012345678901234567890+05:30",
        "2024-02-29T12:00:00." + "1234567890".repeated(40) + "Z",
    ])
    func textSurvives(_ text: String) throws {
        let time = try #require(Timestamp(text))
        #expect(time.description == text)
        #expect(time.writtenCount == text.utf8.count)
        let point = text.firstIndex(of: ".")
        let digits = point.map { text[text.index(after: $0)...].prefix { $0.isNumber }.count } ?? 0
        #expect(time.fractionDigits == digits)
        #expect(time.exceedsNanoseconds == (digits > 9))
    }

    /// One writer for all, as it keeps the day of the last.
    @Test func isWrittenIntoRecordsAsItDescribesItself() {
        var random = SystemRandomNumberGenerator()
        var writer = JSONWriter()
        var times: [Timestamp] = [
            "0000-01-01T00:00:00Z", "0000-02-29T23:59:59.5Z", "9999-12-31T23:59:59.999999999Z", "2000-12-31T23:59:60Z",
            "2000-02-29t00:00:00Z", "2000-02-29T00:00:00z", "2000-02-29T00:00:00+00:00", "2000-02-29T00:00:00-00:00",
            "2024-02-29T12:00:00.1234567891Z", "2024-02-29T12:00:00.000000000Z",
        ].compactMap { Timestamp($0) }
        #expect(times.count == 10)
        for _ in 0..<20_000 {
            // Often of the same day as the one before, or of the next.
            let last = times.last?.secondsSinceEpoch ?? 0
            let near = last + .random(in: -90_000...90_000, using: &random)
            let any = Int64.random(in: -62_167_219_200...253_402_300_799, using: &random)
            let digits = Int.random(in: 0...9, using: &random)
            let unit = (0..<9 - digits).reduce(1) { power, _ in power * 10 }
            let nanoseconds = Int32.random(in: 0...999_999_999, using: &random) / Int32(unit) * Int32(unit)
            let offset: Int16? = .random(using: &random) ? nil : .random(in: -1439...1439, using: &random)
            let time = Timestamp(
                secondsSinceEpoch: .random(using: &random) ? near : any,
                nanoseconds: nanoseconds,
                offsetMinutes: offset,
                fractionDigits: digits
            )
            if let time { times.append(time) }
        }
        for time in times {
            writer.removeAll()
            writer.timestamp(time)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\(time)\"")
        }
    }

    @Test func values() throws {
        #expect(MemoryLayout<Timestamp>.size == 24)
        let time = try #require(Timestamp("2024-02-29T23:30:00.25-01:00"))
        #expect(time.secondsSinceEpoch == 1_709_253_000)
        #expect(time.nanoseconds == 250_000_000)
        #expect(time.offsetMinutes == -60)
        #expect(time.fractionDigits == 2)
        let leap = try #require(Timestamp("1998-12-31T23:59:60Z"))
        #expect(leap.isLeapSecond)
        #expect(leap.secondsSinceEpoch == 915_148_799)
    }

    @Test func making() throws {
        #expect(Timestamp(secondsSinceEpoch: 0)?.description == "1970-01-01T00:00:00Z")
        #expect(Timestamp(secondsSinceEpoch: -1, nanoseconds: 5_000_000)?.description == "1969-12-31T23:59:59.005Z")
        #expect(
            Timestamp(secondsSinceEpoch: 0, offsetMinutes: -90, fractionDigits: 2)?.description
                == "1969-12-31T22:30:00.00-01:30"
        )
        #expect(Timestamp(secondsSinceEpoch: .max) == nil)
        #expect(Timestamp(secondsSinceEpoch: .min, offsetMinutes: -5) == nil)
        #expect(Timestamp(secondsSinceEpoch: 253_402_300_800) == nil)
        #expect(Timestamp(secondsSinceEpoch: 0, nanoseconds: 1, fractionDigits: 8) == nil)
        #expect(Timestamp(secondsSinceEpoch: 0, nanoseconds: 1_000_000_000) == nil)
        #expect(Timestamp(secondsSinceEpoch: 0, offsetMinutes: 1440) == nil)
        let now = Timestamp.now(fractionDigits: 3)
        #expect(Timestamp(now.description) == now)
        #expect(now.secondsSinceEpoch > 1_700_000_000)
    }

    @Test func orderIsByInstantAndThenByText() throws {
        let ascending = try [
            "0000-01-01T00:00:00+23:59", "1998-12-31T23:59:59.999Z", "1998-12-31T23:59:60Z", "1998-12-31T23:59:60.5Z",
            "1999-01-01T00:00:00Z", "1999-01-01T00:00:00.1234567891Z", "1999-01-01T00:00:00.12345678911Z",
            "1999-01-01T00:00:00.1234567892Z", "2000-01-01T00:00:00Z",
        ].map { try #require(Timestamp($0)) }
        for (i, a) in ascending.enumerated() {
            for (j, b) in ascending.enumerated() {
                #expect((a < b) == (i < j), "\(a) \(b)")
                #expect(a.isSameInstant(as: b) == (i == j), "\(a) \(b)")
            }
        }
        let same = try [
            "1999-01-01T00:00:00Z", "1999-01-01T00:00:00z", "1999-01-01t00:00:00Z", "1999-01-01T00:00:00+00:00",
            "1999-01-01T00:00:00-00:00", "1999-01-01T00:00:00.0Z", "1999-01-01T01:00:00+01:00",
            "1999-01-01T00:00:00.0000000000Z", "1999-01-01T00:00:00.00000000000Z",
        ].map { try #require(Timestamp($0)) }
        #expect(Set(same).count == same.count)
        for (i, a) in same.enumerated() {
            for (j, b) in same.enumerated() {
                #expect(a.isSameInstant(as: b))
                #expect((a < b ? 1 : 0) + (b < a ? 1 : 0) + (a == b ? 1 : 0) == 1, "\(a) \(b)")
                #expect((a == b) == (i == j))
            }
        }
    }

    @Test func everyDayOfTheCalendar() throws {
        var expected = CalendarDate(year: 0, month: 1, day: 1)
        for day in -719_528...2_932_896 {
            let date = try #require(CalendarDate(daysSinceEpoch: day))
            if date != expected || date.daysSinceEpoch != day {
                Issue.record("day \(day) is \(date)")
                return
            }
            let (year, month) = (Int(date.year), Int(date.month))
            expected =
                CalendarDate(year: year, month: month, day: Int(date.day) + 1)
                ?? CalendarDate(year: year, month: month + 1, day: 1) ?? CalendarDate(year: year + 1, month: 1, day: 1)
        }
        #expect(expected == nil)
        #expect(CalendarDate(daysSinceEpoch: -719_529) == nil)
        #expect(CalendarDate(daysSinceEpoch: 2_932_897) == nil)
    }

    /// The fast parser and the plain one agree on a million mutated texts, and what parses is written back alike.
    @Test func agreesWithThePlainParser() {
        let seed: UInt64 = 31
        var random = RandomSource(seed: seed)
        let alphabet = Array("0123456789012345678901234567890-:.TtZz+ \u{7F}/;".utf8) + [0x00, 0x80, 0xB0, 0xFF]
        var failures: [String] = []
        var parsedCount = 0
        var out = [UInt8](repeating: 0, count: 128)
        for _ in 0..<randomRounds {
            var text = randomTimestamp(&random)
            for _ in 0..<random.next() % 3 {
                let at = Int(random.next() % UInt64(text.count))
                let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
                switch random.next() % 8 {
                case 0: text.remove(at: at)
                case 1: text.insert(byte, at: at)
                default: text[at] = byte
                }
            }
            let plain = PlainTimestamp(text)
            let fast = text.withUnsafeBufferPointer { bytes in
                bytes.baseAddress.flatMap { Timestamp.parse($0, count: bytes.count) }
            }
            var agrees = (plain == nil) == (fast == nil)
            if let plain, let fast {
                parsedCount += 1
                agrees =
                    Int(fast.secondsSinceEpoch) == plain.seconds && Int(fast.nanoseconds) == plain.nanoseconds
                    && Int(fast.offsetMinutes) == plain.offset && fast.fractionDigits == plain.digits
                    && fast.spelling == plain.spelling
                let count = out.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { fast.write(to: $0) }
                }
                agrees = agrees && out.prefix(count ?? 0).elementsEqual(text)
            }
            if !agrees { failures.append(String(decoding: text, as: UTF8.self)) }
        }
        let failed = failures.count
        #expect(failed == 0, "seed \(seed): \(failures.prefix(5))")
        #expect(parsedCount > randomRounds * 3 / 10, "\(parsedCount)")
    }

    private func randomTimestamp(_ random: inout RandomSource) -> [UInt8] {
        func two(_ value: UInt64) -> [UInt8] { [UInt8(0x30 + value / 10), UInt8(0x30 + value % 10)] }
        let leap = random.next() % 8 == 0
        var text = two(random.next() % 100) + two(random.next() % 100) + [0x2D]
        if leap {
            text += Array(
                ["12-31", "06-30", "02-28", "02-29", "06-29", "07-01"].randomElement(using: &random)?.utf8 ?? "".utf8
            )
            text += Array("T23:59:60".utf8)
        } else {
            text += two(random.next() % 14) + [0x2D] + two(random.next() % 32)
            text += [random.next() % 16 == 0 ? 0x74 : 0x54] + two(random.next() % 25) + [0x3A]
            text += two(random.next() % 61) + [0x3A] + two(random.next() % 61)
        }
        let digits = random.next() % 4 == 0 ? 0 : random.next() % 14
        if digits > 0 {
            text.append(0x2E)
            for _ in 0..<digits { text.append(UInt8(0x30 + random.next() % 10)) }
        }
        switch random.next() % 4 {
        case 0, 1: text.append(random.next() % 16 == 0 ? 0x7A : 0x5A)
        case 2: text += Array("+00:00".utf8)
        default:
            text += [random.next() % 2 == 0 ? 0x2B : 0x2D] + two(random.next() % 26) + [0x3A] + two(random.next() % 62)
        }
        return text
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
