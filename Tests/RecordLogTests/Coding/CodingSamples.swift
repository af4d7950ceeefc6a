import Foundation

// Types that use every corner of `Codable`, to be coded by Foundation and by us.

struct Scalars: Codable, Equatable {
    var flag = true
    var text = "a \"quoted\"\n line, ünï 😀 \u{1}"
    var int = -42
    var int8 = Int8.min
    var int16 = Int16.max
    var int32 = Int32.min
    var int64 = Int64.max
    var uint = UInt.max
    var uint8 = UInt8.max
    var uint16: UInt16 = 7
    var uint32 = UInt32.max
    var uint64 = UInt64.max
    var double = 0.1 + 0.2
    var float: Float = 1.1
    var missing: Int?
    var there: String? = "x"
    var id = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
}

enum Suit: String, Codable { case clubs, hearts }

enum Shape: Codable, Equatable {
    case circle(radius: Double)
    case square(Int)
    case nothing
}

indirect enum Tree: Codable, Equatable {
    case leaf(Int)
    case node(Tree, Tree)
}

struct Nested: Codable, Equatable {
    var list = [[1, 2], [], [3]]
    var optionals: [Int?] = [1, nil, 3]
    var table = ["b": [Suit.clubs], "a": []]
    var byNumber = [1: "one"]
    var suit = Suit.hearts
    var shapes = [Shape.circle(radius: 1.5), .square(4), .nothing]
    var tree = Tree.node(.leaf(1), .node(.leaf(2), .leaf(3)))
    var scalars: Scalars? = Scalars()
    var empty = Empty()
    var range = 1..<5
}

struct Empty: Codable, Equatable {}

/// Types that Foundation's coders treat in a way of their own.
struct Special: Codable, Equatable {
    var id = UUID()
    var ids: [UUID?] = [nil, UUID()]
    var data = Data([0, 255, 7])
    var url = URL(string: "https://example.org/a?b=c%20d")
    var date = Date(timeIntervalSinceReferenceDate: 12.5)
}

/// Writes in an order that nothing but care gets right: two nested containers open at once, the outer one after them.
struct Interleaved: Codable, Equatable {
    var a = 1
    var b = 2
    var c = [1, 2]

    enum CodingKeys: String, CodingKey { case first, second, after }
    enum InnerKeys: String, CodingKey { case a, b }

    init() {}

    init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: CodingKeys.self)
        a = try outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .first).decode(Int.self, forKey: .a)
        b = try outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .first).decode(Int.self, forKey: .b)
        var list = try outer.nestedUnkeyedContainer(forKey: .second)
        c = []
        while !list.isAtEnd { c.append(try list.decode(Int.self)) }
        _ = try outer.decode(Bool.self, forKey: .after)
    }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: CodingKeys.self)
        var inner = outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .first)
        var list = outer.nestedUnkeyedContainer(forKey: .second)
        try list.encode(c[0])
        try inner.encode(a, forKey: .a)
        try outer.encode(true, forKey: .after)
        for value in c.dropFirst() { try list.encode(value) }
        try inner.encode(b, forKey: .b)
    }
}

class Base: Codable {
    var name = "base"
}

/// A class with a `super` member, and one that shares its superclass's container.
final class Derived: Base {
    var extra = 5

    enum CodingKeys: String, CodingKey { case extra }

    override init() { super.init() }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        extra = try container.decode(Int.self, forKey: .extra)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let above = container.superEncoder()
        try container.encode(extra, forKey: .extra)
        try super.encode(to: above)
    }
}

/// Two containers of the same object, asked for one after the other.
struct Tagged: Codable, Equatable {
    var value = Empty()
    var inner = ["k": 1]

    enum CodingKeys: String, CodingKey { case kind }

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        _ = try container.decode(String.self, forKey: .kind)
        inner = ["k": try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: Key(stringValue: "k"))]
    }

    func encode(to encoder: any Encoder) throws {
        try inner.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("tagged", forKey: .kind)
    }

    struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
