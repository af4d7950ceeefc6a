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
