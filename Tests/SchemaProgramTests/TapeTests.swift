import JSONCore
import Testing

struct TapeTests {
    private func value(_ bytes: [UInt8]) -> Result<JSONValue, JSONFault> {
        bytes.withUnsafeBufferPointer { text in
            var tape = JSONTape()
            let start = tape.padded(text)
            do throws(JSONFault) {
                try tape.read(start, count: text.count)
                return .success(tape.view(of: start).value(0))
            } catch {
                return .failure(error)
            }
        }
    }

    private func twin(_ bytes: [UInt8]) -> Result<JSONValue, JSONFault> {
        do throws(JSONFault) {
            return .success(try JSONValue(parsing: bytes))
        } catch {
            return .failure(error)
        }
    }

    @Test
    func `The tape reads what the cursor reads, and refuses it at the same place`() {
        let texts = [
            #"{"id":7,"tags":["a","b\n"],"at":"2026-02-01T00:00:00Z","n":-1.5e3,"deep":[[[{"x":null}]]]}"#,
            #"[true,false,null,0,-0,12345678901234567890,1.0,"\ud83d\ude00","é\u00e9",{},[],{"":""}]"#,
            "{ \"a\\u0062\" : 1 ,\r\n\t\"ab\" : 2 }", #"{"a":1,"b":{"a":1,"a":2}}"#,
        ]
        var numbers = SeededNumbers(seed: 3)
        for round in 0..<40_000 {
            var bytes = Array(texts[round % texts.count].utf8)
            if round >= texts.count { bytes = mutated(bytes, &numbers) }
            let found = value(bytes)
            #expect(found == twin(bytes), "round \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test
    func `A name that stands twice is refused at its second place, in narrow and wide objects`() {
        for count in [2, 47, 48, 49, 50, 64, 200, 5000] {
            let names = (0..<count).map { "\"name\($0)\":{\"name\($0)\":0}" }
            #expect(tapeFault("{" + names.joined(separator: ",") + "}") == nil)
            for twice in Set([0, 1, min(46, count - 1), min(48, count - 1), count - 1]) {
                let text = "{" + names.joined(separator: ",") + ",\"nam\\u0065\(twice)\":1}"
                let offset = text.utf8.count - "\"nam\\u0065\(twice)\":1}".utf8.count
                #expect(tapeFault(text) == JSONFault(.duplicateKey, at: offset))
            }
        }
    }

    @Test
    func `Nesting ends at the limit, with its place`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(tapeFault(nested(512)) == nil)
        #expect(tapeFault(nested(513)) == JSONFault(.tooDeep, at: 512))
        #expect(tapeFault(nested(100_000)) == JSONFault(.tooDeep, at: 512))
        #expect(tapeFault(String(repeating: "{\"a\":", count: 100_000)) == JSONFault(.tooDeep, at: 512 * 5))
    }

    @Test
    func `A tape is used again without a trace of what it held`() throws {
        var tape = JSONTape()
        for text in ["[1,2,3]", "{\"a\":", "\"x\"", "{\"a\":[]}"] {
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { buffer in
                let start = tape.padded(buffer)
                do {
                    try tape.read(start, count: buffer.count)
                    #expect((try? JSONValue(parsing: text)) == tape.view(of: start).value(0))
                } catch {
                    #expect(text == "{\"a\":")
                }
            }
        }
    }

    private func tapeFault(_ text: String) -> JSONFault? {
        var text = text
        return text.withUTF8 { SchemaProgramTests.tapeFault($0) }
    }
}
