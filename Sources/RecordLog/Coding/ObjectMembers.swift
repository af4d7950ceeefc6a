import JSONCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Looks up the members of an object on the tape.
///
/// Types ask for members in the order of their fields and writers write them in the same, so each search begins behind
/// the last member that was found. An object, because the methods of a decoding container do not change it; and not
/// generic over the key, because a container of another module's keys cannot be specialised.
final class ObjectMembers {
    let decoder: ValueDecoder
    private let view: JSONTape.View
    private let first: Int
    private let end: Int
    @exclusivity(unchecked) private var next: Int
    /// Members that searches went past, and all of them by name once those are many.
    @exclusivity(unchecked) private var passed = 0
    @exclusivity(unchecked) private var sorted: [Int]?
    /// A bit for each name, by its length and its ends: a clear bit means that there is no such member. Types with many
    /// optional fields ask for much that is not there.
    private let present: UInt64

    init(_ decoder: ValueDecoder) {
        self.decoder = decoder
        view = decoder.text.view
        first = decoder.index + 1
        end = view[decoder.index].next
        next = first
        var present: UInt64 = 0
        var at = first
        while at < end {
            let entry = view[at]
            let isPlain = entry.rawKind == TapeKind.string.rawValue
            // A name with escapes could be any.
            present |= isPlain ? Self.bit(view.text + entry.offset, entry.length) : .max
            at = view.after(at + 1)
        }
        self.present = present
    }

    @inline(__always)
    private static func bit(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        if count == 0 { return 1 }
        let mixed = UInt64(name[0]) &* 7 &+ UInt64(name[count - 1]) &* 13 &+ UInt64(truncatingIfNeeded: count) &* 5
        return 1 << (mixed & 63)
    }

    /// Index of the member's value.
    func find(_ name: String) -> Int? {
        // The base address is nil at most for an empty name, which nothing is read from.
        let found = name.utf8.withContiguousStorageIfAvailable { find($0.baseAddress ?? view.text, $0.count) }
        if let found { return found }
        var name = name
        return name.withUTF8 { find($0.baseAddress ?? view.text, $0.count) }
    }

    private func find(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        if present & Self.bit(name, count) == 0 { return nil }
        if passed > Self.patience {
            // Asked for out of order, or for much that is not there: from here on by halves.
            let names = sorted ?? sortedNames()
            sorted = names
            return find(name, count, in: names)
        }
        var at = next
        while at < end {
            if isName(at, name, count) { return found(at) }
            at = view.after(at + 1)
            passed += 1
        }
        at = first
        while at < next {
            if isName(at, name, count) { return found(at) }
            at = view.after(at + 1)
            passed += 1
        }
        return nil
    }

    /// More than types of some dozens of fields ever pass.
    private static let patience = 4096

    private func find(_ name: UnsafePointer<UInt8>, _ count: Int, in sorted: [Int]) -> Int? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            let order = view.withText(sorted[middle]) {
                Self.compare($0, UnsafeBufferPointer(start: name, count: count))
            }
            if order == 0 { return found(sorted[middle]) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private func sortedNames() -> [Int] {
        var places: [Int] = []
        var at = first
        while at < end {
            places.append(at)
            at = view.after(at + 1)
        }
        return places.sorted { a, b in
            view.withText(a) { name in view.withText(b) { Self.compare(name, $0) < 0 } }
        }
    }

    /// By length, and then by bytes.
    private static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        if a.count != b.count { return a.count - b.count }
        for i in a.indices where a[i] != b[i] { return Int(a[i]) - Int(b[i]) }
        return 0
    }

    @inline(__always)
    private func found(_ at: Int) -> Int {
        next = view.after(at + 1)
        return at + 1
    }

    @inline(__always)
    private func isName(_ at: Int, _ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let entry = view[at]
        if entry.rawKind != TapeKind.string.rawValue {
            return view.withText(at) { $0.elementsEqual(UnsafeBufferPointer(start: name, count: count)) }
        }
        if entry.length != count { return false }
        let text = view.text + entry.offset
        for i in 0..<count where text[i] != name[i] { return false }
        return true
    }

