extension JSONTape.View {
    /// Equality as JSON Schema means it: numbers by value, objects whatever the order of their members.
    ///
    /// Recursive; its depth is bounded by that of the texts.
    public func sameValue(_ a: Int, as b: Int, in other: JSONTape.View) -> Bool {
        let x = self[a]
        let y = other[b]
        switch (x.kind, y.kind) {
        case (.null, .null), (.false, .false), (.true, .true): return true
        case (.integer, .integer): return x.integer == y.integer
        case (.integer, .number), (.number, .integer), (.number, .number):
            return number(a) == other.number(b)
        case (.string, .string), (.string, .escapedString), (.escapedString, .string), (.escapedString, .escapedString):
            return sameText(a, as: b, in: other)
        case (.array, .array):
            guard x.count == y.count else { return false }
            var i = a + 1
            var j = b + 1
            while i < x.next {
                guard sameValue(i, as: j, in: other) else { return false }
                i = after(i)
                j = other.after(j)
            }
            return true
        case (.object, .object):
            return x.count == y.count && sameMembers(a, as: b, in: other)
        default:
            return false
        }
    }

    /// Members are mostly in the same order, so each is looked for behind the one found before.
    private func sameMembers(_ a: Int, as b: Int, in other: JSONTape.View) -> Bool {
        let end = other[b].next
        if self[a].count > JSONTape.narrowLimit { return sameManyMembers(a, as: b, in: other) }
        var i = a + 1
        var j = b + 1
        while i < self[a].next {
            var found = false
            for _ in 0..<other[b].count {
                if j >= end { j = b + 1 }
                if self[i].hash == other[j].hash, sameText(i, as: j, in: other) {
                    found = true
                    break
                }
                j = other.after(j + 1)
            }
            guard found, sameValue(i + 1, as: j + 1, in: other) else { return false }
            i = after(i + 1)
            j = other.after(j + 1)
        }
        return true
    }

    private func sameManyMembers(_ a: Int, as b: Int, in other: JSONTape.View) -> Bool {
        var values: [ByteKey: Int] = [:]
        var j = b + 1
        while j < other[b].next {
            values[ByteKey(other.string(j))] = j + 1
            j = other.after(j + 1)
        }
        var i = a + 1
        while i < self[a].next {
            guard let value = values[ByteKey(string(i))], sameValue(i + 1, as: value, in: other) else { return false }
            i = after(i + 1)
        }
        return true
    }

    /// A hash that equal values share, by `sameValue`; seeded by the process.
    public func valueHash(_ index: Int) -> Int {
        var hasher = Hasher()
        hashValue(index, into: &hasher)
        return hasher.finalize()
    }

    private func hashValue(_ index: Int, into hasher: inout Hasher) {
        let entry = self[index]
        switch entry.kind {
        case .null: hasher.combine(0 as UInt8)
        case .false: hasher.combine(1 as UInt8)
        case .true: hasher.combine(2 as UInt8)
        case .integer, .number: hasher.combine(number(index))
        case .string, .escapedString:
            hasher.combine(3 as UInt8)
            withText(index) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .array:
            hasher.combine(entry.count)
            var at = index + 1
            while at < entry.next {
                hashValue(at, into: &hasher)
                at = after(at)
            }
        case .object:
            // A sum, because the members' order must not matter.
            var sum = 0
            var at = index + 1
            while at < entry.next {
                var member = Hasher()
                withText(at) { member.combine(bytes: UnsafeRawBufferPointer($0)) }
                hashValue(at + 1, into: &member)
                sum &+= member.finalize()
                at = after(at + 1)
            }
            hasher.combine(sum)
        }
    }
}

extension JSONTape.View {
    /// The value as one that owns its parts.
    public func value(_ index: Int) -> JSONValue {
        let entry = self[index]
        switch entry.kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .integer, .number: return number(index).map(JSONValue.number) ?? .null
        case .string, .escapedString: return .string(string(index))
        case .array:
            var elements: [JSONValue] = []
            var at = index + 1
            while at < entry.next {
                elements.append(value(at))
                at = after(at)
            }
            return .array(elements)
        case .object:
            var members: [JSONObject.Member] = []
            var at = index + 1
            while at < entry.next {
                members.append(JSONObject.Member(key: string(at), value: value(at + 1)))
                at = after(at + 1)
            }
            return .object(JSONObject(distinct: members))
        }
    }
}
