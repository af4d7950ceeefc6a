import FoundationEssentials
import JSONCore
import RecordLog
import Testing

/// Views share room for where their fields lie with the views before them, unless somebody keeps those.
struct KeptViewTests {
    /// Lines with lists and objects within, of many lengths, over several of the blocks that a log is read in.
    private let lines = (0..<6_000).map { (number: Int) -> String in
        let items = (0..<(number % 5)).map { #"{"name":"item \#(number) \#($0)","price":\#(number).5}"# }
        return
            #"{"items":[\#(items.joined(separator: ","))],"maybe":["\#(number)",null],"pad":"\#(String(repeating: "x", count: number % 300))"}"#
    }

    private func check(_ view: Basket.V1.Record.View, _ number: Int) -> Bool {
        let names = view.items.map { $0.map { $0.name.string } }
        let prices = view.items.map { $0.map(\.price) }
        return names == (0..<(number % 5)).map { "item \(number) \($0)" }
            && prices == (0..<(number % 5)).map { _ in Number(Double(number) + 0.5) }
            && view.maybe.map { $0.map { $0?.string } } == ["\(number)", nil]
    }

    private func logs() throws -> [RecordLog<Basket>] {
        let path = FileManager.default.temporaryDirectory.appending(path: "views-\(UUID()).jsonl").path
        // What is open stays there.
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        try Data(bytes).write(to: URL(filePath: path))
        return [RecordLog(reading: bytes), try RecordLog(readingFrom: path)]
    }

    @Test(arguments: [1, 2, 37, 1_000, 10_000])
    func `A view that is kept shows its own record, whatever was read after it`(step: Int) throws {
        for log in try logs() {
            var kept: [(number: Int, view: Basket.V1.Record.View)] = []
            var number = 0
            for line in log.views {
                guard case .view(.v1(let view), _) = line else {
                    Issue.record("line \(number) is no view")
                    return
                }
                if number % step == 0 { kept.append((number, view)) }
                #expect(number % 7 > 0 || check(view, number))
                number += 1
            }
            #expect(number == lines.count && kept.count == (lines.count + step - 1) / step)
            #expect(kept.allSatisfy { check($0.view, $0.number) })
        }
    }

    @Test func `Elements that are kept show their own values, whatever was looked at after them`() throws {
        let items = (0..<500).map { #"{"name":"n\#($0)","price":\#($0)}"# }
        let view = try Basket.V1.Record.View(parsing: #"{"items":[\#(items.joined(separator: ","))]}"#)
        let list = try #require(view.items)
        for step in [1, 3, 100, 500] {
            let kept = Array(list).enumerated().filter { $0.offset % step == 0 }
            #expect(kept.map(\.element.name.string) == kept.map { "n\($0.offset)" })
        }
        // Two that go over one list in turns, of which one is a copy of the other.
        var one = list.makeIterator()
        let first = one.next()
        var two = one
        let (second, again) = (one.next(), two.next())
        #expect(
            [first, second, again, two.next(), one.next()].map { $0?.name.string } == ["n0", "n1", "n1", "n2", "n2"]
        )
    }

    @Test func `Views go to other tasks while the log is read on`() async throws {
        for log in try logs() {
            let right = await withTaskGroup { group in
                var number = 0
                for line in log.views {
                    defer { number += 1 }
                    guard number % 50 == 0, case .view(.v1(let view), _) = line else { continue }
                    group.addTask { [number] in check(view, number) }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(right == 120)
        }
    }
}
