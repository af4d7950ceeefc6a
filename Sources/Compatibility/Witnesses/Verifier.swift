import JSONCore
import SchemaCompiler
import SchemaDocuments
import SchemaProgram

/// The programs of one direction of a comparison: one has to take a witness, the other to refuse it.
///
/// They are made when a difference asks for them. Two schemas that agree are never compiled.
struct Verifier {
    let writer: Program
    let reader: Program

    /// Why the reader refuses a value that the writer takes, the violation at `path` first; nil unless it does both.
    func refusal(of value: JSONValue, at path: [Difference.Step]) -> (refusal: Finding.Refusal, isHere: Bool)? {
        guard let check = check(value) else { return nil }
        let place = JSONPointer(path.map(\.token)).description
        func isHere(_ location: String) -> Bool {
            location == place || location.hasPrefix(place + "/")
        }
        let violation = check.first { isHere($0.instanceLocation) } ?? check[0]
        let refusal = Finding.Refusal(
            instanceLocation: violation.instanceLocation,
            keyword: violation.keyword,
            message: violation.message
        )
        return (refusal, isHere(violation.instanceLocation))
    }

    private func check(_ value: JSONValue) -> [Violation]? {
        var text = JSONWriter()
        text.value(value)
        return text.withBytes { bytes in
            let bytes = bytes.assumingMemoryBound(to: UInt8.self)
            guard writer.isValid(bytes) else { return nil }
            guard !reader.isValid(bytes) else { return nil }
            let violations = reader.violations(bytes)
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
