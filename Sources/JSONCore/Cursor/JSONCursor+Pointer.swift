extension JSONCursor {
    /// The JSON pointer of the innermost value that holds the byte at this offset from the text's start.
    /// For messages: it reads the text again and gives what it found so far when the text has a fault.
    public func pointer(toByte offset: Int) -> JSONPointer {
        var pointer = JSONPointer()
        var probe = self
        let target = start + offset
        while true {
            let before = probe
            switch probe.p.pointee {
            case UInt8(ascii: "{"):
                guard (try? probe.beginObject()) == true, let key = probe.member(holding: target) else {
                    return pointer
                }
                pointer.tokens.append(key)
            case UInt8(ascii: "["):
                guard (try? probe.beginArray()) == true, let index = probe.element(holding: target) else {
                    return pointer
                }
                pointer.tokens.append(String(index))
            default: return pointer
            }
            if probe.p == before.p { return pointer }
        }
    }

    private mutating func member(holding target: UnsafePointer<UInt8>) -> String? {
        while true {
            guard let slice = try? memberName() else { return nil }
            let place = p
            let failed = (try? skipValue()) == nil
            if target < p || failed {
                p = place
                return string(slice)
            }
            guard (try? nextMember()) == true else { return nil }
        }
    }

    private mutating func element(holding target: UnsafePointer<UInt8>) -> Int? {
        var index = 0
        while true {
            let place = p
            let failed = (try? skipValue()) == nil
            if target < p || failed {
                p = place
                return index
            }
            guard (try? nextElement()) == true else { return nil }
            index += 1
        }
    }
}
