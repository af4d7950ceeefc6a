import RecordLog

// Adds up a log of orders that two releases of the shop have written.
//
//     swift run OrderLog [FILE]

let path = CommandLine.arguments.dropFirst().first ?? "orders.jsonl"
var totals: [String: Int] = [:]

for line in try RecordLog<Order>(readingFrom: path) {
    switch line {
    case .record(let order, let origin):
        // Always the newest shape, whichever version was written. The schema's patterns make both texts safe to print.
        print("\(order.orderID): \(order.totalMinor) \(order.currency), written as version \(origin.version)")
        totals[order.currency, default: 0] += order.totalMinor
    case .nonconforming(let line):
        for violation in line.violations {
            print("line \(line.place.number) breaks its schema at \(violation.instanceLocation): \(violation.message)")
        }
    case .unrecognised(let line):
        print("line \(line.place.number) is from a newer release")
    case .corrupt(let line):
        print("line \(line.place.number) is damaged")
    case .tornTail(let line):
        print("line \(line.place.number) was cut by a crash")
    }
}

for (currency, minor) in totals.sorted(by: { $0.key < $1.key }) {
    print("total: \(minor) \(currency)")
}
