/// SplitMix64: the same corpus on every machine for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func chance(_ percent: Int) -> Bool {
        int(1...100) <= percent
    }

    mutating func hex(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in Array("0123456789abcdef".utf8)[int(0...15)] }, as: UTF8.self)
    }

    /// A version 7 UUID.
    mutating func uuid() -> String {
        "\(hex(8))-\(hex(4))-7\(hex(3))-a\(hex(3))-\(hex(12))"
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[int(0...elements.count - 1)]
    }
}
