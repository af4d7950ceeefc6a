public import JSONCore
import SchemaProgram

/// Why a line gave no record, before it is known what the line is.
@usableFromInline
enum Unread {
    case fault(JSONFault, version: Int)
    case unknownVersion(String)
    case migration(from: Int, String)
}

// Off the hot path: a line comes here only when it gave no record, and is read again from its start to say why.
extension LineReader {
    @usableFromInline
    func unreadable(_ begin: JSONCursor, _ why: Unread, place: LinePlace, isLast: Bool) -> LogLine<Family.Record> {
        let bytes = UnsafeBufferPointer(start: begin.start, count: place.length)
        if let fault = grammarFault(begin, length: place.length) {
            if fault.kind == .tooDeep {
                // No end of it would make it a record, so it is not what a crash left of one.
                let reason = CorruptLine.Reason.tooDeep(offset: fault.offset)
                return .corrupt(CorruptLine(place: place, reason: reason, preview: preview(of: bytes)))
            }
            let reason = CorruptLine.Reason.notJSON(offset: fault.offset, message: fault.kind.message)
            let line = CorruptLine(place: place, reason: reason, preview: preview(of: bytes))
            // A cut record is a prefix of an object, and no prefix of an object is JSON: only here can a tail be torn.
            return isLast ? .tornTail(line) : .corrupt(line)
        }
        guard begin.p.pointee == UInt8(ascii: "{") else {
            return .corrupt(CorruptLine(place: place, reason: .notAnObject, preview: preview(of: bytes)))
        }
        var guaranteed: [String: String] = [:]
        for name in Family.telling.guaranteed {
            guard let value = (try? begin.find(name)) ?? nil else {
                let reason = CorruptLine.Reason.missing(field: name.description)
                return .corrupt(CorruptLine(place: place, reason: reason, preview: preview(of: bytes)))
            }
            var probe = begin.moved(to: value)
            if let text = try? probe.string() { guaranteed[name.description] = text }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        switch why {
        case .unknownVersion(let version):
            return .unrecognised(
                UnrecognisedLine(place: place, reason: .version(version), text: text, guaranteed: guaranteed)
            )
        case .fault(let fault, _) where fault.kind == .unknownVariant:
            let tag = Family.telling.tag.flatMap { (try? begin.find($0)) ?? nil }.map { begin.valueText(at: $0) }
            return .unrecognised(
                UnrecognisedLine(place: place, reason: .variant(tag ?? ""), text: text, guaranteed: guaranteed)
            )
        case .fault(let fault, let version):
            var violations: [Violation] = []
            if let program = Family.program(of: version) {
                violations = program.violations(bytes, limit: options.violationLimit)
            } else {
                return .unrecognised(
                    UnrecognisedLine(
                        place: place,
                        reason: .version(String(version)),
                        text: text,
                        guaranteed: guaranteed
                    )
                )
            }
            if violations.isEmpty { violations = [violation(for: fault, in: begin, length: place.length)] }
            return .nonconforming(
                NonconformingLine(place: place, version: version, text: text, violations: violations)
            )
        case .migration(let version, let message):
            let violation = Violation(
                instanceLocation: "",
                keywordLocation: "",
                absoluteKeywordLocation: "",
                keyword: "migration",
                message: "version \(version) could not become version \(version + 1): \(message)",
                offset: 0
            )
            return .nonconforming(
                NonconformingLine(place: place, version: version, text: text, violations: [violation])
            )
        }
    }

    private func grammarFault(_ begin: JSONCursor, length: Int) -> JSONFault? {
        var cursor = begin
        do throws(JSONFault) {
            try cursor.skipValue()
            try cursor.expectEnd()
            return cursor.p == cursor.start + length ? nil : cursor.fault(.trailingBytes)
        } catch {
            return error
        }
    }

    /// For what the schema allows and the types cannot hold, such as an integer beyond 64 bits or a name that stands twice.
    private func violation(for fault: JSONFault, in begin: JSONCursor, length: Int) -> Violation {
        let keyword =
            switch fault.kind {
            case .notRepresentable: "representable"
            case .duplicateKey: "uniqueNames"
            case .tooDeep: "depth"
            default: "type"
            }
        return Violation(
            instanceLocation: begin.pointer(toByte: fault.offset).description,
            keywordLocation: "",
            absoluteKeywordLocation: "",
            keyword: keyword,
            message: fault.kind.message,
            offset: fault.offset
        )
    }

    private func preview(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        // 200 characters are at most 800 bytes; decoding more would cost as much as a hostile line is long.
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes.prefix(800)), as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(200)))
    }
}
