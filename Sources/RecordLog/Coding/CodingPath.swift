/// The way from the root to a value, shared with the values above it: an array is made only for who asks.
final class CodingPath: Sendable {
    private let above: CodingPath?
    private let name: String
    private let index: Int?

    private init(_ above: CodingPath?, _ name: String, _ index: Int?) {
        self.above = above
        self.name = name
        self.index = index
    }

    static func member(_ name: String, below above: CodingPath?) -> CodingPath {
        CodingPath(above, name, nil)
    }

    static func element(_ index: Int, below above: CodingPath?) -> CodingPath {
        CodingPath(above, "Index \(index)", index)
    }

    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        var step: CodingPath? = self
        while let here = step {
            keys.append(PathKey(stringValue: here.name, intValue: here.index))
            step = here.above
        }
        return keys.reversed()
    }
}

/// A key made of what a path remembers.
struct PathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String, intValue: Int?) {
        self.stringValue = stringValue
        self.intValue = intValue
    }

    init(stringValue: String) {
        self.init(stringValue: stringValue, intValue: nil)
    }

    init(intValue: Int) {
        self.init(stringValue: "Index \(intValue)", intValue: intValue)
    }

    static let superKey = PathKey(stringValue: "super")
}

extension Optional where Wrapped == CodingPath {
    var keys: [any CodingKey] { self?.keys ?? [] }
}
