import JSONCore

/// Ways to make another text of a text.
enum Mutation {
    /// One to three changes to the value, then perhaps to how it is written, then perhaps to its bytes.
    static func mutate(_ value: JSONValue, _ random: inout SplitMix64) -> [UInt8] {
        var value = value
        for _ in 0..<(random.next() % 4) { value = changed(value, &random) }
        var bytes = Array(written(value, &random).utf8)
        if random.chance(25) { damage(&bytes, &random) }
        return bytes
    }

    /// Any value, the awkward ones first.
    static func anything(_ random: inout SplitMix64) -> JSONValue {
        let texts = [
            "null", "true", "false", "0", "-0", "1", "1.0", "1.5", "-1", "1e400", "9223372036854775807",
            "9223372036854775808", "0.1", "10e-1", #""""#, #""a""#, #""\u0061""#, #""é""#, "[]", "{}", "[[]]",
            "[1,1.0]",
            #"{"a":1}"#, #"{"type":"x"}"#, #""2026-02-23T14:30:22Z""#,
        ]
        return (try? JSONValue(parsing: random.pick(texts))) ?? .null
    }

    /// The value with one place in it changed.
    private static func changed(_ value: JSONValue, _ random: inout SplitMix64) -> JSONValue {
        switch value {
        case .array(var elements) where !elements.isEmpty && random.chance(85):
            let place = Int(random.next() % UInt64(elements.count))
            switch random.next() % 5 {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            default: elements[place] = changed(elements[place], &random)
            }
            return .array(elements)
        case .object(let object) where !object.members.isEmpty && random.chance(90):
            var members = object.members
            let place = Int(random.next() % UInt64(members.count))
            switch random.next() % 8 {
            case 0: members.remove(at: place)
            case 1:
                members[place].key = random.pick([members[place].key.uppercased(), members[place].key + "_", "", "a"])
            case 2:
                members.append(.init(key: random.pick(["a", "", "unknown", "type", "x-a"]), value: anything(&random)))
            case 3: members.shuffle(using: &random)
            default: members[place].value = changed(members[place].value, &random)
            }
            return .object(JSONObject(members))
        case .string(let text) where random.chance(50):
            return .string(random.pick([text + "a", String(text.dropLast()), text.uppercased(), text + text]))
        case .number(let number) where random.chance(50):
            return JSONNumber(text: random.pick(["-" + number.text, number.text + "0", "1" + number.text]))
                .map(JSONValue.number) ?? anything(&random)
        case .null, .bool, .number, .string, .array, .object: return anything(&random)
        }
    }

    /// JSON text with white space, escapes and spellings of numbers as other writers may write it.
    private static func written(_ value: JSONValue, _ random: inout SplitMix64) -> String {
        let isPlain = random.chance(50)
        func space(_ random: inout SplitMix64) -> String {
            isPlain || random.chance(70) ? "" : random.pick([" ", "\t", "\r", "  "])
        }
        func text(_ text: String, _ random: inout SplitMix64) -> String {
            let plain = JSONValue.string(text).jsonText
            guard !isPlain, random.chance(20) else { return plain }
            return "\"" + text.utf16.map { "\\u" + String(0x10000 + UInt32($0), radix: 16).suffix(4) }.joined() + "\""
        }
        func write(_ value: JSONValue, _ random: inout SplitMix64) -> String {
            switch value {
            case .null, .bool: return value.jsonText
            case .number(let number):
                return !isPlain && random.chance(20) && number.text.allSatisfy(\.isNumber)
                    ? number.text + ".0" : number.text
            case .string(let string): return text(string, &random)
            case .array(let elements):
                var parts: [String] = []
                for element in elements { parts.append(space(&random) + write(element, &random) + space(&random)) }
                return "[" + parts.joined(separator: ",") + "]"
            case .object(let object):
                var parts: [String] = []
                for member in object.members {
                    let name = space(&random) + text(member.key, &random) + space(&random)
                    parts.append(name + ":" + space(&random) + write(member.value, &random) + space(&random))
                    if random.chance(1) { parts.append(text(member.key, &random) + ":" + write(member.value, &random)) }
                }
                return "{" + parts.joined(separator: ",") + "}"
            }
        }
        return write(value, &random)
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 6 {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.insert(random.pick(Array(#"{}[]",:0-e. \"#.utf8) + [0, 0xFF, 0x0D]), at: place)
        case 3: bytes.removeSubrange(place...)
        case 4: bytes[place] ^= 0x20
        default: bytes.append(contentsOf: bytes.prefix(place))
        }
    }
}
