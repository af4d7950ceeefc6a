import Testing

@testable import JSONCore

private func written(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
        buffer.initialize(repeating: 0x23)
        guard let start = buffer.baseAddress else { return "" }
        let count = writeDouble(value, to: start)
        // Nothing beyond the promised bytes is touched.
        if buffer[writtenDoubleLimit...].contains(where: { $0 != 0x23 }) { return "overrun" }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}

@Suite struct DoubleWritingTests {
    @Test(arguments: [
        0, -0.0, 1, -1, 10, 100, 1e15, 1e16, 1e17, 1e22, 1e23, 0.1, 0.001, 0.0001, 0.00001, .leastNonzeroMagnitude,
        Double(bitPattern: 2),
        .leastNormalMagnitude, .leastNormalMagnitude.nextDown, 1.7976931348623157e308, 9_007_199_254_740_992,
        18_014_398_509_481_984, 18_014_398_509_481_988, 0.30000000000000004, 123456.789, 2e-44, 9.5e-3, 4.35, 1.5e300,
    ])
    func knownCases(_ value: Double) {
        #expect(written(value) == value.description)
    }

    @Test func notNumbersWriteNothing() {
        #expect(written(.infinity).isEmpty)
        #expect(written(-.infinity).isEmpty)
        #expect(written(.nan).isEmpty)
    }

    @Test func everyPowerOfTwoAndItsNeighbours() {
        for exponent in 0..<2047 {
            let value = Double(bitPattern: UInt64(exponent) << 52)
            for near in [value.nextDown, value, value.nextUp] where near.isFinite {
                #expect(written(near) == near.description)
            }
        }
    }

    @Test func randomValuesAgreeWithDescription() {
        let seed: UInt64 = 42
        var random = RandomSource(seed: seed)
        var failures: [String] = []
        for round in 0..<randomRounds {
            let value: Double
            switch round % 4 {
            case 0, 1: value = Double(bitPattern: random.next())
            case 2: value = Double(random.next() >> (random.next() % 64))
            default: value = Double(random.next() >> 34) / 1000
            }
            if value.isFinite && written(value) != value.description { failures.append(value.description) }
        }
        let failed = failures.count
        #expect(failed == 0, "seed \(seed): \(failures.prefix(5))")
    }
}

@Suite struct IntegerWritingTests {
    private func written(_ write: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            buffer.initialize(repeating: 0x23)
            guard let start = buffer.baseAddress else { return "" }
            let count = write(start)
            // Nothing beyond the promised bytes is touched.
            if buffer[max(count, 9)...].contains(where: { $0 != 0x23 }) { return "overrun" }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    @Test func bordersAndRandomValues() {
        var values: [UInt64] = [0, 1, 9, .max, .max - 1, UInt64(Int64.max), UInt64(Int64.max) + 1]
        var power: UInt64 = 1
        for _ in 0..<19 {
            power *= 10
            values += [power - 1, power, power + 1]
        }
        var random = RandomSource(seed: 5)
        for _ in 0..<200_000 { values.append(random.next() >> (random.next() % 64)) }
        let failures = values.filter { value in
            let signed = Int64(bitPattern: value)
            return written { writeInteger(value, to: $0) } != String(value)
                || written { writeInteger(signed, to: $0) } != String(signed)
        }
        #expect(failures == [])
        #expect(written { writeInteger(Int64.min, to: $0) } == "-9223372036854775808")
    }

    @Test func everyEightDigitFieldSplits() {
        let values = Array(stride(from: UInt64(0), to: 100_000_000, by: 997)) + (0..<10_000).map { $0 * 10_001 }
        #expect(values.filter { eightDigitValue(eightDigits($0)) != $0 } == [])
    }
}
