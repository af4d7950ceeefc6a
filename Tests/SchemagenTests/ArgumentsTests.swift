import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

@Suite struct ArgumentsTests {
    private static let output = Flag("--output", .text("DIR"), "Where.")
    private static let check = Flag("--check", "Whether.")
    private static let format = Flag("--format", .choice(["text", "json"]), "How.")
    private static let command = Command("try", "Tries.", operands: .many("FILE"), flags: [output, check, format]) {
        (_, _) throws(CommandFailure) in .clean
    }

    private func parse(_ words: String...) throws -> Arguments {
        try Arguments(words[...], for: Self.command, called: "schemagen try")
    }

    private func complaint(_ words: String...) -> String? {
        do throws(CommandFailure) {
            _ = try Arguments(words[...], for: Self.command, called: "schemagen try")
            return nil
        } catch {
            return error.message
        }
    }

    @Test func takesFlagsAndOperandsInAnyOrder() throws {
        let arguments = try parse("a", "--output", "out", "--check", "b", "--format=json")
        #expect(arguments.operands == ["a", "b"])
        #expect(arguments[Self.output] == "out")
        #expect(arguments.has(Self.check))
        #expect(arguments[Self.format] == "json")
    }

    @Test func fillsInTheDefaultOfAChoiceOnly() throws {
        let arguments = try parse("a")
        #expect(arguments[Self.format] == "text")
        #expect(arguments[Self.output] == nil)
        #expect(!arguments.has(Self.check))
    }

    @Test func endsFlagsAtTwoHyphensAndTakesOneAsAnOperand() throws {
        #expect(try parse("-", "--", "--check", "-x").operands == ["-", "--check", "-x"])
        #expect(try parse("a", "--output=--odd")[Self.output] == "--odd")
    }

    @Test func refusesWhatItWouldHaveToIgnore() {
        #expect(
            complaint("a", "--chek") == "unknown flag '--chek', did you mean '--check'? (try 'schemagen try --help')"
        )
        #expect(complaint("a", "--zebra") == "unknown flag '--zebra' (try 'schemagen try --help')")
        #expect(complaint("a", "-v")?.hasPrefix("unknown flag '-v'") == true)
        #expect(complaint("a", "--check", "--check")?.hasPrefix("--check is given twice") == true)
        #expect(complaint("a", "--check=yes")?.hasPrefix("--check takes no value") == true)
        #expect(complaint("a", "--output", "--check")?.hasPrefix("--output needs a value: --output DIR") == true)
        #expect(complaint("a", "--output")?.hasPrefix("--output needs a value") == true)
        #expect(complaint("a", "--output=")?.hasPrefix("--output needs a value") == true)
        #expect(complaint("a", "--format", "xml")?.hasPrefix("--format cannot be 'xml': --format text|json") == true)
        #expect(complaint()?.hasPrefix("FILE is missing") == true)
    }

    @Test func `A flag ends at its sign, whatever follows`() throws {
        let value = try #require(try parse("a", "--output=\u{338}x")[Self.output])
        #expect(value.utf8.elementsEqual("\u{338}x".utf8))
        #expect(complaint("a", "-\u{301}")?.hasPrefix("unknown flag") == true)
    }

    @Test func `A value that looks like a flag is told how to be given`() throws {
        #expect(complaint("a", "--output", "-5 degrees")?.contains("is given as --output=VALUE") == true)
        #expect(complaint("a", "--output")?.contains("--output=VALUE") == false)
        #expect(try parse("a", "--output=-5 degrees")[Self.output] == "-5 degrees")
    }

    @Test func `A word that is not UTF-8 is refused and shown escaped`() throws {
        func read(_ bytes: [UInt8]) throws(CommandFailure) -> String {
            try argument((bytes + [0]).map { CChar(bitPattern: $0) })
        }
        #expect(try read(Array("caf\u{E9}".utf8)) == "caf\u{E9}")
        do throws(CommandFailure) {
            _ = try read(Array("a\\caf".utf8) + [0xE9, 0x1B])
            Issue.record("it was taken")
        } catch {
            #expect(error.message == #"the argument 'a\x5ccaf\xe9\x1b' is not UTF-8"#)
            #expect(error.status == .usage)
        }
    }

    @Test func escapesWhatItQuotes() {
        #expect(complaint("a", "--\u{1B}[2J")?.hasPrefix("unknown flag '--\\u{1b}[2J'") == true)
    }

    @Test func countsEdits() {
        #expect(editDistance("check", "check") == 0)
        #expect(editDistance("chekc", "check") == 1)
        #expect(editDistance("", "abc") == 3)
        #expect(editDistance("kitten", "sitting") == 3)
    }
}
