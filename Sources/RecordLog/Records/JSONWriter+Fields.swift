public import JSONCore

// Members of an object, name and value, for generated code: a call for each, which takes the field's rule from the table
// that reading goes by. A build compiles as many such calls as its types have fields, so nothing of what they do is
// inlined, and none of them throws: a rule that is broken is noted, and thrown at the object's end, or in place of what code
// between throws. What was written of the record is then for the caller to forget.
extension JSONWriter {
    @inline(never)
    public mutating func field(_ value: Bool, _ rule: FieldRow) {
        name(rule, room: 5)
        put(value)
    }

    @inline(never)
    public mutating func field(_ value: UUID128, _ rule: FieldRow) {
        name(rule, room: 38)
        put(value)
    }

    @inline(never)
    public mutating func field(_ value: Timestamp, _ rule: FieldRow) {
        name(rule, room: 40)
        timestamp(value)
    }

    @inline(never)
    public mutating func field(_ value: Int, _ rule: FieldRow) {
        let value = Int64(value)
        if value < rule.least { note(.minimum, rule) }
        if value > rule.most { note(.maximum, rule) }
        name(rule, room: 20)
        put(value)
    }

    /// JSON has no infinity and no NaN.
    @inline(never)
    public mutating func field(_ value: Number, _ rule: FieldRow) {
        if !value.double.isFinite, value.description == "0" { note(.finite, rule) }
        name(rule, room: 0)
        number(value)
    }

    @inline(never)
    public mutating func field(_ value: String, _ rule: FieldRow) {
        if rule.kind != .text, !isShort(value, rule) { check(value, rule) }
        name(rule, room: 0)
        put(value)
    }

    /// Whether the count of bytes shows that the text's length is within its bounds: no character takes more than four.
    @inline(__always)
    private func isShort(_ text: String, _ rule: FieldRow) -> Bool {
        let bytes = text.utf8.count
        return rule.kind == .boundedText && bytes <= rule.most && bytes / 4 >= rule.least
    }

    @inline(never)
    private mutating func check(_ text: String, _ rule: FieldRow) {
        if rule.kind == .lowerHex {
            if !isLowerHex(text, Int(rule.least)) { note(.lowerHex, rule) }
            return
        }
        let length = text.unicodeScalars.count
        if length > rule.most { note(.maxLength, rule) }
        if length < rule.least { note(.minLength, rule) }
    }
}

// A member that may be missing: nil writes nothing, or null where the member has to be there.
extension JSONWriter {
    @inline(never)
    public mutating func field(_ value: Bool?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    @inline(never)
    public mutating func field(_ value: Int?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    @inline(never)
    public mutating func field(_ value: Number?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    @inline(never)
    public mutating func field(_ value: String?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    @inline(never)
    public mutating func field(_ value: UUID128?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    @inline(never)
    public mutating func field(_ value: Timestamp?, _ rule: FieldRow) {
        if let value { field(value, rule) } else if rule.isRequired { null(rule) }
    }

    private mutating func null(_ rule: FieldRow) {
        name(rule, room: 4)
        null()
    }
}

// A member that may be missing, may be null, and may have a value.
extension JSONWriter {
    @inline(never)
    public mutating func field(_ value: Presence<Bool>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }

    @inline(never)
    public mutating func field(_ value: Presence<Int>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }

    @inline(never)
    public mutating func field(_ value: Presence<Number>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }

    @inline(never)
    public mutating func field(_ value: Presence<String>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }

    @inline(never)
    public mutating func field(_ value: Presence<UUID128>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }

    @inline(never)
    public mutating func field(_ value: Presence<Timestamp>, _ rule: FieldRow) {
        switch value {
        case .absent: break
        case .null: null(rule)
        case .value(let value): field(value, rule)
        }
    }
}

extension JSONWriter {
    /// A record that is a case of a union.
    // Never made for one type: then the compiler would copy the record out of the union's box, and retain what it refers to.
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    public mutating func record<Record: JSONRecord>(_ record: Record) throws(RecordViolation) {
        try record.write(to: &self)
    }

    @inline(never)
    public mutating func endObject() throws(RecordViolation) {
        if let broken { throw forget(broken) }
        byte(UInt8(ascii: "}"))
    }

    /// The end of an object behind the members that its schema does not name.
    ///
    /// - Parameter fields: the object's own, written already or absent: none of the members may have a name of theirs.
    @inline(never)
    public mutating func endObject(_ others: OtherFields, _ fields: ObjectRules) throws(RecordViolation) {
        if !others.isEmpty { try others.write(to: &self, besides: fields.names, fields.type) }
        try endObject()
    }

    /// The first one counts.
    @inline(never)
    private mutating func note(_ kind: BrokenRule.Kind, _ rule: FieldRow) {
        if broken == nil { broken = BrokenRule(kind, of: rule) }
    }

    private mutating func forget(_ broken: BrokenRule) -> RecordViolation {
        self.broken = nil
        return RecordViolation(broken)
    }

    /// What to throw for a value that breaks a rule: the first broken rule of what is written, which may be an earlier
    /// field's.
    @inline(never)
    mutating func violation(_ violation: @autoclosure () -> RecordViolation) -> RecordViolation {
        if let broken { forget(broken) } else { violation() }
    }

    @usableFromInline @inline(never)
    mutating func violation(_ field: StaticString, _ rule: String) -> RecordViolation {
        violation(RecordViolation(field: field.description, rule: rule))
    }

    @usableFromInline @inline(never)
    mutating func violation(_ field: StaticString, _ keyword: StaticString, _ value: Int64) -> RecordViolation {
        violation(RecordViolation(field: field.description, rule: "\(keyword) \(value)"))
    }
}

extension RecordViolation {
    @inline(never)
    fileprivate init(_ broken: BrokenRule) {
        let rule = broken.field
        let words =
            switch broken.kind {
            case .minimum: "minimum \(rule.least)"
            case .maximum: "maximum \(rule.most)"
            case .finite: "finite number"
            case .lowerHex: "\(rule.least) hexadecimal digits"
            case .minLength: "minLength \(rule.least)"
            case .maxLength: "maxLength \(rule.most)"
            }
        self.init(field: rule.place, rule: words)
    }
}
