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
        let refusal = Finding.Refusal(
            instanceLocation: violation.instanceLocation,
            keyword: violation.keyword,
            message: violation.message
        )
        return (refusal, isHere)
    }

    private func check(_ value: JSONValue) -> [Violation]? {
        var text = JSONWriter()
        text.value(value)
        return text.withBytes { bytes in
            let bytes = bytes.assumingMemoryBound(to: UInt8.self)
            guard writer.isValid(bytes) else { return nil }
            if readers.contains(where: { $0.isValid(bytes) }) { return nil }
            let violations = readers.flatMap { $0.violations(bytes) }
            return violations.isEmpty ? nil : violations
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
