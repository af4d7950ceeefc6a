import CommandLineTool
import Testing

@Suite struct ShellWordTests {
    @Test(arguments: [
        ("Schemas", "Schemas"), ("a/b-c_d.e+f,g:h@i%", "a/b-c_d.e+f,g:h@i%"), ("", "''"), ("a b", "'a b'"),
        ("it's", #"'it'\''s'"#), ("$(x) `y` \\ \"z\" ~ #", "'$(x) `y` \\ \"z\" ~ #'"), ("é", "'é'"),
        ("a\nb", #"$'a\012b'"#), ("\u{202E}'1", #"$'\342\200\256\0471'"#),
    ]) func isOneWordOfAShell(text: String, word: String) {
        #expect(shellWord(text) == word)
    }
}
