import CJSONScan
import Testing

/// The vector paths of CJSONScan against their plain twins, on memory that ends where they may read to.
struct ScanTests {
    @Test func uuidsAreReadAsThePlainTwinReadsThem() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var state = seed
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let digits = Array("0123456789abcdefABCDEF".utf8)
        for _ in 0..<20_000 {
            // Exactly as long as a UUID: reading a byte more would be found by the address sanitizer.
            var text = (0..<36).map { _ in digits[next(22)] }
            for hyphen in [8, 13, 18, 23] { text[hyphen] = 0x2D }
            for _ in 0..<next(3) { text[next(36)] = UInt8(next(256)) }
            let (fast, plain) = text.withUnsafeBufferPointer { text in
                (text.baseAddress.map { cjson_read_uuid($0) }, text.baseAddress.map { cjson_read_uuid_plainly($0) })
            }
            #expect(fast?.isValid == plain?.isValid, "seed \(seed)")
            if plain?.isValid == true {
                #expect(fast?.high == plain?.high && fast?.low == plain?.low, "seed \(seed)")
            }
        }
    }

    /// Every byte, at every place of texts of every length around the width of a vector.
    @Test func wrongDigitsAreFoundWhereverTheyStand() {
        for count in [1, 15, 16, 17, 31, 32, 33, 63, 64, 65] {
            for place in [0, count / 2, count - 1] {
                for byte in UInt8.min...UInt8.max {
                    var text = [UInt8](repeating: UInt8(ascii: "e"), count: count)
                    text[place] = byte
                    let isHex = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
                    #expect(text.withUnsafeBufferPointer { cjson_is_lower_hex($0.baseAddress, $0.count) } == isHex)
                }
            }
        }
    }

    @Test func stopsAreFoundAtEveryPlace() {
        for place in 0..<70 {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: UInt8(ascii: "x"), count: 140)
                text[100] = 0x22
                text[place] = byte
                let stops = byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80
                let found = text.withUnsafeBufferPointer { $0.baseAddress.map { cjson_plain_run($0) } }
                #expect(found == (stops ? place : 100))
            }
        }
    }

    /// Against the standard library's own decoder.
    @Test func wellFormedTextIsToldFromAnyOther() {
        guard cjson_has_ssse3() else { return }
        let pieces = ["a", "ß", "файл", "结果", "😀", "\u{D7FF}", "\u{10FFFF}", "\u{800}", "\u{80}", "words and words"]
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<20_000 {
            var text = (0..<next(12)).flatMap { _ in Array(pieces[next(pieces.count)].utf8) }
            for _ in 0..<next(3) where !text.isEmpty {
                if next(2) == 0 { text[next(text.count)] = UInt8(next(256)) } else { text.removeLast() }
            }
            let isRight = Array(String(decoding: text, as: UTF8.self).utf8) == text
            text.append(0)
            let found = text.withUnsafeBufferPointer { cjson_is_utf8_by_lookup($0.baseAddress, $0.count - 1) }
            #expect(found == isRight, "\(text)")
        }
    }
}
