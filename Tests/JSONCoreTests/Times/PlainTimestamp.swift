@testable import JSONCore

/// RFC 3339's date-time read byte by byte, with nothing clever: what the fast parser is compared with.
struct PlainTimestamp: Equatable {
    var seconds = 0
    var nanoseconds = 0
    var offset = 0
    var digits = 0
    var spelling: TimeSpelling = []

    init?(_ text: [UInt8]) {
        var at = 0
        func number(_ count: Int) -> Int? {
            guard at + count <= text.count else { return nil }
            var value = 0
            for byte in text[at..<(at + count)] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte) - 0x30
            }
            at += count
            return value
        }
        func take(_ choices: String) -> Character? {
            guard at < text.count, let found = choices.first(where: { $0.asciiValue == text[at] }) else { return nil }
            at += 1
            return found
        }
        guard let year = number(4), take("-") != nil, let month = number(2), take("-") != nil, let day = number(2),
            let letter = take("Tt"), let hour = number(2), take(":") != nil, let minute = number(2), take(":") != nil,
            let second = number(2)
        else { return nil }
        if letter == "t" { spelling.insert(.lowerT) }
        if take(".") != nil {
            var unit = 100_000_000
            while at < text.count, let digit = number(1) {
                nanoseconds += digit * unit
                unit /= 10
                digits += 1
            }
            if digits == 0 { return nil }
        }
        guard let zone = take("Zz+-") else { return nil }
        if zone == "Z" || zone == "z" {
            spelling.insert(.zulu)
            if zone == "z" { spelling.insert(.lowerZ) }
        } else {
            guard let hours = number(2), take(":") != nil, let minutes = number(2), hours < 24, minutes < 60 else {
                return nil
            }
            offset = (hours * 60 + minutes) * (zone == "-" ? -1 : 1)
            if offset == 0 && zone == "-" { spelling.insert(.unknownOffset) }
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard at == text.count, 1...12 ~= month, day >= 1, day <= lengths[month - 1], hour < 24, minute < 60,
            second <= 60
        else { return nil }
        var days = 0
        for past in min(year, 1970)..<max(year, 1970) {
            let length = past % 4 == 0 && (past % 100 != 0 || past % 400 == 0) ? 366 : 365
            days += year < 1970 ? -length : length
        }
        days += lengths[..<(month - 1)].reduce(0, +) + day - 1
        seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
        if second == 60 {
            // The next second, in UTC, has to be the first of a month.
            guard seconds % 86_400 == 0 else { return nil }
            let lastDay = Self.isFirstOfMonth(seconds / 86_400)
            guard lastDay else { return nil }
            seconds -= 1
            spelling.insert(.leapSecond)
        }
    }

    private static let firstDays: Set<Int> = {
        var found: Set<Int> = []
        var day = -719_528 - 31
        found.insert(day)
        day += 31
        for year in 0...10_000 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for length in [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
                found.insert(day)
                day += length
            }
        }
        return found
    }()

    private static func isFirstOfMonth(_ day: Int) -> Bool { firstDays.contains(day) }
}
