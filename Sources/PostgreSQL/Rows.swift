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
    var out: [UInt8] = [UInt8(ascii: "{")]
    for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        guard let element else {
            out += "NULL".utf8
            continue
        }
        out.append(UInt8(ascii: "\""))
        for byte in element.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: "}"))
    return String(decoding: out, as: UTF8.self)
}
