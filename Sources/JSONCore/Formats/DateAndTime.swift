// RFC 3339, section 5.6. The parsers of the typed values give the verdict, so a text that a format accepts is one
// that the type holds.

/// `date-time`; second 60 only where UTC may insert it: at the end of a month.
func isDateTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return false }
    return TimestampFields(start, count: text.count) != nil
}

/// `full-date`
func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return false }
    return CalendarDate.parse(start, count: text.count) != nil
}

/// `full-time`, which has an offset; second 60 only at 23:59 UTC.
func isTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return false }
    return TimeOfDayFields(start, count: text.count) != nil
}
