import Dispatch
import Testing

@testable import JSONCore

struct InOrderTests {
    @Test(arguments: [1, 2, 3, 16])
    func `Values are taken in the order of their jobs`(_ cores: Int) {
        var jobs = (0..<500).makeIterator()
        var taken: [Int] = []
        inOrder(cores: cores) {
            jobs.next()
        } compute: { job in
            // Every third takes far longer than the others.
            (0..<(job % 3 == 0 ? 20_000 : 10)).reduce(job * 1_000_000) { $0 ^ $1 } / 1_000_000
        } take: {
            taken.append($0)
        }
        #expect(taken == Array(0..<500))
    }

    @Test(arguments: [1, 4])
    func `Nothing is asked for between a large job and its value`(_ cores: Int) {
        var number = 0
        var isOpen = false
        var overlaps = 0
        var taken = 0
        inOrder(cores: cores) { () -> Int? in
            if isOpen { overlaps += 1 }
            if number == 300 { return nil }
            number += 1
            if number % 7 == 0 { isOpen = true }
            return number
        } isLarge: { job in
            job % 7 == 0
        } compute: { job in
            job
        } take: { value in
            if value % 7 == 0 { isOpen = false }
            taken += 1
        }
        #expect(overlaps == 0)
        #expect(taken == 300)
    }

    @Test
    func `Threads that are ahead wait`() {
        let lock = Lock()
        nonisolated(unsafe) var begun = 0
        nonisolated(unsafe) var taken = 0
        nonisolated(unsafe) var mostAhead = 0
        let four = DispatchSemaphore(value: 0)
        inOrder(cores: 2) { () -> Int? in
            lock.withLock {
                if begun == 100 { return nil }
                begun += 1
                mostAhead = max(mostAhead, begun - taken)
                if begun == 4 { four.signal() }
                return begun - 1
            }
        } compute: { job in
            // The first ends when four are on their way, or when there is no second thread that could bring them.
            if job == 0 { _ = four.wait(timeout: .now() + 1) }
            return job
        } take: { _ in
            lock.withLock { taken += 1 }
        }
        #expect(mostAhead <= 4)
        #expect(taken == 100)
    }

    @Test
    func `No job is no value`() {
        inOrder(cores: 4) { () -> Int? in
            nil
        } compute: {
            $0
        } take: { _ in
            Issue.record("a value of nothing")
        }
    }
}
