import Digest
import Foundation

/// SHA-256 over memory: one long message, and messages as long as a node or a record.
func measureHashing(rounds: Int) {
    let bytes = (0..<(64 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    for length in [64 << 20, 4096, 512] {
        var rates: [Double] = []
        var sum: UInt8 = 0
        for _ in 0..<rounds {
            let time = seconds {
                bytes.withUnsafeBytes { all in
                    for start in stride(from: 0, to: all.count, by: length) {
                        var hasher = SHA256()
                        hasher.update(UnsafeRawBufferPointer(rebasing: all[start..<start + length]))
                        sum ^= hasher.digest().bytes[0]
                    }
                }
            }
            rates.append(Double(bytes.count) / time / 1e9)
        }
        rates.sort()
        let median = String(format: "%.2f (%.2f–%.2f)", rates[rates.count / 2], rates[0], rates[rates.count - 1])
        print("| SHA-256, messages of \(length) bytes | \(median) GB/s | | (\(sum)) |")
    }
}
