import JSONCore
import Testing

private let absence: Comment = "SCHEMAGEN_TEST_DATA names no folder with json-parsing-suite: skipped"

/// The texts that the standard leaves open and that are accepted: numbers of any size, which are kept exactly, deep
/// nesting within the limit, and a byte order mark.
private let acceptedOfOpen: Set<String> = [
    "i_number_double_huge_neg_exp.json", "i_number_huge_exp.json", "i_number_neg_int_huge_exp.json",
    "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
    "i_number_real_underflow.json", "i_number_too_big_neg_int.json", "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json", "i_structure_500_nested_arrays.json",
    "i_structure_UTF-8_BOM_empty_object.json",
]

/// Texts that give a name twice in one object: JSON by its grammar, and accepted where `DuplicateNames.lastCounts` is
/// asked for, which is `schemagen validate --allow-duplicate-names`.
private let duplicates: Set<String> = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]

struct ParsingSuiteTests {
    @Test(.enabled(if: parsingSuite != nil, absence))
    func `Texts are read and refused as the public suite says`() throws {
        let folder = try #require(parsingSuite)
        var counts: [Character: Int] = [:]
        var open: Set<String> = []
        for name in try jsonFiles(in: folder) {
            let source = try #require(read("\(folder)/\(name)"))
            let isAccepted = source.bytes.withUnsafeBufferPointer { tapeFault($0, .lastCounts) == nil }
            let isStrictlyAccepted = source.bytes.withUnsafeBufferPointer { tapeFault($0) == nil }
            #expect(isStrictlyAccepted == (isAccepted && !duplicates.contains(name)), "\(name)")
            counts[name.first ?? "?", default: 0] += 1
            switch name.first {
            case "y": #expect(isAccepted, "\(name)")
            case "n": #expect(!isAccepted, "\(name)")
            default: if isAccepted { open.insert(name) }
            }
        }
        #expect(open == acceptedOfOpen)
        #expect(counts["y"] == 95 && counts["n"] == 188)
    }
}

func tapeFault(_ text: UnsafeBufferPointer<UInt8>, _ duplicateNames: DuplicateNames = .refused) -> JSONFault? {
    var tape = JSONTape()
    let start = tape.padded(text)
    do {
        try tape.read(start, count: text.count, duplicateNames: duplicateNames)
        return nil
    } catch {
        return error
    }
}
