// Lists of plain elements, compiled once and not in each type that has one.
extension JSONWriter {
    @inline(never)
    public mutating func array(_ elements: [String]) {
        list(elements) { $0.string($1) }
    }

    @inline(never)
    public mutating func array(_ elements: [Int]) {
        list(elements) { $0.integer(Int64($1)) }
    }

    @inline(never)
    public mutating func array(_ elements: [UUID128]) {
        list(elements) { $0.uuid($1) }
    }

    @inline(never)
    public mutating func array(_ elements: [Timestamp]) {
        list(elements) { $0.timestamp($1) }
    }

    @inline(never)
    public mutating func array(_ elements: [JSONValue]) {
        list(elements) { $0.value($1) }
    }

    @inline(__always)
    private mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        byte(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { byte(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        byte(UInt8(ascii: "]"))
    }
}
