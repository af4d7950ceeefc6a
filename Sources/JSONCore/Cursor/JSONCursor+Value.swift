extension JSONCursor {
    /// Takes any value whole.
    public mutating func value() throws(JSONFault) -> JSONValue {
        switch p.pointee {
        case 0x22:
            return .string(try string())
        case 0x2D, 0x30...0x39:
            return .number(try jsonNumber())
        case UInt8(ascii: "{"):
            return .object(try objectValue())
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            guard try beginArray() else { return .array(elements) }
            repeat { elements.append(try value()) } while try nextElement()
            return .array(elements)
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            do { return .bool(try bool()) } catch { throw fault(.unexpectedByte) }
        default:
            if takeNull() { return .null }
            throw unexpected()
        }
    }

    /// Takes an object; the same name twice is a fault.
    public mutating func objectValue() throws(JSONFault) -> JSONObject {
        var members: [JSONObject.Member] = []
        guard try beginObject() else { return JSONObject(distinct: members) }
        var names = NameSet()
        repeat {
            let place = offset
            let key = string(try memberName())
            guard names.insert(key) else { throw JSONFault(.duplicateKey, at: place) }
            members.append(JSONObject.Member(key: key, value: try value()))
        } while try nextMember()
        return JSONObject(distinct: members)
    }

    /// Takes any value together with the places of all that is in it.
    public mutating func node() throws(JSONFault) -> JSONNode {
        let first = offset
        switch p.pointee {
        case UInt8(ascii: "{"):
            var members: [JSONNode.Member] = []
            if try beginObject() {
                var names = NameSet()
                repeat {
                    let place = offset
                    let slice = try memberName()
                    let key = string(slice)
                    guard names.insert(key) else { throw JSONFault(.duplicateKey, at: place) }
                    let span = place..<slice.offset + slice.count + 1
                    members.append(JSONNode.Member(key: key, keySpan: span, value: try node()))
                } while try nextMember()
            }
            return JSONNode(.object(members), span: first..<offset)
        case UInt8(ascii: "["):
            var elements: [JSONNode] = []
            if try beginArray() {
                repeat { elements.append(try node()) } while try nextElement()
            }
            return JSONNode(.array(elements), span: first..<offset)
        default:
            let content: JSONNode.Content =
                switch try value() {
                case .null: .null
                case .bool(let flag): .bool(flag)
                case .number(let number): .number(number)
                case .string(let text): .string(text)
                case .array: .array([])
                case .object: .object([])
                }
            return JSONNode(content, span: first..<offset)
        }
    }
}

/// Names seen in one object: compared one by one while few, hashed when many.
private struct NameSet {
    private var few: [String] = []
    private var many: Set<ByteKey> = []

    mutating func insert(_ name: String) -> Bool {
        if many.isEmpty, few.count < 12 {
            if few.contains(where: { sameBytes($0, name) }) { return false }
            few.append(name)
            return true
        }
        if many.isEmpty { many = Set(few.map(ByteKey.init)) }
        return many.insert(ByteKey(name)).inserted
    }
}
