import Foundation
import Testing

@testable import CommandLineTool
@testable import SchemagenCommands

@Suite struct FilesTests {
    @Test func shortensPathsAsText() {
        #expect(normalised("/a/./b//c/../d") == "/a/b/d")
        #expect(normalised("/../a") == "/a")
        #expect(normalised("a/../../b") == "../b")
        #expect(normalised("./") == ".")
        #expect(parentFolder("a/b") == "a")
        #expect(parentFolder("a") == ".")
        #expect(parentFolder("/a") == "/")
        #expect(shownPath("/a/b/c", from: "/a/b") == "c")
        #expect(shownPath("/a/bc", from: "/a/b") == "/a/bc")
        #expect(shownPath("/a", from: "/") == "a")
    }

    @Test func `Parent folders are those that the system finds`() throws {
        let bench = try Workbench()
        try bench.write("there", to: "real/x")
        try bench.write("", to: "real/sub/deep/y")
        try bench.write("here", to: "x")
        try bench.link("ln", to: "real/sub")
        let here = bench.folder
        #expect(resolved("\(here)/ln/../x") == "\(here)/real/x")
        #expect(resolved("\(here)/ln/deep/../../x") == "\(here)/real/x")
        #expect(resolved("\(here)/ln//./deep/../deep/y") == "\(here)/ln/deep/y")
        #expect(resolved("\(here)/real/sub/../x") == "\(here)/real/x")
        #expect(resolved("/../a") == "/a")
        // What is no folder cannot be left: the system says so.
        #expect(resolved("\(here)/none/../x") == "\(here)/none/../x")
        #expect(resolved("\(here)/x/.././x") == "\(here)/x/.././x")

        let console = Console(folder: here, output: Sink(memoryAsTerminal: false), errors: Sink(), wantsColour: false)
        #expect(try console.read("ln/../x", limit: 10) == Array("there".utf8))
        #expect(console.shown("ln/../x") == "real/x")
        #expect(throws: CommandFailure.self) { try console.read("none/../x", limit: 10) }
        try console.write(Array("new".utf8), to: "ln/../x")
        #expect(try bench.text("real/x") == "new" && bench.text("x") == "here")
    }

    /// A slash and a mark that combines with it are one `Character`, and two spellings of "é" are equal.
    @Test func `Paths are taken apart by bytes`() {
        #expect(lastName("a/\u{301}b") == "\u{301}b")
        #expect(parentFolder("a/\u{301}b") == "a")
        #expect(joined("/a", "/\u{301}b") == "/\u{301}b")
        #expect(shownPath("/e\u{301}/x", from: "/\u{E9}").utf8.elementsEqual("/e\u{301}/x".utf8))
    }

    @Test func `What cannot be written is not kept`() throws {
        #if os(Linux)
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let sink = Sink(descriptor: descriptor)
        for _ in 0..<100 {
            sink.write(String(repeating: "x", count: 10_000))
            sink.flush()
        }
        #expect(sink.failure == ENOSPC && sink.bytes.isEmpty)
        #endif
    }

    @Test func leavesNoDraftWhenWritingFails() throws {
        let bench = try Workbench()
        try bench.write("in the way", to: "target/file")
        #expect(throws: SystemFault.self) { try writeFile([1], to: bench.folder + "/target") }
        #expect(try bench.files("") == ["target"])
        try writeFile(Array("new".utf8), to: bench.folder + "/target/file")
        #expect(try bench.text("target/file") == "new")
        #expect(try bench.files("target") == ["file"])
    }

    @Test func findsATextInBytes() {
        for (bytes, isThere) in [
            ("upgrade", true), ("an upgrade", true), ("upgrade it", true), ("upgupgrade", true), ("uupgradee", true),
            ("upgrad", false), ("upgrad e", false), ("", false), ("Upgrade", false), ("uuuuuuuuuuuu", false),
        ] {
            #expect(bytesHold(Array(bytes.utf8), "upgrade") == isThere, "\(bytes)")
        }
        // Not beyond the end of what is given.
        #expect(!bytesHold(Array("upgrade".utf8.dropLast()), "upgrade"))
        #expect(bytesHold([], ""))
    }

    @Test func readsUpToALimit() throws {
        let bench = try Workbench()
        try bench.write("12345", to: "file")
        #expect(try Descriptor(reading: bench.folder + "/file").contents(limit: 5) == Array("12345".utf8))
        #expect(try Descriptor(reading: bench.folder + "/file").contents(limit: 4) == nil)
        #expect(try Descriptor(reading: "/dev/null").contents(limit: 4) == [])
        #expect(throws: SystemFault.self) { try Descriptor(reading: bench.folder).contents(limit: 4) }
    }
}
