public import JSONCore

/// How the version of a line is told, from the family's `family.json`.
public struct VersionTelling: Sendable {
    public enum Rule: Sendable {
        /// A record whose tag is `tag` states in `field` the version of itself and of the records after it.
        case header(tag: StaticString, field: StaticString)
        /// Each record carries a mark.
        case field(StaticString, marks: [(version: Int, value: StaticString)])
        /// By the fields that are there, each a path of names; the first rule whose fields are all present decides.
        case shape([(version: Int, has: [[StaticString]])])
    }

    /// Tried in order.
    public let rules: [Rule]
    /// The version taken when no rule decides.
    public let assumed: Int
    /// The field that tells variants apart.
    public let tag: StaticString?
    /// Fields that a record of any version has; a line without them is corrupt.
    public let guaranteed: [StaticString]
    /// What every line is, where there is no rule.
    @usableFromInline let only: Int?
    /// The tag field and its value in a header, where a header is the first way of telling; see `versionAtOnce`.
    @usableFromInline let header: (field: LeadingName, tag: LeadingWord)?
    /// What a line is as long as no header was read, where no other rule could say.
    @usableFromInline let versionWithoutHeader: Int?

    public init(rules: [Rule], assumed: Int, tag: StaticString?, guaranteed: [StaticString]) {
        self.rules = rules
        self.assumed = assumed
        self.tag = tag
        self.guaranteed = guaranteed
        only = rules.isEmpty ? assumed : nil
        versionWithoutHeader = rules.count == 1 ? assumed : nil
        if case .header(let value, _) = rules.first, let tag {
            header = (LeadingName(tag), LeadingWord(value))
        } else {
            header = nil
        }
    }
}

/// The version of one line as far as its family's rules could tell.
@usableFromInline
enum ToldVersion: Sendable {
    case version(Int)
    /// A mark or number that no rule knows, as text for people.
    case unknown(String)
}

extension VersionTelling {
    /// The only version that there is, or the stated one for a line whose tag stands first and is surely no header's:
    /// nearly every line of a log that has headers. Nil when `version(of:stated:)` has to find out.
    @inlinable
    @inline(__always)
    func versionAtOnce(_ cursor: inout JSONCursor, stated: Int?) -> Int? {
        if let only { return only }
        guard let version = stated ?? versionWithoutHeader, let header,
            let place = cursor.foreseeTag(header.field)
        else {
            return nil
        }
        return header.tag.differs(from: place) ? version : nil
    }

    /// The version of the object at the cursor; nil for a mark that no rule knows.
    @usableFromInline
    func knownVersion(of cursor: JSONCursor, stated: inout Int?) throws(JSONFault) -> Int? {
        if case .version(let version) = try version(of: cursor, stated: &stated) { version } else { nil }
    }

    /// Tells the version of the object at the cursor. `stated` is what the last header said, and is renewed by a header.
    ///
    /// A fault means that the line is not readable as far as the rules had to look.
    @usableFromInline
    func version(of cursor: JSONCursor, stated: inout Int?) throws(JSONFault) -> ToldVersion {
        for rule in rules {
            switch rule {
            case .header(let tag, let field):
                guard let tagName = self.tag else { continue }
                if let place = try cursor.find(tagName), cursor.isString(tag, at: place) {
                    if let place = try cursor.find(field) {
                        var probe = cursor.moved(to: place)
                        guard let number = try? probe.int64() else { return .unknown(probe.valueText(at: place)) }
                        guard let version = Int(exactly: number) else { return .unknown(String(number)) }
                        stated = version
                        return .version(version)
                    }
                } else if let stated {
                    return .version(stated)
                }
            case .field(let field, let marks):
                guard let place = try cursor.find(field) else { continue }
                for mark in marks where cursor.isString(mark.value, at: place) {
                    return .version(mark.version)
                }
                return .unknown(cursor.valueText(at: place))
            case .shape(let rules):
                for rule in rules {
                    var hasAll = true
                    for path in rule.has where try !cursor.has(path) {
                        hasAll = false
                        break
                    }
                    if hasAll { return .version(rule.version) }
                }
            }
        }
        return .version(assumed)
    }
}

extension JSONCursor {
    /// Whether there is a value at this path of names; null is one.
    @usableFromInline
    func has(_ path: [StaticString]) throws(JSONFault) -> Bool {
        var probe = self
        for name in path {
            guard probe.p.pointee == UInt8(ascii: "{"), let place = try probe.find(name) else { return false }
            probe = probe.moved(to: place)
        }
        return true
    }

    @usableFromInline
    func isString(_ wanted: StaticString, at place: UnsafePointer<UInt8>) -> Bool {
        var probe = moved(to: place)
        guard let slice = try? probe.text() else { return false }
        return isSame(slice, wanted)
    }

    /// The value's JSON text, cut to what a message can bear.
    @usableFromInline
    func valueText(at place: UnsafePointer<UInt8>) -> String {
        var probe = moved(to: place)
        guard (try? probe.skipValue()) != nil else { return "" }
        let text = UnsafeBufferPointer(start: place, count: min(probe.p - place, 100))
        return String(decoding: text, as: UTF8.self)
    }
}
