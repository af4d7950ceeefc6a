import JSONCore
import Testing

@testable import SessionRecords

@Suite struct NamingTests {
    @Test(arguments: [
        ("pod-abc12", "pod-abc12"), ("a.b_C", "a.b_C"), ("..", "%2E."), (".", "%2E"), ("-rf", "%2Drf"), ("", "%"),
        ("a/b", "a%2Fb"), ("../x", "%2E.%2Fx"), ("é", "%C3%A9"), ("e\u{301}", "e%CC%81"), ("a%2Fb", "a%252Fb"),
        ("a+1", "a%2B1"), ("\0", "%00"), ("a\nb", "a%0Ab"),
    ])
    func idsBecomeNamesThatStayInTheirFolder(id: String, name: String) {
        #expect(escapedName(id) == name)
        #expect(unescapedName(name) == id)
    }

    @Test func noTwoIDsShareAName() {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("aA.-_%/+~ é\u{301}0".unicodeScalars)
        var names: [String: String] = [:]
        for _ in 0..<20_000 {
            let scalars = (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            let id = String(String.UnicodeScalarView(scalars))
            let name = escapedName(id)
            if let other = names[name] { #expect(Array(other.utf8) == Array(id.utf8)) }
            names[name] = id
            #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        }
    }

    @Test func longIDsKeepTheirDifference() {
        let a = String(repeating: "p", count: 300) + "a"
        let b = String(repeating: "p", count: 300) + "b"
        #expect(escapedName(a) != escapedName(b))
        #expect(escapedName(a).utf8.count <= 100)
        #expect(unescapedName(escapedName(a)) == nil)
        #expect(unescapedName("a%2fb") == nil)
        #expect(unescapedName("a%41") == nil)
    }

    @Test func fileNamesAreThoseOfTheSpecification() throws {
        let start = try #require(Timestamp("2026-02-23T15:30:22.987+01:00"))
        let name = SessionFileName(start: start, podName: "agent-worker-7b9f4-xk2n3")
        #expect(name.text == "session_20260223T143022Z_agent-worker-7b9f4-xk2n3.jsonl")
        #expect(SessionFileName(parsing: name.text) == name)
        let second = SessionFileName(start: start, podName: "a_b.jsonl", index: 2)
        #expect(second.text == "session_20260223T143022Z_a_b.jsonl+2.jsonl")
        #expect(SessionFileName(parsing: second.text) == second)
    }

    @Test(arguments: [
        "session_20260223T143022Z_.jsonl", "session_2026_pod.jsonl", "session_20260223T143022Z_pod.json",
        "session_20260223T143022Z_pod+0.jsonl", "session_20260223T143022Z_pod+01.jsonl",
        "session_20260223T143022Z_pod+-1.jsonl", "xsession_20260223T143022Z_pod.jsonl", "session_20260223T143022Z",
        "session_20260223T143022Z_pod+v2.jsonl",
    ])
    func otherNamesAreNobodysToDelete(name: String) {
        #expect(SessionFileName(parsing: name) == nil)
    }

    @Test func whatAnUpgradeMadeBelongsToTheSession() {
        #expect(SessionFileName.isOfSession("session_20260223T143022Z_pod+v2.jsonl"))
        #expect(SessionFileName.isOfSession("session_20260223T143022Z_pod+1+v2-rejects.jsonl"))
        #expect(!SessionFileName.isOfSession("session_20260223T143022Z_pod+v02.jsonl"))
        // What an upgrade that was killed leaves.
        #expect(SessionFileName.isOfSession(".session_20260223T143022Z_pod+v2.jsonl.17293822569102704640"))
        #expect(SessionFileName.isOfSession(".session_20260223T143022Z_pod+1+v2-rejects.jsonl.0"))
        #expect(!SessionFileName.isOfSession(".session_20260223T143022Z_pod+v2.jsonl.x"))
        #expect(!SessionFileName.isOfSession(".session_20260223T143022Z_pod+v2.jsonl."))
        #expect(!SessionFileName.isOfSession(".session_20260223T143022Z_pod.jsonl.1"))
        #expect(!SessionFileName.isOfSession("session_20260223T143022Z_pod+v2.jsonl.1"))
        #expect(!SessionFileName.isOfSession("other+v2.jsonl"))
    }

    @Test func textsAreCutOnACharacterBoundaryAndMarked() {
        #expect(cutText("abc", to: 3) == ("abc", false))
        #expect(cutText("abcd", to: 3) == ("ab…", true))
        #expect(cutText("ae\u{301}e\u{301}", to: 4) == ("ae\u{301}…", true))
        #expect(cutText("ae\u{301}bc", to: 3) == ("a…", true))
        #expect(cutText("e\u{301}\u{302}\u{303}\u{304}", to: 3) == ("e\u{301}…", true))
        #expect(cutText("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", to: 9) == ("👩‍👩‍👧‍👦…", true))
        #expect(cutText("ab", to: 0) == ("", true))
        #expect(cutText("ab", to: 1) == ("…", true))
    }
}
