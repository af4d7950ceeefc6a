import JSONCore
import SchemaProgram
import Testing

struct NumberBoundTests {
    /// Doubles decide where they can; the exact numbers are asked here each time.
    @Test
    func `Bounds agree with exact comparison, however close`() throws {
        var numbers = SeededNumbers(seed: 41)
        let bounds = [
            "0", "0.1", "-1000", "1e3", "9007199254740993", "0.30000000000000004", "1e400", "-1e-400",
            "123456789.123456789",
        ]
        for bound in bounds {
            let program = try compile("{\"minimum\": \(bound), \"exclusiveMaximum\": 1e500}")
            let exact = try #require(JSONNumber(text: bound))
            for _ in 0..<2000 {
                var text = Bool.random(using: &numbers) ? bound : String(Int.random(in: -2000...2000, using: &numbers))
                if !text.contains("."), !text.contains("e") { text += "." }
                if text.contains("e") {
                    text = "1" + text.dropFirst(text.hasPrefix("-") ? 2 : 1)
                } else {
                    for _ in 0..<Int.random(in: 1...12, using: &numbers) {
                        text += String(Int.random(in: 0...9, using: &numbers))
                    }
                }
                if Bool.random(using: &numbers), !text.hasPrefix("-") { text = "-" + text }
                let number = try #require(JSONNumber(text: text))
                #expect(program.isValid(text) == !(number < exact), "\(text) against \(bound)")
            }
        }
    }
}
