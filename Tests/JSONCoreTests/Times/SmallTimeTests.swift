import Testing

@testable import JSONCore

@Suite struct SmallTimeTests {
    @Test func dates() throws {
        #expect(MemoryLayout<CalendarDate>.size == 4)
        let date = try #require(CalendarDate("2024-02-29"))
        #expect(date.description == "2024-02-29")
        #expect(date.daysSinceEpoch == 19_782)
        #expect(CalendarDate("2023-02-29") == nil)
        #expect(CalendarDate("2023-02-2") == nil)
        #expect(CalendarDate("2023-02-2/") == nil)
        #expect(CalendarDate("2023:02-20") == nil)
        #expect(try #require(CalendarDate("2023-12-31")) < date)
        #expect(CalendarDate(year: .max, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: 2024, month: 1, day: .min) == nil)
        #expect(CalendarDate(daysSinceEpoch: .max) == nil)
    }

    /// A time of day is what a date-time says after its date.
    @Test(arguments: [
        "00:00:00Z", "08:30:06.283185Z", "23:59:60+00:00", "15:59:60.5-08:00", "12:00:00-00:00", "12:00:00.000z",
        "12:00:00.12345678901234567890+23:59", "01:29:60+01:30", "23:59:59.999999999Z",
    ])
    func timesSurvive(_ text: String) throws {
        let time = try #require(TimeOfDay(text))
        #expect(time.description == text)
        #expect(time.writtenCount == text.utf8.count)
    }

    @Test func timeValues() throws {
        let time = try #require(TimeOfDay("23:30:00.5+01:00"))
        #expect(time.secondOfDay == 84_600)
        #expect(time.nanoseconds == 500_000_000)
        #expect(time.offsetMinutes == 60)
        #expect(TimeOfDay(hour: 8, minute: 5, nanoseconds: 1_000_000)?.description == "08:05:00.001Z")
        #expect(TimeOfDay(hour: 24, minute: 0) == nil)
        #expect(TimeOfDay(hour: 0, minute: 0, nanoseconds: 1, fractionDigits: 3) == nil)
        let early = try #require(TimeOfDay("10:00:00+02:00"))
        let late = try #require(TimeOfDay("09:00:00Z"))
        #expect(early < late)
        let leap = try #require(TimeOfDay("23:59:60Z"))
        #expect(leap > (try #require(TimeOfDay("23:59:59.9Z"))))
        #expect(leap.isLeapSecond)
    }

    @Test func timesAgreeWithTimestamps() {
        let seed: UInt64 = 77
        var random = RandomSource(seed: seed)
        let alphabet = Array("0123456789012345678901234:.Zz+-".utf8)
        let prefix = Array("2024-05-15T".utf8)
        var accepted = 0
        var failures: [String] = []
        for _ in 0..<randomRounds {
            var text = Array(
                ["12:34:56Z", "12:34:56.123456789+05:30", "23:59:59.1234567891-08:00"].randomElement(using: &random)?
                    .utf8 ?? "".utf8
            )
            for _ in 0..<random.next() % 4 {
                let at = Int(random.next() % UInt64(text.count))
                if random.next() % 6 == 0 {
                    text.remove(at: at)
                } else {
                    text[at] = alphabet[Int(random.next() % UInt64(alphabet.count))]
                }
            }
            let time = TimeOfDay(String(decoding: text, as: UTF8.self))
            let stamp = Timestamp(String(decoding: prefix + text, as: UTF8.self))
            if time?.isLeapSecond == true { continue }
            var agrees = (time == nil) == (stamp == nil)
            if let time, let stamp {
                accepted += 1
                let local = Int64(time.secondOfDay) - Int64(time.offsetMinutes) * 60 + 1_715_731_200
                agrees =
                    time.nanoseconds == stamp.nanoseconds && time.offsetMinutes == stamp.offsetMinutes
                    && local == stamp.secondsSinceEpoch && time.description.utf8.elementsEqual(text)
            }
            if !agrees { failures.append(String(decoding: text, as: UTF8.self)) }
        }
        #expect(failures == [], "seed \(seed)")
        #expect(accepted > randomRounds / 4)
    }

    @Test func durations() throws {
        let long = try #require(ISODuration("P3Y6M4DT12H30M5S"))
        #expect(long.description == "P3Y6M4DT12H30M5S")
        #expect(ISODuration.Unit.allCases.map { long[$0] } == [3, 6, 0, 4, 12, 30, 5])
        #expect(ISODuration("PT5M")?[.minutes] == 5)
        #expect(ISODuration("PT5M")?[.months] == 0)
        #expect(ISODuration("P02W")?[.weeks] == 2)
        let huge = try #require(ISODuration("P99999999999999999999D"))
        #expect(huge[.days] == nil)
        #expect(huge[.years] == 0)
        #expect(ISODuration("P1Y2D") == nil)
        #expect(ISODuration("") == nil)
    }
}
