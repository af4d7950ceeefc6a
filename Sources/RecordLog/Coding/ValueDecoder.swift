import JSONCore

/// A value of the tape as a `Decoder`: three words, so that it travels without a box.
struct ValueDecoder: Decoder {
    let text: DecodedText
    let index: Int
    let path: CodingPath?

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { text.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard text.view[index].isObject else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(MemberDecoding<Key>(members: ObjectMembers(self)))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard text.view[index].isArray else { throw mismatch([Any].self) }
        return ElementDecoding(decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        self
    }
}

// MARK: Values

extension ValueDecoder {
    var isNull: Bool { text.view[index].rawKind == TapeKind.null.rawValue }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let value = try foundationValue(type) { return value }
        return try Value(from: self)
    }

    func bool() throws -> Bool {
        switch text.view[index].kind {
        case .true: return true
        case .false: return false
        case .null, .integer, .number, .string, .escapedString, .array, .object: throw mismatch(Bool.self)
        }
    }

    func string() throws -> String {
        guard text.view[index].isString else { throw mismatch(String.self) }
        return text.view.string(index)
    }

    func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        let entry = text.view[index]
        if entry.rawKind == TapeKind.integer.rawValue, let value = Value(exactly: entry.integer) { return value }
        guard entry.isNumber else { throw mismatch(type) }
        if let number = text.view.number(index), number.isInteger {
            if let value = number.int64.flatMap(Value.init(exactly:)) { return value }
            if let value = number.uint64.flatMap(Value.init(exactly:)) { return value }
        }
        throw DecodingError.dataCorrupted(context("\(numberText) does not fit in \(type)"))
    }

    func double() throws -> Double {
        let entry = text.view[index]
        if entry.rawKind == TapeKind.integer.rawValue { return isMinusZero ? -0.0 : Double(entry.integer) }
        guard entry.isNumber else { throw mismatch(Double.self) }
        let value = text.view.withText(index) { parseDouble($0) }
        guard value.isFinite else { throw DecodingError.dataCorrupted(context("\(numberText) does not fit in Double")) }
        return value
    }

    func float() throws -> Float {
        guard text.view[index].isNumber else { throw mismatch(Float.self) }
        if isMinusZero { return -0.0 }
        let wide = try double()
        // Rounded once, from the text: twice would miss the nearest now and then.
        let value =
            text.view[index].kind == .integer ? Float(text.view[index].integer) : Float(numberText) ?? Float(wide)
        guard value.isFinite else { throw DecodingError.dataCorrupted(context("\(numberText) does not fit in Float")) }
        return value
    }

    /// An integer that is 0 keeps its sign in its text alone.
    private var isMinusZero: Bool {
        let entry = text.view[index]
        return entry.kind == .integer && entry.integer == 0 && text.view.text[entry.offset] == UInt8(ascii: "-")
    }

    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func wide<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        // All but those of more than 64 bits.
        guard text.view[index].kind == .number, let value = Value(numberText) else { return try integer(type) }
        return value
    }

    var numberText: String { text.view.number(index)?.text ?? "" }

    func context(_ message: String) -> DecodingError.Context {
        DecodingError.Context(codingPath: codingPath, debugDescription: message)
    }

    func mismatch(_ type: Any.Type) -> DecodingError {
        let found =
            switch text.view[index].kind {
            case .null: "null"
            case .true, .false: "a boolean"
            case .integer, .number: "a number"
            case .string, .escapedString: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        let message = context("\(type) was wanted, and \(found) is there")
        return found == "null" ? .valueNotFound(type, message) : .typeMismatch(type, message)
    }
}

extension ValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try bool() }
    func decode(_ type: String.Type) throws -> String { try string() }
    func decode(_ type: Double.Type) throws -> Double { try double() }
    func decode(_ type: Float.Type) throws -> Float { try float() }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func decode(_ type: Int128.Type) throws -> Int128 { try wide(type) }
    @available(macOS 15, iOS 18, watchOS 11, tvOS 18, visionOS 2, *)
    func decode(_ type: UInt128.Type) throws -> UInt128 { try wide(type) }
}

extension ValueDecoder {
    /// Reads a generated type by its own reader, from the text that it lies in.
    func record<Record: JSONRecord>(_ type: Record.Type) throws -> Record {
        let view = text.view
        let start = view.text + view.place(index)
        // The tape was made of this text, so its grammar is right and its end is known.
        var cursor = JSONCursor(at: view.text, newlineLimit: view.text + text.byteCount, depth: text.depth).moved(
            to: start
        )
        do throws(JSONFault) {
            return try Record(reading: &cursor)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath,
                    debugDescription: "\(error.kind.message), at byte \(error.offset)",
                    underlyingError: error
                )
            )
        }
    }
}
