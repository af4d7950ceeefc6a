import JSONCore

/// The three readers of JSON: into a tape, into a value, and into nodes with places. They have to agree on what is JSON
/// and on where the first fault is, and what a value writes has to be that value again.
func fuzzJSON(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    var tape = JSONTape()
    let start = tape.padded(text)
    var fault: JSONFault?
    do {
        try tape.read(start, count: text.count)
    } catch {
        fault = error
    }
    let bytes = Array(text)
    do {
        let value = try JSONValue(parsing: bytes)
        expect(fault == nil, "only the tape refuses this: \(String(describing: fault))")
        let written = value.jsonText
        expect(try JSONValue(parsing: written) == value, "another value is written: \(written)")
        expect(tape.view(of: start).value(0) == value, "the tape holds another value")
    } catch {
        expect(fault == error, "the tape says \(String(describing: fault)), the value says \(error)")
    }
    do {
        _ = try JSONSource(path: "input.json", bytes: bytes).parse()
        expect(fault == nil, "only the tape refuses this: \(String(describing: fault))")
    } catch {
        expect(fault == error, "the tape says \(String(describing: fault)), the nodes say \(error)")
        expect(error.offset <= bytes.count, "the fault is at \(error.offset) of \(bytes.count) bytes")
    }
    return 0
}
