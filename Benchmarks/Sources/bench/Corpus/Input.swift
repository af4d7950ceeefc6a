/// The files that readers are measured on.
enum Input: String, CaseIterable {
    /// Events as their writer orders them, compact.
    case events
    /// The same events with the members of each in random order.
    case shuffled
    /// With a space after every colon and comma, as many writers do.
    case spaced
    /// With escapes in half of the free texts.
    case escaped
    /// With three words of ten in the free texts beyond ASCII.
    case unicode
    /// With a field in each that the schema does not know.
    case unknown
    /// Sixty fields, a third of them optional.
    case wide
    /// Objects in objects, eight levels.
    case deep
    /// Two hundred doubles.
    case numbers
    /// An array of strings.
    case strings

    var isEvents: Bool {
        switch self {
        case .events, .shuffled, .spaced, .escaped, .unicode, .unknown: true
        case .wide, .deep, .numbers, .strings: false
        }
    }
}
