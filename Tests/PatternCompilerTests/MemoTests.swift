import Testing

@testable import PatternCompiler

struct MemoTests {
    @Test func keepsNoMoreThanItsSum() throws {
        let memo = PatternMemo()
        let large = try compilePattern("(a|b)*a(a|b){12}$")
        for place in 0..<400 { _ = try memo.compiled("pattern \(place)") { _ throws(PatternError) in large } }
        #expect(memo.sum > PatternMemo.largestSum / 2)
        #expect(memo.sum <= PatternMemo.largestSum)
        var compiled = 0
        for _ in 0..<2 {
            _ = try memo.compiled("pattern 0") { _ throws(PatternError) in
                compiled += 1
                return large
            }
        }
        #expect(compiled == 0)
    }
}
