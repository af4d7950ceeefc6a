import JSONCore
internal import SchemaCompiler
import SchemaDocuments
internal import SchemaProgram

/// The programs of one direction of a comparison: one has to take a witness, all the others to refuse it.
///
/// They are made when there is a difference. Two schemas that agree are never compiled.
struct Verifier {
    let writer: Program
    /// A reader takes what one of these takes.
    let readers: [Program]
    /// The reader's schema as it stands, for what those make of it who read by it; nil where it is not known.
    let schema: () -> Program?

    /// Why the reader refuses a value that the writer takes, by the violation that has most to do with the difference;
    /// nil unless it does both.
    func refusal(of value: JSONValue, _ difference: Difference) -> (refusal: Finding.Refusal, isHere: Bool)? {
        guard let violations = check(value) else { return nil }
        let place = JSONPointer(difference.path.map(\.token)).description
        let keyword: String? = if case .required = difference.kind { "required" } else { nil }
        func rank(_ violation: Violation) -> Int {
            if violation.instanceLocation == place, violation.keyword == keyword { return 0 }
            // What speaks for unknown variants only says that this one is known.
            if violation.keyword == "not" { return 4 }
            if violation.instanceLocation == place { return 1 }
            return violation.instanceLocation.hasPrefix(place + "/") ? 2 : 3
        }
        let best = violations.enumerated().min { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
        guard let violation = best?.element else { return nil }
        let isHere = violation.instanceLocation == place || violation.instanceLocation.hasPrefix(place + "/")
        return (Finding.Refusal(violation), isHere)
    }

    /// What tolerant readers make of a refused value: they keep it where all that is wrong with it are words that are not
    /// listed and variants that are not known.
    enum Reading {
        case kept
        case refused(Finding.Refusal)
        /// The difference has no part in what is wrong.
        case unrelated
    }

    /// - Parameter known: a listed word. What the value is refused for with that in place is no fault of the difference.
    func reading(_ value: JSONValue, _ difference: Difference, known: JSONValue?) -> Reading {
        let other = known.map { value.replacing(difference.path[...], by: $0) }
        var answer = Reading.unrelated
        for program in readers + [schema()].compactMap({ $0 }) {
            let excused = Set(other.map { violations(of: $0, program) }?.map(\.keywordLocation) ?? [])
            let own = violations(of: value, program).filter { !excused.contains($0.keywordLocation) }
            if own.isEmpty { continue }
            guard let fault = own.first(where: { !$0.isUnlistedWord && !$0.isUnknownVariant }) else { return .kept }
            answer = .refused(Finding.Refusal(fault))
        }
        return answer
    }

    private func violations(of value: JSONValue, _ program: Program) -> [Violation] {
        withText(of: value) { text in
            // Beyond that there is more wrong than could be kept.
            let limit = 1_024
            let violations = program.violations(text, limit: limit)
            return violations.count < limit ? violations : []
        }
    }

    private func check(_ value: JSONValue) -> [Violation]? {
        withText(of: value) { bytes in
            guard writer.isValid(bytes) else { return nil }
            if readers.contains(where: { $0.isValid(bytes) }) { return nil }
            let violations = readers.flatMap { $0.violations(bytes) }
            return violations.isEmpty ? nil : violations
        }
    }

    private func withText<Result>(of value: JSONValue, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = JSONWriter()
        text.value(value)
        return text.withBytes { body($0.assumingMemoryBound(to: UInt8.self)) }
    }
}

extension Finding.Refusal {
    fileprivate init(_ violation: Violation) {
        instanceLocation = violation.instanceLocation
        keyword = violation.keyword
        message = violation.message
    }
}

extension JSONValue {
    /// The value with another one at a place; as it is where it has no such place.
    fileprivate func replacing(_ path: ArraySlice<Difference.Step>, by value: JSONValue) -> JSONValue {
        guard let step = path.first else { return value }
        switch (step, self) {
        case (.field(let name), .object(let object)):
            let members = object.members.map { member in
                sameBytes(member.key, name)
                    ? .init(key: name, value: member.value.replacing(path.dropFirst(), by: value)) : member
            }
            return .object(JSONObject(distinct: members))
        case (.item(let index), .array(var elements)) where elements.indices.contains(index):
            elements[index] = elements[index].replacing(path.dropFirst(), by: value)
            return .array(elements)
        default: return self
        }
    }
}

extension Difference.Step {
    var token: String {
        switch self {
        case .field(let name): name
        case .item(let index): String(index)
        }
    }
}
