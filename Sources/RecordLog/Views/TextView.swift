public import JSONCore

/// A string where it lies in its line. Comparing and hashing it copies nothing unless it was written with escapes.
public struct TextView: Sendable {
    @usableFromInline let line: LineHold
    @usableFromInline let place: FieldPlace

    @inlinable
    init(line: LineHold, place: FieldPlace) {
        self.line = line
        self.place = place
    }

    /// The text as a value of its own.
    @inlinable
    public var string: String {
        JSONCursor(at: line.start).string(place.slice)
    }

    @inlinable
    public var isEmpty: Bool { place.slice.count == 0 }

    /// Gives the text's UTF-8 to `body`, where it is valid. It is copied only if it was written with escapes.
    @inlinable
    public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        JSONCursor(at: line.start).withText(place.slice, body)
    }

    @inlinable
    public static func == (left: TextView, right: String) -> Bool {
        var right = right
        return left.withUTF8 { bytes in right.withUTF8 { $0.elementsEqual(bytes) } }
    }

    @inlinable
    public static func != (left: TextView, right: String) -> Bool {
        !(left == right)
    }
}

extension TextView: Hashable {
    /// By bytes, as JSON compares strings.
    @inlinable
    public static func == (left: TextView, right: TextView) -> Bool {
        left.withUTF8 { a in right.withUTF8 { b in a.elementsEqual(b) } }
    }

    @inlinable
    public func hash(into hasher: inout Hasher) {
        withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension TextView: CustomStringConvertible {
    public var description: String { string }
}

extension TextView: JSONView {
    public static var hasFields: Bool { false }

    @inlinable
    public init(viewing c: inout JSONCursor, in line: LineHold) throws(JSONFault) {
        self.init(line: line, place: FieldPlace(try c.text()))
    }
}
