internal import CPostgreSQL

/// What a statement returned, all of it, as text.
public struct Rows: Sendable, Hashable {
    public var rows: [[String?]] = []

    public init() {}

    init(_ result: OpaquePointer) {
        for row in 0..<PQntuples(result) {
            var cells: [String?] = []
            for column in 0..<PQnfields(result) {
                if PQgetisnull(result, row, column) != 0 {
                    cells.append(nil)
                } else if let start = PQgetvalue(result, row, column) {
                    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
                    cells.append(String(decoding: bytes, as: UTF8.self))
                }
            }
            rows.append(cells)
        }
    }
}

/// An array of texts as PostgreSQL reads one.
public func arrayLiteral(_ elements: [String?]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(elements.reduce(2) { $0 + ($1?.utf8.count ?? 4) + 3 })
    out.append(UInt8(ascii: "{"))
    for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        guard let element else {
            out += "NULL".utf8
            continue
        }
        out.append(UInt8(ascii: "\""))
        // By runs between what is escaped: a content is kilobytes, and most of them need none.
        var rest = element.utf8[...]
        while let stop = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            out.append(contentsOf: rest[..<stop])
            out.append(UInt8(ascii: "\\"))
            out.append(rest[stop])
            rest = rest[rest.index(after: stop)...]
        }
        out.append(contentsOf: rest)
        out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: "}"))
    return String(decoding: out, as: UTF8.self)
}
