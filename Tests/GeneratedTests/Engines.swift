import FoundationEssentials
import JSONCore
import RecordLog
import SchemaProgram
import Testing

/// One version of a generated family with everything that decides about its texts.
struct Engines: Sendable, CustomTestStringConvertible {
    var name: String
    /// The fault with which the generated reader refuses the text; nil when it takes it.
    var owned: @Sendable ([UInt8], Bool) -> JSONFault?
    var viewed: @Sendable ([UInt8], Bool) -> JSONFault?
    var rewritten: @Sendable ([UInt8]) throws -> [UInt8]
    /// The same by a writer that has so much room at first.
    var written: @Sendable ([UInt8], Int) throws -> [UInt8]
    /// Through Foundation's decoder and encoder.
    var recoded: @Sendable ([UInt8]) throws -> [UInt8]
    var program: Program
    /// Whether the types leave something to the program.
    var isPartial: Bool

    init<Record: JSONRecord, View: JSONView>(
        _ name: String,
        _ record: Record.Type,
        _ view: View.Type,
        _ program: Program,
        isPartial: Bool = false
    ) {
        self.name = name
        self.program = program
        self.isPartial = isPartial
        owned = { text, strict in
            do throws(JSONFault) {
                _ = try Record(parsing: text, strict: strict)
                return nil
            } catch {
                return error
            }
        }
        viewed = { text, strict in
            do throws(JSONFault) {
                _ = try View(parsing: text, strict: strict)
                return nil
            } catch {
                return error
            }
        }
        rewritten = { try Record(parsing: $0).jsonBytes() }
        written = { text, capacity in
            var writer = JSONWriter(capacity: capacity)
            try Record(parsing: text).write(to: &writer)
            return writer.bytes
        }
        recoded = { Array(try JSONEncoder().encode(JSONDecoder().decode(Record.self, from: Data($0)))) }
    }
}

extension Engines {
    var testDescription: String { name }

    /// The verdict of generated code on a record: its type, and the program where the type does not say everything.
    func takes(_ text: [UInt8]) -> Bool {
        owned(text, true) == nil && (!isPartial || text.withUnsafeBufferPointer { program.isValid($0) })
    }

    /// What the engines do not agree on; nil when they agree.
    ///
    /// One difference is meant. Types hold 64 bits, and schemas allow any integer: such a text is refused as not
    /// representable.
    func disagreement(on text: [UInt8]) -> String? {
        let fault = owned(text, true)
        let isValid = text.withUnsafeBufferPointer { program.isValid($0) }
        let seen = viewed(text, true)
        if (fault == nil) != (seen == nil), fault?.kind != .notRepresentable {
            return "owned: \(verdict(fault)); view: \(verdict(seen))"
        }
        if fault == nil, !isValid, !isPartial { return "read, and the program refuses it" }
        if let fault, isValid, fault.kind != .notRepresentable {
            return "the program takes it, and reading says \(verdict(fault))"
        }
        if fault == nil, owned(text, false) != nil { return "strict reading takes it, tolerant does not" }
        return fault == nil ? loss(in: text) : nil
    }

    /// What two texts of one value are not read alike in; nil when they are.
    func difference(between text: [UInt8], and other: [UInt8]) -> String? {
        for isStrict in [true, false] {
            for (name, read) in [("owned", owned), ("view", viewed)]
            where (read(text, isStrict) == nil) != (read(other, isStrict) == nil) {
                return "\(name): \(verdict(read(text, isStrict))) and \(verdict(read(other, isStrict)))"
            }
        }
        guard owned(text, false) == nil, let one = try? rewritten(text), let two = try? rewritten(other) else {
            return nil
        }
        // Members without a field are written in the order in which they stood.
        return (try? JSONValue(parsing: one)) == (try? JSONValue(parsing: two)) ? nil : "written again differently"
    }

    private func verdict(_ fault: JSONFault?) -> String {
        fault.map { "\($0.kind) at \($0.offset)" } ?? "taken"
    }

    /// Reading and writing gives the same JSON, but for UUIDs, which are written in small letters.
    private func loss(in text: [UInt8]) -> String? {
        do {
            let again = try rewritten(text)
            let before = try JSONValue(parsing: text)
            let after = try JSONValue(parsing: again)
            if before != after, before.inSmallLetters != after.inSmallLetters {
                return "written again as \(String(decoding: again, as: UTF8.self))"
            }
            if try rewritten(again) != again { return "written twice, it is written differently" }
            return nil
        } catch {
            return "read, and not written: \(error)"
        }
    }
}

extension JSONValue {
    /// The value with all strings in small letters.
    var inSmallLetters: JSONValue {
        switch self {
        case .null, .bool, .number: self
        case .string(let text): .string(text.lowercased())
        case .array(let elements): .array(elements.map(\.inSmallLetters))
        case .object(let object):
            .object(JSONObject(object.members.map { .init(key: $0.key, value: $0.value.inSmallLetters) }))
        }
    }
}