    var names: [String] {
        var names: [String] = []
        var at = first
        while at < end {
            names.append(view.string(at))
            at = view.after(at + 1)
        }
        return names
    }
}

// MARK: Values by name

extension ObjectMembers {
    /// The member's value with its path.
    func value(_ name: String) throws -> ValueDecoder {
        guard let index = find(name) else {
            throw MissingMember(context: decoder.context("there is no \"\(name)\""))
        }
        return at(index, name)
    }

    func valueOrNull(_ name: String) -> ValueDecoder {
        if let index = find(name) { return at(index, name) }
        return ValueDecoder(text: .null(like: decoder.text), index: 0, path: .member(name, below: decoder.path))
    }

    private func at(_ index: Int, _ name: String) -> ValueDecoder {
        ValueDecoder(text: decoder.text, index: index, path: .member(name, below: decoder.path))
    }

    func optionalValue(_ name: String) -> ValueDecoder? {
        guard let index = find(name), view[index].rawKind != TapeKind.null.rawValue else { return nil }
        return at(index, name)
    }

    /// A scalar needs a path only to fail with.
    @inline(__always)
    private func scalar<Value>(_ index: Int, _ name: String, _ read: (ValueDecoder) throws -> Value) throws -> Value {
        do {
            return try read(ValueDecoder(text: decoder.text, index: index, path: nil))
        } catch {
            return try read(at(index, name))
        }
    }

    @inline(__always)
    private func scalar<Value>(_ name: String, _ read: (ValueDecoder) throws -> Value) throws -> Value {
        guard let index = find(name) else { return try read(value(name)) }
        return try scalar(index, name, read)
    }

    @inline(__always)
    private func optional<Value>(_ name: String, _ read: (ValueDecoder) throws -> Value) throws -> Value? {
        guard let index = find(name), view[index].rawKind != TapeKind.null.rawValue else { return nil }
        return try scalar(index, name, read)
    }

    func bool(_ name: String) throws -> Bool { try scalar(name) { try $0.bool() } }
    func double(_ name: String) throws -> Double { try scalar(name) { try $0.double() } }
    func float(_ name: String) throws -> Float { try scalar(name) { try $0.float() } }
    func integer<Value: FixedWidthInteger>(_ type: Value.Type, _ name: String) throws -> Value {
        try scalar(name) { try $0.integer(type) }
    }

    func uuid(_ name: String) throws -> UUID { try scalar(name) { try $0.uuid() } }
    func optionalUUID(_ name: String) throws -> UUID? { try optional(name) { try $0.uuid() } }
    func optionalBool(_ name: String) throws -> Bool? { try optional(name) { try $0.bool() } }
    func optionalDouble(_ name: String) throws -> Double? { try optional(name) { try $0.double() } }

    // Most are strings and integers, and most of these lie on the tape as they are: read without a decoder, which would
    // count one more reference to the text.

    func string(_ name: String) throws -> String {
        guard let index = find(name) else { return try value(name).string() }
        return try plainString(index) ?? at(index, name).string()
    }

    func int(_ name: String) throws -> Int {
        guard let index = find(name) else { return try value(name).integer(Int.self) }
        return try plainInt(index) ?? at(index, name).integer(Int.self)
    }

    func optionalString(_ name: String) throws -> String? {
        guard let index = find(name) else { return nil }
        if let text = plainString(index) { return text }
        return view[index].rawKind == TapeKind.null.rawValue ? nil : try at(index, name).string()
    }

    func optionalInt(_ name: String) throws -> Int? {
        guard let index = find(name) else { return nil }
        if let number = plainInt(index) { return number }
        return view[index].rawKind == TapeKind.null.rawValue ? nil : try at(index, name).integer(Int.self)
    }

    @inline(__always)
    private func plainString(_ index: Int) -> String? {
        view[index].rawKind == TapeKind.string.rawValue ? view.string(index) : nil
    }

    @inline(__always)
    private func plainInt(_ index: Int) -> Int? {
        let entry = view[index]
        return entry.rawKind == TapeKind.integer.rawValue ? Int(exactly: entry.integer) : nil
    }
}

/// Becomes a `keyNotFound` where the key is known.
struct MissingMember: Error {
    var context: DecodingError.Context
}
