/// The formats that JSON Schema 2020-12 defines, by their names, but for `regex`.
///
/// Earlier drafts define the same rules for those that they have: `duration` and `uuid` came with 2019-09, `idn-`
/// and `iri` formats, `date`, `time` and `relative-json-pointer` with draft 7. Only ASCII digits count anywhere.
public enum StringFormat: String, CaseIterable, Sendable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case uuid

    /// Whether `text`, in UTF-8, has this format.
    ///
    /// Time is linear in the text's length. Nothing is allocated but for internationalised host names, whose length
    /// is bounded first.
    public func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .dateTime: isDateTime(text)
        case .date: isDate(text)
        case .time: isTime(text)
        case .duration: isDuration(text)
        case .email: isEmail(text)
        case .idnEmail: isInternationalEmail(text)
        case .hostname: isHostname(text)
        case .idnHostname: isInternationalHostname(text)
        case .ipv4: isIPv4(text)
        case .ipv6: isIPv6(text)
        case .uri: isURI(text, reference: false, international: false)
        case .uriReference: isURI(text, reference: true, international: false)
        case .iri: isURI(text, reference: false, international: true)
        case .iriReference: isURI(text, reference: true, international: true)
        case .uriTemplate: isURITemplate(text)
        case .jsonPointer: isJSONPointer(text)
        case .relativeJSONPointer: isRelativeJSONPointer(text)
        case .uuid: isUUID(text)
        }
    }

    /// Whether `text` has this format.
    public func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { accepts($0) }
    }
}
