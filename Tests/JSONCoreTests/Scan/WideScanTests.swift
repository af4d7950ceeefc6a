import CJSONScan
import Testing

@testable import JSONCore

/// The kernels that look at a whole line, against their plain twins, on memory that ends where they may read to.
struct WideScanTests {
    private typealias QuotePlaces = (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt16>, Int) -> Int
    private typealias NameSearch = (UnsafePointer<UInt8>, UnsafePointer<UInt8>, Int) -> UnsafePointer<UInt8>?

    /// Every set of instructions that this machine has.
    private var quoteKernels: [QuotePlaces] {
        var kernels: [QuotePlaces] = [cjson_quote_places, cjson_quote_places_plainly]
        #if arch(x86_64)
        if cjson_has_avx2() { kernels.append(cjson_quote_places_avx2) }
        if cjson_has_avx512() { kernels.append(cjson_quote_places_avx512) }
        #endif
        return kernels
    }

    private var nameKernels: [NameSearch] {
        var kernels: [NameSearch] = [{ cjson_find_name($0, $1, $2) }]
        #if arch(x86_64)
        kernels.append { cjson_find_name_sse2($0, $1, $2) }
        if cjson_has_avx2() { kernels.append { cjson_find_name_avx2($0, $1, $2) } }
        #endif
        return kernels
    }

    @Test func `Quotes are found as a byte at a time finds them`() throws {
        let memory = try #require(GuardedMemory())
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        for round in 0..<4_000 {
            let rarity = Int.random(in: 2...40, using: &random)
            let line = (0..<(round % 300)).map { _ -> UInt8 in
                switch Int.random(in: 0..<rarity, using: &random) {
                case 0: 0x22
                case 1: 0x5C
                default: 0x78
                }
            }
            var wanted: [UInt16] = []
            var isEscaped = false
            for (place, byte) in line.enumerated() {
                if byte == 0x22, !isEscaped { wanted.append(UInt16(place)) }
                isEscaped = byte == 0x5C && !isEscaped
            }
            let start = memory.place(line: line)
            for kernel in quoteKernels {
                let found = [UInt16](unsafeUninitializedCapacity: 600) { buffer, count in
                    count = buffer.baseAddress.map { kernel(start, $0, 600) } ?? 0
                }
                #expect(found == wanted, "seed \(seed), round \(round)")
            }
        }
    }

    @Test func `Too many quotes and too long lines are left to others`() {
        let many = [UInt8](repeating: 0x22, count: 1_000) + [0x0A] + [UInt8](repeating: 0, count: 64)
        let long = [UInt8](repeating: 0x78, count: 70_000) + [0x0A] + [UInt8](repeating: 0, count: 64)
        for text in [many, long] {
            for kernel in quoteKernels {
                var places = [UInt16](repeating: 0xFFFF, count: 200)
                let count = text.withUnsafeBufferPointer { text in
                    places.withUnsafeMutableBufferPointer { places in
                        guard let text = text.baseAddress, let places = places.baseAddress else { return 0 }
                        return kernel(text, places, 150)
                    }
                }
                #expect(count == -1)
                #expect(places[150...].allSatisfy { $0 == 0xFFFF })
            }
        }
    }

    @Test func `A name is found as a byte at a time finds it`() throws {
        let memory = try #require(GuardedMemory())
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource(seed: seed)
        let alphabet = Array(#"":,x {}"#.utf8)
        var found = 0
        for round in 0..<8_000 {
            let name = Array("type_of_the_record_that_stands_here".utf8.prefix(Int.random(in: 1...29, using: &random)))
            var line = (0..<(round % 200)).map { _ in
                Int.random(in: 0..<5, using: &random) > 0
                    ? UInt8(ascii: "t") : alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            if round % 2 == 0 {
                let member = [0x22] + name + Array(#"":"#.utf8)
                line.insert(contentsOf: member, at: Int.random(in: 0...line.count, using: &random))
            }
            let start = memory.place(line: line)
            try name.withUnsafeBufferPointer { name in
                let text = try #require(name.baseAddress)
                let wanted = cjson_find_name_plainly(start, text, name.count)
                if wanted != nil { found += 1 }
                for kernel in nameKernels {
                    #expect(kernel(start, text, name.count) == wanted, "seed \(seed), round \(round)")
                }
            }
        }
        #expect(found > 1_000)
    }

    @Test func `A UUID is told from any other text`() throws {
        let memory = try #require(GuardedMemory())
        let right = Array("0189f7e2-ABCD-7def-89ab-0123456789Af".utf8)
        #expect(cjson_is_uuid(memory.place(right)))
        for place in right.indices {
            for byte in UInt8.min...UInt8.max {
                var text = right
                text[place] = byte
                let start = memory.place(text)
                #expect(cjson_is_uuid(start) == cjson_read_uuid_plainly(start).isValid, "\(byte) at \(place)")
            }
        }
    }
}
